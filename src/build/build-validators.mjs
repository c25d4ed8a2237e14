// Compiles schemas/ ahead of time into modules in src/contract/generated, so that neither ajv nor the schemas of bodies
// and documents are needed at run time. Called by `npm run build` and, when something is newer, by vitest's global setup.
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import standaloneCode from 'ajv/dist/standalone/index.js'
import addFormats from 'ajv-formats'
import { build } from 'esbuild'
import { documentSchemas } from './document-schemas.mjs'
import { flattenMembers } from './flatten-members.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const target = `${root}src/contract/generated/`

/** Which part of driver.json each name of a document stands for; the other documents are whole files. */
const driverParts = ['request', 'response', 'answer', 'initializeResult', 'callResult']

const outputs = ['body-validators.js', 'document-validators.js', 'contract-data.js']

/** Builds unless all outputs are newer than every schema and than these scripts. `true` when it built. */
export async function buildValidatorsWhenStale() {
  const written = Math.min(...outputs.map((file) => modified(target + file)))
  const scripts = [
    'src/build/build-validators.mjs',
    'src/build/document-schemas.mjs',
    'src/build/flatten-members.mjs',
    'package.json',
  ]
  const newest = Math.max(...[...schemaPaths(), ...scripts].map((path) => modified(root + path)))
  if (written > newest) return false
  await buildValidators()
  return true
}

export async function buildValidators() {
  const schemas = schemaPaths().map((path) => ({
    path,
    schema: JSON.parse(readFileSync(root + path, 'utf8')),
  }))
  mkdirSync(target, { recursive: true })
  write('contract-data.js', contractData(schemas))
  const { bodies, documents } = exportsOf(schemas)
  write('body-validators.js', await bundle(source(schemas, bodies, 'bodyValidators')))
  write('document-validators.js', await bundle(source(schemas, documents, 'documentValidators')))
}

/** Every schema and every file of data under schemas/, sorted, relative to the root. */
function schemaPaths() {
  return readdirSync(`${root}schemas`, { recursive: true })
    .map((path) => `schemas/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.json'))
    .sort()
}

function modified(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

/** Atomic: other processes may be importing the file. */
function write(file, text) {
  const temporary = `${target}.${file}.${process.pid}`
  writeFileSync(temporary, text)
  renameSync(temporary, target + file)
}

function contractData(schemas) {
  const secrets = schemas.filter(({ path }) => path.startsWith('schemas/secrets/'))
  const data = {
    toolVersion: JSON.parse(readFileSync(`${root}package.json`, 'utf8')).version,
    contractHash: hashOf(schemas),
    apiVersions: inOrder(schemas.filter(({ path }) => path.startsWith('schemas/api-versions/'))),
    bodyMembers: flattenMembers(secrets.map(({ schema }) => schema)),
  }
  const lines = Object.entries(data).map(
    ([name, value]) => `export const ${name} = ${JSON.stringify(value)}\n`,
  )
  return `// Generated from schemas/ by src/build/build-validators.mjs.\n${lines.join('')}`
}

/** Of the meaning, not of the bytes: neither line ends nor formatting change it. */
function hashOf(schemas) {
  const hash = createHash('sha256')
  for (const { path, schema } of schemas) hash.update(`${path}\n${JSON.stringify(schema)}\n`)
  return hash.digest('hex')
}

/** Oldest first, along the chain of predecessors. */
function inOrder(files) {
  const byPredecessor = new Map(files.map(({ schema }) => [schema.predecessor, schema]))
  const ordered = []
  for (let next = byPredecessor.get(null); next; next = byPredecessor.get(next.version)) ordered.push(next)
  if (ordered.length !== files.length)
    throw new Error('schemas/api-versions: the predecessors make no single chain.')
  return ordered
}

/** What to export under which name: name to schema id. */
function exportsOf(schemas) {
  const bodies = {}
  const documents = {}
  for (const { path, schema } of schemas) {
    if (path.startsWith('schemas/secrets/') && schema.title !== 'Members') bodies[schema.title] = schema.$id
    const file = path.slice('schemas/'.length, -'.json'.length)
    if (documentSchemas.includes(file)) documents[file] = schema.$id
    if (file !== 'driver') continue
    for (const part of driverParts) documents[`driver/${part}`] = `${schema.$id}#/$defs/${part}`
  }
  return { bodies, documents }
}

/** A module that exports one table of validation functions. */
function source(schemas, ids, table) {
  const ajv = newAjv()
  for (const { schema } of schemas) if (schema.$id) ajv.addSchema(schema)
  const named = Object.entries(ids).map(([key, id], index) => ({ key, id, name: `v${index}` }))
  const code = standaloneCode.default(ajv, Object.fromEntries(named.map(({ name, id }) => [name, id])))
  const entries = named.map(({ key, name }) => `${JSON.stringify(key)}: ${name}`)
  return `${code}\nexport const ${table} = {${entries}}\n`
}

function newAjv() {
  const ajv = new Ajv2020({
    allErrors: true,
    allowUnionTypes: true,
    // Messages are composed by validate-body and validate-document.
    messages: false,
    // `properties` may stand in a branch whose `type` stands beside the branch.
    strictTypes: false,
    // One function a `$ref`: less code.
    inlineRefs: false,
    code: { source: true, esm: true },
  })
  addFormats.default(ajv)
  ajv.addKeyword({ keyword: 'x-sensitivity', schemaType: 'string' })
  return ajv
}

/** Takes ajv's run-time helpers in: the result imports and requires nothing. */
async function bundle(contents) {
  const result = await build({
    stdin: { contents, resolveDir: root, sourcefile: 'validators.mjs' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['main'],
    target: 'node20.19',
    minifyWhitespace: true,
    minifySyntax: true,
    treeShaking: true,
    logLevel: 'warning',
    banner: { js: '// Generated from schemas/ by src/build/build-validators.mjs.' },
  })
  return result.outputFiles[0].text
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildValidators()
