// Writes schemas/requirements/README.md, the registry as a page, from the registry and the scenarios. `--check` only compares.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { parse } from 'yaml'

const registry = 'schemas/requirements'
const scenarios = 'tests/scenarios'
const target = `${registry}/README.md`
const areas = [
  'challenge',
  'request',
  'response',
  'paging',
  'polling',
  'errors',
  'retry',
  'api-version',
  'identifiers',
  'logging',
]

const text = page()
if (!existsSync(target) || readFileSync(target, 'utf8') !== text) {
  if (process.argv.includes('--check')) {
    console.error(
      `${target} is not what the registry and the scenarios say: run node src/build/write-requirements-page.mjs`,
    )
    process.exitCode = 1
  } else writeFileSync(target, text)
}

function page() {
  const putting = scenariosByRequirement()
  const sections = areas.map((area) =>
    section(area, readJson(`${registry}/${area}.json`).requirements, putting),
  )
  const all = areas.flatMap((area) => readJson(`${registry}/${area}.json`).requirements)
  return `# The requirements

${all.length} sentences, ${count(all, 'client')} about clients and ${count(all, 'service')} about the service. Generated from the files beside it and from
\`tests/scenarios\` by \`node src/build/write-requirements-page.mjs\`: edit those.

*Trace*: a check judges it on any traffic, recorded or live. Scenarios put it to the test on purpose. What is judged by neither says why.
\`npx keyvault-contract schema --requirements\` prints the same as JSON.

${sections.join('\n')}`
}

function section(area, requirements, putting) {
  const rows = requirements.map((requirement) => row(requirement, putting.get(requirement.id) ?? []))
  return `## ${area}

| id | about | level | sentence | judged by | sources |
| --- | --- | --- | --- | --- | --- |
${rows.join('\n')}
`
}

function row(requirement, ids) {
  const { id, subject, level, statement, sources } = requirement
  const cells = [
    `\`${id.split('/')[1]}\``,
    subject,
    level,
    escapeCell(statement + validity(requirement)),
    judged(requirement, ids),
    sources.map((source, index) => `[${index + 1}](${source})`).join(' '),
  ]
  return `| ${cells.join(' | ')} |`
}

/** The api-versions and the times that a sentence is about, where it is not about all. */
function validity({ apiVersions, dates }) {
  const bounds = [
    apiVersions?.from && `from ${apiVersions.from}`,
    apiVersions?.until && `until ${apiVersions.until}`,
    dates?.from && `seen from ${dates.from}`,
    dates?.until && `seen until ${dates.until}`,
  ].filter(Boolean)
  return bounds.length === 0 ? '' : ` (${bounds.join(', ')})`
}

function judged({ judgedBy, reason }, ids) {
  if (judgedBy === 'none') return `nothing: ${escapeCell(reason)}`
  const links = ids.map((id) => `[${id}](../../${scenarios}/${id}.yaml)`)
  return [...(judgedBy === 'trace' ? ['trace'] : []), ...links].join(', ')
}

function scenariosByRequirement() {
  const files = readdirSync(scenarios, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.yaml'),
  )
  const found = new Map()
  for (const file of files.map((name) => name.replaceAll('\\', '/')).sort()) {
    const scenario = parse(readFileSync(`${scenarios}/${file}`, 'utf8'))
    for (const id of scenario.requirements)
      found.set(id, [...(found.get(id) ?? []), file.slice(0, -'.yaml'.length)])
  }
  return found
}

function count(requirements, subject) {
  return requirements.filter((requirement) => requirement.subject === subject).length
}

function escapeCell(sentence) {
  return sentence.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', ' ')
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'))
}
