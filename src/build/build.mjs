// Builds dist/: the command line, the drivers, the library and its types. Run by `npm ci` through `prepare`.
import { cpSync, rmSync } from 'node:fs'
import { buildValidators } from './build-validators.mjs'
import { forgetBuild, rememberBuild } from './built.mjs'
import { bundleForBrowser } from './bundle-browser.mjs'
import { bundleForNode } from './bundle-node.mjs'
import { bundlePreload } from './bundle-preload.mjs'
import { convertToCommonJs } from './convert-to-commonjs.mjs'
import { writeDeclarations } from './write-declarations.mjs'

forgetBuild()
await buildValidators()
// What the validators are built into lies among the sources.
const begun = Date.now()

rmSync('dist', { recursive: true, force: true })
const metafile = await bundleForNode()
await Promise.all([convertToCommonJs(metafile), bundleForBrowser(), bundlePreload()])
writeDeclarations()
for (const language of ['python', 'go', 'rust', 'java'])
  cpSync(`src/clients/${language}`, `dist/drivers/${language}`, { recursive: true, filter: isSource })
cpSync('src/clients/known-failures', 'dist/drivers/known-failures', { recursive: true })
rememberBuild(begun)

/** Not what an interpreter, a compiler or a test left or needs beside it. */
function isSource(path) {
  return !/__pycache__|(^|[\\/])(target|\.ruff_cache)$|\.class$|\.test\.ts$/.test(path)
}
