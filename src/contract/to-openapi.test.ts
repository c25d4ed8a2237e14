import { readdirSync, readFileSync } from 'node:fs'
import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { apiVersions } from './api-versions.ts'
import { matchOperation } from './match-operation.ts'
import { operations } from './operation.ts'
import { operationPaths } from './operation-paths.ts'
import { toOpenApi } from './to-openapi.ts'
import { type JsonSchema, toOpenApiSchemas } from './to-openapi-schemas.ts'

const folder = new URL('../../schemas/secrets/', import.meta.url)
const schemas = new Map(
  readdirSync(folder).map((file) => [
    file,
    JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as JsonSchema,
  ]),
)

test.each(apiVersions)('%s is a document that the OpenAPI 3.1 meta-schema takes', async (version) => {
  const document = toOpenApi(version, schemas)
  const validator = new Validator()
  const { valid, errors } = await validator.validate(document as Record<string, unknown>)
  expect(errors).toBeUndefined()
  expect(valid).toBe(true)
  expect(validator.version).toBe('3.1')
  // Every reference leads somewhere.
  expect(Object.keys(validator.resolveRefs() as object)).toContain('paths')
})

test('the meta-schema refuses what is wrong', async () => {
  const document = { ...toOpenApi('7.6', schemas), paths: { secrets: {} }, servers: 'none' }
  expect((await new Validator().validate(document as Record<string, unknown>)).valid).toBe(false)
})

test('every operation has a path that is recognised as its own', () => {
  const found = operationPaths.map(({ method, path }) => {
    const url = path.replace('{secret-name}', 'n').replace('{secret-version}', '0'.repeat(32))
    return matchOperation(method.toUpperCase(), `https://contoso.vault.azure.net${url}`)?.operation
  })
  expect(found).toEqual(operationPaths.map(({ operation }) => operation))
  expect(new Set(found)).toEqual(new Set(operations))
})

test('a version has the members and parameters that it has', () => {
  const of = (version: string): { [body: string]: JsonSchema } =>
    toOpenApiSchemas(version, schemas, '#/$defs/')
  const members = (version: string, body: string): string[] =>
    Object.keys(of(version)[body]?.['properties'] ?? {})
  expect(members('7.0', 'ResponseAttributes')).not.toContain('recoverableDays')
  expect(of('7.1')['ResponseAttributes']?.['required']).toContain('recoverableDays')
  expect(members('7.6', 'SecretBundle')).not.toContain('previousVersion')
  expect(members('2025-07-01', 'SecretBundle')).toContain('previousVersion')
  expect(of('7.6')['SecretBundle']).toMatchObject({ properties: { value: { 'x-sensitivity': 'secret' } } })
})

test('the schemas of a version judge bodies', () => {
  const ajv = new Ajv2020({ strict: false })
  const $defs = toOpenApiSchemas('7.0', schemas, '#/$defs/')
  const validate = ajv.compile({ $ref: '#/$defs/SecretBundle', $defs })
  const attributes = { enabled: true, created: 1, updated: 1, recoveryLevel: 'Purgeable' }
  const bundle = { value: 'v', id: 'https://contoso.vault.azure.net/secrets/n/1', attributes }
  expect(validate(bundle)).toBe(true)
  expect(validate({ ...bundle, attributes: { ...attributes, recoverableDays: 90 } })).toBe(false)
})
