// Compares the contract with the published documents: SHARED=../shared npx tsx .ci/corpus/openapi-members.ts
// Per api-version: versions, members of each body, query parameters of each operation, recovery levels. Differences that
// real traffic decided are listed below with their reason; any other one, and any of these that is gone, fails.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { apiVersions, parametersOf, valuesOf } from '../../src/contract/api-versions.ts'
import { operations } from '../../src/contract/operation.ts'
import type { BodyType } from '../../src/contract/schema-catalogue.ts'
import { membersOf } from '../../src/contract/version-members.ts'

interface Schema {
  readonly $ref?: string
  readonly allOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly enum?: readonly string[]
  readonly type?: string
}
interface Parameter {
  readonly name?: string
  readonly in?: string
}
interface Document {
  readonly definitions: Readonly<Record<string, Schema>>
  readonly paths: Readonly<
    Record<
      string,
      Readonly<Record<string, { readonly operationId: string; readonly parameters?: readonly Parameter[] }>>
    >
  >
}

/** Ours to theirs, where the names differ. */
const published: Readonly<Partial<Record<BodyType, string>>> = {
  SecretMetadata: 'SecretBundle',
  DeleteSecretResult: 'DeletedSecretBundle',
  RequestAttributes: 'SecretAttributes',
  ResponseAttributes: 'SecretAttributes',
}
const bodies: readonly BodyType[] = [
  'SecretSetParameters',
  'SecretUpdateParameters',
  'SecretRestoreParameters',
  'SecretBundle',
  'SecretMetadata',
  'DeletedSecretBundle',
  'DeleteSecretResult',
  'SecretItem',
  'DeletedSecretItem',
  'SecretListResult',
  'DeletedSecretListResult',
  'BackupSecretResult',
  'RequestAttributes',
  'ResponseAttributes',
]

const decidedByTraffic: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [
    /^(SecretMetadata|DeletedSecretBundle|DeleteSecretResult): without value$/,
    'no recorded answer but those of set and get has it',
  ],
  [
    /^RequestAttributes: without (created|updated|recoveryLevel|recoverableDays)$/,
    'read-only in the documents, sent by no client',
  ],
  [/^ResponseAttributes: with recoverylevel$/, 'seen on 2017-05-04'],
  [/^Get(Secrets|SecretVersions|DeletedSecrets): with \$skiptoken$/, 'in every nextLink, in no document'],
]

const folder = `${process.env['SHARED'] ?? '../shared'}/openapi`
const seen = new Map<string, string[]>()
let compared = 0
for (const version of versionsOf(folder)) compare(version)
report()

function compare(version: string): void {
  const document = read(version)
  for (const body of bodies) {
    const theirs = propertiesOf(document, document.definitions[published[body] ?? body])
    note(body, version, {
      ours: membersOf(version, body)
        .filter(isTopLevel)
        .map(({ member }) => member),
      theirs,
    })
  }
  for (const operation of operations) {
    note(operation, version, { ours: parametersOf(version, operation), theirs: queryOf(document, operation) })
  }
  const levels =
    document.definitions['DeletionRecoveryLevel'] ??
    resolve(document, document.definitions['SecretAttributes'])?.properties?.['recoveryLevel']
  note('recoveryLevel', version, {
    ours: valuesOf(version, 'ResponseAttributes', 'recoveryLevel'),
    theirs: levels?.enum ?? [],
  })
}

function note(
  place: string,
  version: string,
  { ours, theirs }: { ours: readonly string[]; theirs: readonly string[] },
): void {
  compared++
  const differences = [
    ...theirs.filter((name) => !ours.includes(name)).map((name) => `${place}: without ${name}`),
    ...ours.filter((name) => !theirs.includes(name)).map((name) => `${place}: with ${name}`),
  ]
  for (const difference of differences) seen.set(difference, [...(seen.get(difference) ?? []), version])
}

function report(): void {
  let unexplained = 0
  for (const [difference, versions] of seen) {
    const reason = decidedByTraffic.find(([pattern]) => pattern.test(difference))?.[1]
    if (!reason) unexplained++
    console.log(
      `${reason ? 'decided by traffic' : 'UNEXPLAINED'}: ${difference} (${versions.join(' ')})${reason ? `: ${reason}` : ''}`,
    )
  }
  const gone = decidedByTraffic.filter(
    ([pattern]) => ![...seen.keys()].some((difference) => pattern.test(difference)),
  )
  for (const [pattern] of gone) console.log(`GONE: ${pattern}`)
  const missing = versionsOf(folder).filter((version) => !apiVersions.includes(version))
  const surplus = apiVersions.filter((version) => !versionsOf(folder).includes(version))
  console.log(
    `${compared} comparisons in ${apiVersions.length} api-versions, ${unexplained} unexplained; missing: ${missing.length}, surplus: ${surplus.length}`,
  )
  process.exitCode = unexplained + gone.length + missing.length + surplus.length > 0 || compared < 400 ? 1 : 0
}

function versionsOf(path: string): string[] {
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
}

/** The document with the definitions of the `common.json` beside it. */
function read(version: string): Document {
  const [main, common] = ['secrets', 'common'].map((name) => {
    const path = [`${folder}/${version}/${name}.json`, `${folder}/${version}/${name}.extract.json`].find(
      existsSync,
    )
    return path ? (JSON.parse(readFileSync(path, 'utf8')) as Document) : undefined
  })
  return { definitions: { ...common?.definitions, ...main?.definitions }, paths: main?.paths ?? {} }
}

function resolve(document: Document, schema: Schema | undefined): Schema | undefined {
  if (!schema?.$ref) return schema?.allOf ? merged(document, schema) : schema
  return resolve(document, document.definitions[schema.$ref.replace(/^.*\//, '')])
}

function merged(document: Document, schema: Schema): Schema {
  const parts = [
    ...(schema.allOf ?? []).map((part) => resolve(document, part)),
    { properties: schema.properties ?? {} },
  ]
  return { properties: Object.assign({}, ...parts.map((part) => part?.properties)) as Record<string, Schema> }
}

function propertiesOf(document: Document, schema: Schema | undefined): string[] {
  return Object.keys(resolve(document, schema)?.properties ?? {})
}

function queryOf(document: Document, operation: string): string[] {
  const found = Object.values(document.paths)
    .flatMap(Object.values<Document['paths'][string][string]>)
    .find(({ operationId }) => operationId?.replace(/^.*_/, '') === operation)
  // The api-version parameter is always one that stands elsewhere.
  const own = (found?.parameters ?? []).filter(
    (parameter) => parameter.in === 'query' && parameter.name !== 'api-version',
  )
  return ['api-version', ...own.map((parameter) => String(parameter.name))]
}

function isTopLevel({ pointer }: { readonly pointer: string }): boolean {
  return pointer.lastIndexOf('/') === 0
}
