import { bytesOf, jsonOf } from '../../wire/body.ts'
import { type HeaderList, isResponse, noBody, type WireAnswer } from '../../wire/exchange.ts'
import type { Handler } from '../../wire/handler.ts'

export const tenantId = '11111111-2222-3333-4444-555555555555'
export const clientId = '66666666-7777-8888-9999-aaaaaaaaaaaa'
export const clientSecret = 'kvc-secret-for-tests'
export const vaultScope = 'https://vault.azure.net/.default'

/** A form that is granted a token; tests change what they are about. */
export const goodForm: Readonly<Record<string, string>> = {
  grant_type: 'client_credentials',
  client_id: clientId,
  client_secret: clientSecret,
  scope: vaultScope,
}

/** What a test looks at in an answer. */
export interface JsonAnswer {
  readonly status: number
  readonly headers: HeaderList
  readonly json: Readonly<Record<string, unknown>>
}

export async function postForm(
  handler: Handler,
  url: string,
  form: Readonly<Record<string, string>>,
  headers: HeaderList = [],
): Promise<JsonAnswer> {
  const body = bytesOf(new URLSearchParams(form).toString())
  return toJsonAnswer(await handler({ method: 'POST', url, headers, body }))
}

export async function getJson(handler: Handler, url: string, headers: HeaderList = []): Promise<JsonAnswer> {
  return toJsonAnswer(await handler({ method: 'GET', url, headers, body: noBody }))
}

function toJsonAnswer(answer: WireAnswer): JsonAnswer {
  if (!isResponse(answer)) throw new Error('the connection was closed')
  const json = (jsonOf(answer.body) ?? {}) as Record<string, unknown>
  return { status: answer.status, headers: answer.headers, json }
}
