// What is preloaded into Node programs behind the proxy: CommonJS, for `--require` is what every release of Node takes.
import { build } from 'esbuild'

/** Builds into dist/preload/. */
export async function bundlePreload() {
  await build({
    entryPoints: {
      'fetch-through-proxy': 'src/transports/preload/fetch-through-proxy.cts',
      'proxy-agent': 'src/transports/preload/proxy-agent.cts',
    },
    outdir: 'dist/preload',
    outExtension: { '.js': '.cjs' },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node18',
    external: ['./proxy-agent.cjs'],
    // Nearly all of it is the library that brings the agent; of ours there are some lines.
    minify: true,
    legalComments: 'linked',
    logLevel: 'warning',
  })
}
