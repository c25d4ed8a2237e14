// Compares the OpenAPI documents that `schema --openapi` prints with the published ones, operation by operation:
//   SHARED=../shared npx tsx .ci/corpus/openapi-document.ts
// Per api-version: paths and methods, parameters with what is required of them, bodies, answers, and of every body its members, which
// are required, which are read-only, and the values of enums. Differences that real traffic decided are listed below with their reason;
// any other one, and any of these that is gone, fails.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { bodySchemas, loadSchemas } from '../../src/cli/load-schemas.ts'
import { toOpenApi } from '../../src/contract/to-openapi.ts'
import { list, type Node, parametersOf, type Raw, resolved, schemaName, text } from '../openapi-node.ts'

/** Ours to theirs, where the names differ: theirs describe several bodies by one. */
const published: Readonly<Record<string, string>> = {
  SecretMetadata: 'SecretBundle',
  DeleteSecretResult: 'DeletedSecretBundle',
  RequestAttributes: 'SecretAttributes',
  ResponseAttributes: 'SecretAttributes',
}
/** Only what a caller sends; the rest is the service's alone. */
const requestBodies = new Set([
  'SecretSetParameters',
  'SecretUpdateParameters',
  'SecretRestoreParameters',
  'RequestAttributes',
])
const compared = [
  ...requestBodies,
  'SecretBundle',
  'SecretMetadata',
  'DeletedSecretBundle',
  'DeleteSecretResult',
  'SecretItem',
  'DeletedSecretItem',
  'SecretListResult',
  'DeletedSecretListResult',
  'BackupSecretResult',
  'ResponseAttributes',
  'KeyVaultError',
]

/** Each with the place in the registry or the schemas that says so. */
const decidedByTraffic: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [
    /^paths: with (get|patch) \/secrets\/\{secret-name\}$/,
    'the newest version: how every official client asks (requirement request/newest-version-path)',
  ],
  [
    /^\S+ parameter \$skiptoken: with$/,
    'in every nextLink, in no document (schemas/api-versions/2016-10-01.json)',
  ],
  [
    /^(SecretMetadata|DeletedSecretBundle|DeleteSecretResult): without value$/,
    'requirement response/no-value-outside-get-and-set',
  ],
  [
    /^RequestAttributes: without (created|updated|recoveryLevel|recoverableDays)$/,
    'read-only in the documents too: a caller has no use for them',
  ],
  [
    /^ResponseAttributes: with recoverylevel$/,
    'how the service spelled it on 2017-05-04 (response-attributes.json)',
  ],
  [
    /^(SecretBundle|SecretMetadata|DeletedSecretBundle|DeleteSecretResult|SecretItem|DeletedSecretItem|SecretListResult|DeletedSecretListResult|BackupSecretResult|ResponseAttributes|KeyVaultError)\/\S+: required$/,
    'on every recorded answer; the documents require nothing of answers (requirement response/body-schema)',
  ],
  [/^\S+ 401: with$/, 'the challenge, in no document (requirement response/challenge-form)'],
  [
    /^\S+ parameter secret-(name|version): another pattern$/,
    'letters, digits and dashes up to 127, and 32 hex digits: the documents have the first, without the length, where a name is new',
  ],
  [
    /^\S+ default body: KeyVaultError for Azure\.Core\.Foundations\.ErrorResponse$/,
    'the document of 7.5 alone has another shape, which no recording shows (key-vault-error.json)',
  ],
]

const folder = `${process.env['SHARED'] ?? '../shared'}/openapi`
const schemas = bodySchemas(loadSchemas())
const seen = new Map<string, string[]>()
let comparisons = 0
const versions = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
for (const version of versions) compare(version)
report()

function compare(version: string): void {
  const ours = toOpenApi(version, schemas) as unknown as Node
  const theirs = read(version)
  const note = (difference: string): void =>
    void seen.set(difference, [...(seen.get(difference) ?? []), version])
  comparePaths(ours, theirs, note)
  for (const body of compared) compareBody(body, { ours, theirs, note })
}

