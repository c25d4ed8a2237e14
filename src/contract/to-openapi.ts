import { parametersOf } from './api-versions.ts'
import { contractHash } from './contract-hash.ts'
import { apiVersions as files } from './generated/contract-data.js'
import type { Operation } from './operation.ts'
import { type OperationPath, operationPaths } from './operation-paths.ts'
import { requestBodyOf, responseBodyOf, successStatusOf } from './schema-catalogue.ts'
import { type BodySchemas, type JsonSchema, toOpenApiSchemas } from './to-openapi-schemas.ts'

const schemasPrefix = '#/components/schemas/'

/**
 * The contract of one api-version as an OpenAPI 3.1 document: paths, parameters, bodies, answers, security. What OpenAPI cannot say
 * stands in `x-` members: `x-sensitivity`, `x-known-values` of open sets, `x-documented: false` for what only the wire shows.
 * @param version one of `apiVersions`
 */
export function toOpenApi(version: string, bodies: BodySchemas): JsonSchema {
  const file = files.find((candidate) => candidate.version === version)
  if (!file) throw new Error(`The contract has no api-version ${version}.`)
  return {
    openapi: '3.1.0',
    info: {
      title: 'Azure Key Vault secrets',
      version,
      description: file.notes.join('\n\n'),
      'x-contract-hash': contractHash,
    },
    servers: [
      {
        url: 'https://{vault}.vault.azure.net',
        variables: { vault: { default: 'contoso', description: 'Name of the vault.' } },
      },
    ],
    security: [{ bearer: [] }],
    paths: pathsOf(version),
    components: {
      schemas: toOpenApiSchemas(version, bodies, schemasPrefix),
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description:
            'A token of Microsoft Entra ID for the resource that the 401 names in WWW-Authenticate: https://vault.azure.net.',
        },
      },
    },
  }
}

function pathsOf(version: string): JsonSchema {
  const paths: Record<string, Record<string, JsonSchema>> = {}
  for (const place of operationPaths) {
    const item = paths[place.path] ?? {}
    item[place.method] = operationOf(version, place)
    paths[place.path] = item
  }
  return paths
}

function operationOf(version: string, { operation, path, form }: OperationPath): JsonSchema {
  const body = requestBodyOf(operation)
  return {
    operationId: form === 'newest' ? `${operation}Newest` : operation,
    ...(form === 'newest' && {
      description: 'Without a version the newest one is meant; with a slash at the end too.',
      'x-documented': false,
    }),
    parameters: [
      ...[...path.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => pathParameter(name)),
      ...parametersOf(version, operation).map((name) => queryParameter(name, version, operation)),
    ],
    ...(body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: { $ref: schemasPrefix + body } } },
      },
    }),
    responses: responsesOf(operation),
  }
}

function pathParameter(name: string): JsonSchema {
  const isName = name === 'secret-name'
  return {
    name,
    in: 'path',
    required: true,
    description: isName ? 'Name of the secret; its letter case does not matter.' : 'Version of the secret.',
    schema: { type: 'string', pattern: isName ? '^[0-9a-zA-Z-]{1,127}$' : '^[0-9a-f]{32}$' },
    'x-sensitivity': 'identifier',
  }
}

function queryParameter(name: string, version: string, operation: Operation): JsonSchema {
  const declared = files
    .flatMap((file) => file.adds?.parameters ?? [])
    .find((parameter) => parameter.name === name && parameter.operations.includes(operation))
  return {
    name,
    in: 'query',
    required: name === 'api-version',
    ...(declared?.documented === false && { 'x-documented': false }),
    schema: schemaOfParameter(name, version),
    ...(declared?.values && { 'x-known-values': declared.values }),
    'x-sensitivity': name === '$skiptoken' ? 'opaque' : 'public',
  }
}

/** No recorded page holds more than 25 items; the documents name the same bounds. */
function schemaOfParameter(name: string, version: string): JsonSchema {
  if (name === 'api-version') return { const: version }
  return name === 'maxresults' ? { type: 'integer', minimum: 1, maximum: 25 } : { type: 'string' }
}

function responsesOf(operation: Operation): JsonSchema {
  const status = successStatusOf(operation)
  const body = responseBodyOf(operation, status)
  return {
    [status]: {
      description: 'It was done.',
      ...(body !== undefined && body !== 'empty' && contentOf(body)),
    },
    401: {
      description: 'No token, or one that is refused: a challenge says where to get one.',
      headers: { 'WWW-Authenticate': { required: true, schema: { type: 'string' } } },
      ...contentOf('KeyVaultError'),
    },
    default: { description: 'It was not done.', ...contentOf('KeyVaultError') },
  }
}

function contentOf(body: string): JsonSchema {
  return { content: { 'application/json': { schema: { $ref: schemasPrefix + body } } } }
}
