// The part of the library that needs no Node, as ES modules for a browser: dist/browser/.
import { relative } from 'node:path'
import { build } from 'esbuild'
import { external } from './bundle-node.mjs'
import { entrySource, libraryEntries } from './entries.mjs'
import { reachedOutputs } from './reached-outputs.mjs'

const outdir = 'dist/browser'
const missing = 'not-in-a-browser'

/** What a browser cannot do is left out, and says so where it is used. Refuses when an entry imports it at once. */
export async function bundleForBrowser() {
  const entries = libraryEntries('browser')
  const whole = await bundle(entries, { write: false, leftOut: new Set() })
  const { metafile } = await bundle(entries, {
    write: true,
    leftOut: inputsThatNeedNode(whole.metafile.inputs),
  })
  const outputs = entries.map(({ name }) => `${outdir}/${name}.js`)
  const loaded = reachedOutputs(metafile, outputs, { staticOnly: true })
  const inputs = loaded.flatMap((path) => Object.keys(metafile.outputs[path].inputs))
  const fromNode = inputs.filter((input) => input.startsWith(`${missing}:`))
  if (fromNode.length > 0) throw new Error(`The browser's build would load ${fromNode.join(', ')} at once.`)
}

/** `leftOut`: paths of modules that `import()` does not take in. */
function bundle(entries, { write, leftOut }) {
  return build({
    entryPoints: Object.fromEntries(entries.map((entry) => [entry.name, entrySource(entry)])),
    outdir,
    write,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    external,
    minifyWhitespace: true,
    legalComments: 'linked',
    logLevel: 'warning',
    // What is left out has no exports.
    logOverride: { 'import-is-undefined': 'silent' },
    metafile: true,
    plugins: [leaveOut(leftOut)],
  })
}

/** Paths of the modules that cannot be loaded without Node: those that import from it, and those that import these. */
function inputsThatNeedNode(inputs) {
  const needing = new Set()
  for (let before = -1; before !== needing.size; ) {
    before = needing.size
    for (const [path, { imports }] of Object.entries(inputs)) {
      const atOnce = imports.filter(({ kind }) => kind !== 'dynamic-import')
      if (atOnce.some((one) => one.path.startsWith(`${missing}:`) || needing.has(one.path))) needing.add(path)
    }
  }
  return needing
}

function leaveOut(leftOut) {
  return {
    name: missing,
    setup(bundler) {
      bundler.onResolve({ filter: /^node:/ }, ({ path }) => ({ path, namespace: missing }))
      bundler.onResolve({ filter: /^\./ }, async ({ path, kind, ...rest }) => {
        if (kind !== 'dynamic-import') return undefined
        const resolved = await bundler.resolve(path, { kind: 'import-statement', ...rest })
        const id = relative(process.cwd(), resolved.path)
        return leftOut.has(id) ? { path: id, namespace: missing } : undefined
      })
      bundler.onLoad({ filter: /.*/, namespace: missing }, ({ path }) => ({
        contents: `throw new Error('This part of keyvault-contract (${path}) needs Node: it cannot be used in a browser.')`,
        loader: 'js',
      }))
    },
  }
}