interface Sides {
  readonly ours: Node
  readonly theirs: Node
  readonly note: (difference: string) => void
}

function comparePaths(ours: Node, theirs: Node, note: Sides['note']): void {
  const list = (document: Node): Map<string, Node> =>
    new Map(
      Object.entries(document['paths'] ?? {}).flatMap(([path, item]) =>
        Object.entries(item).map(([method, operation]) => [`${method} ${path}`, operation as Node] as const),
      ),
    )
  const [mine, other] = [list(ours), list(theirs)]
  both('paths', { ours: [...mine.keys()], theirs: [...other.keys()], note })
  for (const [place, operation] of other) {
    const counterpart = mine.get(place)
    if (counterpart)
      compareOperation(
        place.replace(' ', ':'),
        { ours: counterpart, theirs: operation, note },
        { ours, theirs },
      )
  }
}

function compareOperation(
  place: string,
  { ours, theirs, note }: Sides,
  documents: { readonly ours: Node; readonly theirs: Node },
): void {
  equal(
    `${place} operationId`,
    text(ours['operationId']),
    text(theirs['operationId']).replace(/^.*_/, ''),
    note,
  )
  compareParameters(place, { ours, theirs, note }, documents.theirs)
  const mine = Object.keys(ours['responses'] ?? {})
  for (const status of mine) if (!(status in (theirs['responses'] ?? {}))) note(`${place} ${status}: with`)
  for (const [status, response] of Object.entries(theirs['responses'] ?? {})) {
    const own = ours['responses']?.[status]
    if (!own) note(`${place} ${status}: without`)
    else
      equal(
        `${place} ${status} body`,
        publishedName(schemaName(own['content']?.['application/json']?.['schema'])),
        schemaName(response['schema']),
        note,
      )
  }
  const request = parametersOf(theirs, documents.theirs).find((parameter) => parameter['in'] === 'body')
  equal(
    `${place} body`,
    schemaName(ours['requestBody']?.['content']?.['application/json']?.['schema']),
    schemaName((request as Node | undefined)?.['schema']),
    note,
  )
}

function compareParameters(place: string, { ours, theirs, note }: Sides, document: Node): void {
  const mine = new Map(
    ((ours['parameters'] ?? []) as unknown as Raw[]).map((one) => [String(one['name']), one]),
  )
  const other = new Map(
    parametersOf(theirs, document)
      .filter((one) => one['in'] === 'path' || one['in'] === 'query')
      .map((one) => [String(one['name']), one]),
  )
  for (const name of mine.keys()) if (!other.has(name)) note(`${place} parameter ${name}: with`)
  for (const [name, parameter] of other)
    compareParameter(`${place} parameter ${name}`, mine.get(name), { parameter, note })
}

function compareParameter(
  place: string,
  own: Raw | undefined,
  { parameter, note }: { readonly parameter: Raw; readonly note: Sides['note'] },
): void {
  comparisons++
  if (!own) {
    note(`${place}: without`)
    return
  }
  const schema = own['schema'] as Raw
  equal(`${place} in`, text(own['in']), text(parameter['in']), note)
  equal(`${place} required`, String(own['required']), String(parameter['required'] ?? false), note)
  if ((schema['pattern'] ?? '') !== (parameter['pattern'] ?? '')) note(`${place}: another pattern`)
  if (schema['maximum'] !== parameter['maximum'] || schema['minimum'] !== parameter['minimum'])
    note(`${place}: another bound`)
  equal(`${place} values`, list(own['x-known-values']), list(parameter['enum']), note)
}

function compareBody(body: string, { ours, theirs, note }: Sides): void {
  const mine = ours['components']?.['schemas']?.[body]
  const other = resolved(theirs, theirs['definitions']?.[published[body] ?? body])
  if (!mine || !other) {
    note(`${body}: not in ${mine ? 'theirs' : 'ours'}`)
    return
  }
  const names = (schema: Node): string[] => Object.keys(schema['properties'] ?? {})
  both(body, { ours: names(mine), theirs: names(other), note })
  const common = names(mine).filter((name) => names(other).includes(name))
  for (const member of common) compareMember({ body, member }, { mine, other, note }, { ours, theirs })
}

