// Writes src/contract/generated/types/*.ts from schemas/: nothing describes a body twice. `--check` only compares.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { compile } from 'json-schema-to-typescript'
import { documentSchemas } from './document-schemas.mjs'
import { plainSchema } from './plain-schema.mjs'

const folder = 'src/contract/generated/types'
const check = process.argv.includes('--check')

mkdirSync(folder, { recursive: true })
// Each as it is, but for the protocol, whose conditions mean nothing to a type.
for (const name of documentSchemas)
  await generate(name, `schemas/${name}.json`, withForeign(read(`schemas/${name}.json`)))
await generate('driver', 'schemas/driver.json', driver())
await generate('secrets', 'schemas/secrets', bodies())

async function generate(name, source, schema) {
  const text = await compile(schema, schema.title, {
    bannerComment: `// Generated from ${source} by \`npm run generate\`: edit that.`,
    additionalProperties: false,
    ignoreMinAndMaxItems: true,
    unreachableDefinitions: true,
    format: true,
    style: { semi: false, singleQuote: true, printWidth: 110 },
  })
  const target = `${folder}/${name}.ts`
  if (existsSync(target) && readFileSync(target, 'utf8') === text) return
  if (!check) return writeFileSync(target, text)
  process.exitCode = 1
  console.error(`${target} is not what ${source} says: run \`npm run generate\` and commit the result.`)
}

function read(path) {
  return JSON.parse(readFileSync(path, 'utf8'))
}

/** References into another file become references to a copy: the generator knows no files. */
function withForeign(schema) {
  const foreign = {}
  const copy = (file, name) => {
    if (name in foreign) return
    foreign[name] = read(`schemas/${file}`).$defs[name]
    for (const [, inner] of JSON.stringify(foreign[name]).matchAll(/"#\/\$defs\/(\w+)"/g)) copy(file, inner)
  }
  const local = JSON.stringify(schema, (key, value) => {
    const [, file, name] = (key === '$ref' && /^([\w-]+\.json)#\/\$defs\/(\w+)$/.exec(value)) || []
    if (!file) return value
    copy(file, name)
    return `#/$defs/${name}`
  })
  if (Object.keys(foreign).length === 0) return schema
  const whole = JSON.parse(local)
  return { ...whole, $defs: { ...whole.$defs, ...foreign } }
}

function driver() {
  const { description, $defs } = plainSchema(read('schemas/driver.json'))
  const byTitle = Object.values($defs).map((definition) => [definition.title, definition])
  const titled = JSON.parse(JSON.stringify(Object.fromEntries(byTitle)), (key, value) =>
    key === '$ref' ? value.replace(/[^/]*$/, (name) => $defs[name].title) : value,
  )
  return tableOf('DriverProtocol', description, titled)
}

/** One interface that maps the name of each definition to its type, so that every one of them becomes a type. */
function tableOf(title, description, $defs) {
  const names = Object.keys($defs)
  const properties = Object.fromEntries(names.map((name) => [name, { $ref: `#/$defs/${name}` }]))
  return {
    title,
    description,
    type: 'object',
    required: names,
    properties,
    additionalProperties: false,
    $defs,
  }
}

/** All bodies in one schema, so that what they share becomes one type. */
function bodies() {
  const schemas = readdirSync('schemas/secrets')
    .sort()
    .map((file) => ({ file, schema: read(`schemas/secrets/${file}`) }))
  const members = schemas.find(({ file }) => file === 'members.json').schema.$defs
  const titles = new Map(schemas.map(({ file, schema }) => [file, schema.title]))
  const named = schemas.filter(({ file }) => file !== 'members.json')
  const definitions = Object.fromEntries(named.map(({ schema }) => [schema.title, selfContained(schema)]))
  return tableOf('Bodies', 'Every body of the twelve operations by its name.', definitions)

  /** The same with members put in place, and references to files turned into references to definitions. */
  function selfContained(node) {
    if (Array.isArray(node)) return node.map(selfContained)
    if (typeof node !== 'object' || node === null) return node
    const [file, member] = node.$ref?.split('#/$defs/') ?? []
    if (member) return selfContained(members[member])
    if (file) return { $ref: `#/$defs/${titles.get(file)}` }
    const kept = Object.entries(node).filter(([key]) => key !== '$id' && key !== '$schema')
    return Object.fromEntries(kept.map(([key, value]) => [key, selfContained(value)]))
  }
}
