// Types of the library for both kinds of module: dist/types/**/*.d.ts and, for what can be required, *.d.cts.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, posix } from 'node:path'
import { entrySource, libraryEntries } from './entries.mjs'

const target = 'dist/types'
/** What a user has beside the package, or it says itself that it needs. */
const { dependencies, peerDependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
const installed = new Set(Object.keys({ ...dependencies, ...peerDependencies }))
/** `from './x.ts'`, `import('./x.ts')`, `import './x.ts'`, but not in the examples that comments show. */
const specifier = /^(?!\s*\/?\*)(.*?\b(?:from|import)[\s(]*)(["'])(\.\.?\/[^"']+)\2/gm

/** Writes the declarations of every module that an entry's declaration leads to, and of no other. */
export function writeDeclarations() {
  const emitted = mkdtempSync(join(tmpdir(), 'keyvault-contract-types-'))
  try {
    emit(emitted)
    copyReached(emitted, libraryEntries(), 'ts')
    copyReached(emitted, libraryEntries('commonJs'), 'cts')
  } finally {
    rmSync(emitted, { recursive: true })
  }
}

/** Types are checked by `npm run lint`, not by each build. */
function emit(folder) {
  const config = join(folder, 'tsconfig.json')
  const root = process.cwd()
  const compilerOptions = {
    noEmit: false,
    noCheck: true,
    emitDeclarationOnly: true,
    rewriteRelativeImportExtensions: true,
    rootDir: join(root, 'src'),
    outDir: folder,
    typeRoots: [join(root, 'node_modules/@types')],
  }
  const files = libraryEntries().map((entry) => join(root, entrySource(entry)))
  writeFileSync(
    config,
    JSON.stringify({ extends: join(root, 'tsconfig.json'), compilerOptions, include: [], files }),
  )
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', config], { stdio: 'inherit' })
}

/** `kind` is `ts` or `cts`: what the endings of the copies, and of what they import, are made of. */
function copyReached(emitted, entries, kind) {
  const done = new Set()
  const open = entries.map(({ name }) => `library/${name}`)
  for (let module = open.pop(); module; module = open.pop()) {
    if (done.has(module)) continue
    done.add(module)
    const text = readDeclaration(emitted, module).replace(specifier, (_, before, quote, path) => {
      const bare = path.replace(/\.(ts|js)$/, '')
      open.push(posix.join(posix.dirname(module), bare))
      return `${before}${quote}${bare}.${kind === 'ts' ? 'js' : 'cjs'}${quote}`
    })
    refuseForeign(module, text)
    write(join(target, `${module}.d.${kind}`), text)
  }
}

/** Of a compiled module, or as it was written by hand or by the build beside a generated one. */
function readDeclaration(emitted, module) {
  const path = [join(emitted, `${module}.d.ts`), join('src', `${module}.d.ts`)].find(existsSync)
  if (!path) throw new Error(`src/${module}: it has no declaration, but a declaration imports it.`)
  return readFileSync(path, 'utf8')
}

/** A library that is bundled is not there when a user's compiler looks for its types. */
function refuseForeign(module, text) {
  const code = text.replace(/^\s*\*.*$/gm, '')
  for (const [, path] of code.matchAll(/\b(?:from|import)[\s(]*["']([^."'][^"']*)["']/g)) {
    const [, name = path] = /^(@[^/]+\/[^/]+|[^/]+)/.exec(path) ?? []
    if (!name.startsWith('node:') && !installed.has(name))
      throw new Error(`src/${module}.ts: its types need ${name}, which is no dependency of the package.`)
  }
}

function write(path, text) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
