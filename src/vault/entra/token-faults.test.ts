import { expect, test } from 'vitest'
import type { TokenFault } from '../../contract/generated/types/scenario.ts'
import { isResponse } from '../../wire/exchange.ts'
import { createEntra, type Entra } from './create-entra.ts'
import { clientId, clientSecret, getJson, goodForm, postForm, tenantId } from './test-support.ts'
import { answerWithTokenFault, createTokenFaults } from './token-faults.ts'

const tokenUrl = `https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`
const unavailable: TokenFault['answer'] = { status: 503, headers: { 'Retry-After': '1' } }

function prepare(...faults: TokenFault[]): Entra {
  const entra = createEntra()
  entra.registerApplication({ tenantId, clientId, clientSecret, faults: createTokenFaults(faults) })
  return entra
}

async function statuses(entra: Entra, times: number): Promise<number[]> {
  const seen: number[] = []
  for (let n = 0; n < times; n++) seen.push((await postForm(entra.handler, tokenUrl, goodForm)).status)
  return seen
}

test.each<[string, TokenFault, number[]]>([
  ['the first', { answer: unavailable }, [503, 200, 200]],
  ['the second and third', { from: 2, times: 2, answer: unavailable }, [200, 503, 503]],
  ['every', { forever: true, answer: { status: 400, error: 'invalid_client' } }, [400, 400, 400]],
])('%s token request fails', async (_, fault, expected) => {
  expect(await statuses(prepare(fault), 3)).toEqual(expected)
})

test('a failing answer has the headers and the error that it is told', async () => {
  const entra = prepare({
    answer: { status: 429, headers: { 'Retry-After': '7' }, error: 'temporarily_unavailable' },
  })
  const { headers, json } = await postForm(entra.handler, tokenUrl, goodForm)
  expect(headers).toContainEqual(['Retry-After', '7'])
  expect(json).toMatchObject({ error: 'temporarily_unavailable' })
})

test('without an answer the connection breaks off', () => {
  expect(isResponse(answerWithTokenFault({ close: 'before-answer' }, 0))).toBe(false)
})

test('a managed identity fails as well; other applications and documents do not', async () => {
  const entra = prepare({ forever: true, answer: unavailable })
  const identity = `http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https%3A%2F%2Fvault.azure.net&client_id=${clientId}`
  expect((await getJson(entra.identityHandler, identity, [['Metadata', 'true']])).status).toBe(503)
  const other = '99999999-7777-8888-9999-aaaaaaaaaaaa'
  entra.registerApplication({ tenantId, clientId: other, clientSecret })
  expect((await postForm(entra.handler, tokenUrl, { ...goodForm, client_id: other })).status).toBe(200)
  const keys = `https://login.microsoftonline.com/${tenantId}/discovery/v2.0/keys`
  expect((await getJson(entra.handler, keys)).status).toBe(200)
})
