// Writes src/contract/generated/types/*.ts from schemas/: nothing describes a body twice. `--check` only compares.
import { mkdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs'
import { basename } from 'node:path'
import { compile } from 'json-schema-to-typescript'

const sources = ['schemas/driver.json', 'schemas/scenario.json', 'schemas/report.json', 'schemas/requirement.json']
const folder = 'src/contract/generated/types'
mkdirSync(folder, { recursive: true })
let stale = 0
for (const source of sources) {
  const schema = JSON.parse(readFileSync(source, 'utf8'))
  const options = { bannerComment: `// Generated from ${source} by \`npm run generate\`: edit that.`, additionalProperties: false, ignoreMinAndMaxItems: true, unreachableDefinitions: true, format: true, style: { semi: false, singleQuote: true, printWidth: 110 } }
  const text = await compile(schema, schema.title, options)
  const target = `${folder}/${basename(source, '.json')}.ts`
  if (existsSync(target) && readFileSync(target, 'utf8') === text) continue
  stale++
  if (!process.argv.includes('--check')) writeFileSync(target, text)
  else console.error(`${target} is not what ${source} says: run \`npm run generate\` and commit the result.`)
}
if (stale && process.argv.includes('--check')) process.exitCode = 1
