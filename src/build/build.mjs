// Bundles the command line and the drivers into dist/. Run by `npm ci` through `prepare`.
import { cpSync, rmSync } from 'node:fs'
import { build } from 'esbuild'
import { buildValidators } from './build-validators.mjs'

await buildValidators()

rmSync('dist', { recursive: true, force: true })
await build({
  entryPoints: {
    main: 'src/cli/main.ts',
    'reference-vault': 'src/cli/reference-vault.ts',
    'drivers/javascript': 'src/clients/javascript/driver.ts',
  },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  external: ['@azure/*'],
  legalComments: 'linked',
  logLevel: 'warning',
  // Some bundled libraries are CommonJS and call require.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
})
for (const language of ['python', 'go', 'rust', 'java'])
  cpSync(`src/clients/${language}`, `dist/drivers/${language}`, { recursive: true })
cpSync('src/clients/known-failures', 'dist/drivers/known-failures', { recursive: true })
