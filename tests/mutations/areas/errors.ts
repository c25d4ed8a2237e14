import {
  type Body,
  breakDown,
  changeAnswer,
  changeAnswerBody,
  changeBody,
  loseHeaders,
  withToken,
} from '../change-wire.ts'
import type { Mutation } from '../mutation.ts'
import { bundledSdk, type Mutant } from '../run-with-client.ts'

const isError = (body: Body): boolean => typeof body.error === 'object'
const dropInner = ({ error }: Body): object => ({ error: { code: error?.code, message: error?.message } })
const dropMessage = ({ error }: Body): object => ({ error: { ...error, message: 'Something went wrong.' } })
const dropCode = ({ error }: Body): object => ({ error: { message: error?.message } })

interface Identifier {
  readonly name: string
  readonly vaultUrl: string
}

/** A module whose parser of identifiers gets some of them wrong. */
function parseOtherwise(change: (parsed: Identifier) => Identifier): Mutant {
  const { parseKeyVaultSecretIdentifier: parse } = bundledSdk
  return { sdk: { ...bundledSdk, parseKeyVaultSecretIdentifier: (id) => change(parse?.(id) as Identifier) } }
}

/** Prints what it is about to send. */
function printRequests(part: 'body' | 'authorization'): Mutant {
  return {
    transport: (send, log) => (request) => {
      log(String(part === 'body' ? request.body : request.headers.get('authorization')))
      return send(request)
    },
  }
}

export const errorMutations: readonly Mutation[] = [
  {
    name: 'loses the code',
    requirement: 'errors/status-and-code',
    scenario: 'errors/not-found-of-every-operation',
    mutant: changeAnswerBody(isError, dropCode),
  },
  {
    name: 'reports another status',
    requirement: 'errors/status-and-code',
    scenario: 'errors/malformed-backup',
    mutant: changeAnswer(
      (_, { status }) => status === 400,
      (response) => ({ ...response, status: 422 }),
    ),
  },
  {
    name: 'loses the inner code',
    requirement: 'errors/inner-code',
    scenario: 'errors/disabled-secret',
    mutant: changeAnswerBody(isError, dropInner),
  },
  {
    name: "loses the service's words",
    requirement: 'errors/message',
    scenario: 'errors/message-of-the-service',
    mutant: changeAnswerBody(isError, dropMessage),
  },
  {
    name: 'loses the request id',
    requirement: 'errors/request-id',
    scenario: 'errors/request-id',
    mutant: loseHeaders(['x-ms-request-id']),
  },
  {
    name: 'breaks down over an empty body',
    requirement: 'errors/empty-body-keeps-status',
    scenario: 'errors/empty-body-of-404',
    mutant: 'bundled',
  },
  {
    name: 'breaks down over HTML and loses the status',
    requirement: 'errors/unparsable-body-keeps-status',
    scenario: 'errors/html-body',
    mutant: breakDown((_, response) => response.bodyAsText?.startsWith('<') === true),
  },
  {
    name: 'breaks down over JSON that breaks off',
    requirement: 'errors/no-crash',
    scenario: 'errors/truncated-json-body',
    mutant: breakDown((_, response) => response.bodyAsText?.endsWith('BadParam') === true),
  },
  {
    name: 'breaks down over a text for an error',
    requirement: 'errors/no-crash',
    scenario: 'errors/json-of-another-shape',
    mutant: breakDown((_, response) => response.bodyAsText === '"oops"'),
  },
  {
    name: 'cannot read escapes and loses the code',
    requirement: 'errors/long-and-escaped-message',
    scenario: 'errors/long-and-escaped-message',
    mutant: changeAnswerBody((body) => body.error?.message?.includes('\r\n') === true, dropCode),
  },
  {
    name: 'takes a conflict for a missing secret',
    requirement: 'errors/conflict-surfaced',
    scenario: 'errors/name-of-a-deleted-secret',
    mutant: changeAnswer(
      (_, { status }) => status === 409,
      (response) => ({ ...response, status: 404 }),
    ),
  },
  {
    name: 'writes names in lower case',
    requirement: 'identifiers/parse',
    scenario: 'identifiers/parts-of-an-identifier',
    mutant: parseOtherwise((parsed) => ({ ...parsed, name: parsed.name.toLowerCase() })),
  },
  {
    name: 'tells the vault by its host alone',
    requirement: 'identifiers/parse',
    scenario: 'identifiers/vault-url-of-an-identifier',
    mutant: parseOtherwise((parsed) => ({ ...parsed, vaultUrl: new URL(parsed.vaultUrl).host })),
  },
  {
    name: 'drops the port',
    requirement: 'identifiers/port-kept',
    scenario: 'identifiers/port-is-kept',
    mutant: parseOtherwise((parsed) => ({ ...parsed, vaultUrl: parsed.vaultUrl.replace(/:\d+$/, '') })),
  },
  {
    name: 'logs bodies',
    requirement: 'logging/no-secrets',
    scenario: 'logging/nothing-secret-in-the-logs',
    mutant: printRequests('body'),
  },
  {
    name: 'logs tokens',
    requirement: 'logging/no-secrets',
    scenario: 'logging/nothing-secret-in-the-logs',
    mutant: printRequests('authorization'),
  },
  {
    name: 'quotes the request in its errors',
    requirement: 'logging/no-secrets-in-errors',
    scenario: 'logging/nothing-secret-in-errors',
    mutant: {
      transport: (send) => async (request) => {
        const response = await send(request)
        if (response.status !== 409) return response
        const error = { code: 'Conflict', message: `Could not send ${String(request.body)}` }
        return { ...response, bodyAsText: JSON.stringify({ error }) }
      },
    },
  },
  {
    name: 'sends another value than the one it was given',
    requirement: 'request/body-as-asked',
    scenario: 'request/unicode-value-and-tags',
    mutant: changeBody(
      (request) => withToken(request) && request.method === 'PUT',
      (body) => ({ ...body, value: String(body.value).normalize('NFD').replaceAll('\u2028', '\n') }),
    ),
  },
  {
    name: 'logs the token of a real credential',
    requirement: 'logging/no-secrets',
    scenario: 'logging/nothing-secret-of-a-sign-in',
    mutant: printRequests('authorization'),
  },
  {
    name: 'keeps the reason of a refused token to itself',
    requirement: 'errors/message',
    scenario: 'errors/refused-token',
    mutant: changeAnswerBody(
      ({ error }) => error?.code === 'Unauthorized',
      (body) => ({ error: { ...body.error, message: 'Authentication failed.' } }),
    ),
  },
  {
    name: 'keeps the inner code of a refused list to itself',
    requirement: 'errors/inner-code',
    scenario: 'errors/refused-lists',
    mutant: 'bundled',
  },
  {
    name: 'has words of its own for a refused list',
    requirement: 'errors/message',
    scenario: 'errors/refused-lists',
    mutant: 'bundled',
  },
  {
    name: 'loses the code of a refused list',
    requirement: 'errors/status-and-code',
    scenario: 'errors/refused-lists',
    mutant: changeAnswerBody(
      ({ error }) => error?.code === 'Forbidden',
      (body) => ({ error: { ...body.error, code: 'Error' } }),
    ),
  },
]
