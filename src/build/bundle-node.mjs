// The command line, the drivers and the library as ES modules for Node: one build, so that what they share is there once.
import { build } from 'esbuild'
import { entrySource, libraryEntries } from './entries.mjs'

/** Some bundled libraries are CommonJS and call require. */
export const requireBanner =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);"

/** Found in the user's project: his own client, and the tools that he may or may not have. */
export const external = ['@azure/*', 'msw', 'nock', 'vitest', 'vite']

/** Builds into dist/. Returns what esbuild tells of its outputs. */
export async function bundleForNode() {
  const library = libraryEntries().map((entry) => [entry.name, entrySource(entry)])
  const { metafile } = await build({
    entryPoints: {
      main: 'src/cli/main.ts',
      'reference-vault': 'src/cli/reference-vault.ts',
      'drivers/javascript': 'src/clients/javascript/driver.ts',
      ...Object.fromEntries(library),
    },
    outdir: 'dist',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    external,
    legalComments: 'linked',
    logLevel: 'warning',
    metafile: true,
    banner: { js: requireBanner },
  })
  return metafile
}
