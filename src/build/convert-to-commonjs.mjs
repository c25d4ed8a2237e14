// The library for `require` where Node's own cannot load an ES module: Jest, and Node with --no-experimental-require-module.
// Each module that an entry reaches is converted by itself, so that the entries share what they share as ES modules.
import { readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { transform } from 'esbuild'
import { requireBanner } from './bundle-node.mjs'
import { libraryEntries } from './entries.mjs'
import { reachedOutputs } from './reached-outputs.mjs'

const fileUrl = '__fileUrl'
const fileUrlBanner = `const ${fileUrl} = require('node:url').pathToFileURL(__filename).href;`

/** Writes dist/*.cjs beside the modules that `metafile` tells of. */
export async function convertToCommonJs(metafile) {
  const entries = libraryEntries('commonJs').map(({ name }) => `dist/${name}.js`)
  const modules = reachedOutputs(metafile, entries)
  await Promise.all(modules.map(convert))
}

async function convert(path) {
  const source = readFileSync(path, 'utf8').replace(requireBanner, '')
  const { code } = await transform(source, {
    format: 'cjs',
    platform: 'node',
    target: 'node20.19',
    // `import()` becomes `require` too: Jest runs no ES modules.
    supported: { 'dynamic-import': false },
    define: { 'import.meta.url': fileUrl },
    // It is the same code again, which whoever debugs reads as ES modules.
    minifyWhitespace: true,
    banner: fileUrlBanner,
    sourcefile: basename(path),
    logLevel: 'warning',
  })
  writeFileSync(
    path.replace(/js$/, 'cjs'),
    code.replace(/require\("(\.\/[\w-]+)\.js"\)/g, 'require("$1.cjs")'),
  )
}