function compareMember(
  { body, member }: { readonly body: string; readonly member: string },
  { mine, other, note }: { readonly mine: Node; readonly other: Node; readonly note: Sides['note'] },
  { ours, theirs }: { readonly ours: Node; readonly theirs: Node },
): void {
  const place = `${body}/${member}`
  const [own, their] = [mine['properties']?.[member], other['properties']?.[member]]
  const isRequired = requires(mine, member)
  if (isRequired !== requires(other, member)) note(`${place}: ${isRequired ? 'required' : 'not required'}`)
  // Ours says it by where a member stands: what no caller may send is in no body of a request.
  if (requestBodies.has(body) && isReadOnly(their)) note(`${place}: not read-only`)
  equal(`${place} type`, typeOf(own, ours), typeOf(their, theirs), note)
  equal(`${place} values`, list(own?.['x-known-values']), list(resolved(theirs, their)?.['enum']), note)
}

function requires(schema: Node, member: string): boolean {
  return ((schema['required'] ?? []) as unknown as string[]).includes(member)
}

function isReadOnly(member: Node | undefined): boolean {
  return (member?.['readOnly'] as unknown) === true
}

/** Null beside a type is how the wire has an empty list or the last link: theirs says nothing of it. */
function typeOf(member: Node | undefined, document: Node): string {
  const schema = resolved(document, member)
  const type = schema?.['type'] as unknown
  const constant = schema?.['const'] as unknown
  const types = [type ?? (constant === undefined ? undefined : typeof constant)].flat()
  return types.filter((one) => one !== 'null' && one !== undefined).join(' ') || 'object'
}

function both(
  place: string,
  {
    ours,
    theirs,
    note,
  }: { readonly ours: string[]; readonly theirs: string[]; readonly note: Sides['note'] },
): void {
  comparisons++
  for (const name of theirs) if (!ours.includes(name)) note(`${place}: without ${name}`)
  for (const name of ours) if (!theirs.includes(name)) note(`${place}: with ${name}`)
}

function equal(place: string, ours: string, theirs: string, note: Sides['note']): void {
  comparisons++
  if (ours !== theirs) note(`${place}: ${ours || 'nothing'} for ${theirs || 'nothing'}`)
}

function publishedName(name: string): string {
  return published[name] ?? name
}

/** The document with the definitions of the `common.json` beside it. */
function read(version: string): Node {
  const [main, common] = ['secrets', 'common'].map((name) => {
    const path = [`${folder}/${version}/${name}.json`, `${folder}/${version}/${name}.extract.json`].find(
      existsSync,
    )
    return path ? (JSON.parse(readFileSync(path, 'utf8')) as Node) : undefined
  })
  return { ...main, definitions: { ...common?.['definitions'], ...main?.['definitions'] } } as unknown as Node
}

function report(): void {
  let unexplained = 0
  for (const [difference, found] of seen) {
    const reason = decidedByTraffic.find(([pattern]) => pattern.test(difference))?.[1]
    if (!reason) unexplained++
    const span = found.length === versions.length ? 'all' : found.join(' ')
    console.log(
      `${reason ? 'decided by traffic' : 'UNEXPLAINED'}: ${difference} (${span})${reason ? `: ${reason}` : ''}`,
    )
  }
  const gone = decidedByTraffic.filter(
    ([pattern]) => ![...seen.keys()].some((difference) => pattern.test(difference)),
  )
  for (const [pattern] of gone) console.log(`GONE: ${pattern}`)
  console.log(
    `${comparisons} comparisons in ${versions.length} api-versions, ${seen.size} differences, ${unexplained} unexplained`,
  )
  process.exitCode = unexplained + gone.length > 0 || comparisons < 2000 ? 1 : 0
}
