import { generateKeyPair, SignJWT } from 'jose'
import { beforeAll, expect, test } from 'vitest'
import { createEntra } from './create-entra.ts'
import { clientId, clientSecret, goodForm, postForm, tenantId } from './test-support.ts'

const tokenUrl = `https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`
const capabilities = '{"access_token":{"xms_cc":{"values":["cp1"]}}}'
const demandedClaims = '{"access_token":{"nbf":{"essential":true,"value":"1"}}}'
const bothClaims = '{"access_token":{"xms_cc":{"values":["cp1"]},"nbf":{"essential":true,"value":"1"}}}'
const entra = createEntra()
const demand = { audience: 'https://vault.azure.net', tenantId, now: Date.now() }
let token = ''

async function tokenFor(change: Readonly<Record<string, string>> = {}): Promise<string> {
  const { json } = await postForm(entra.handler, tokenUrl, { ...goodForm, ...change })
  return String(json['access_token'])
}

beforeAll(async () => {
  entra.registerApplication({ tenantId, clientId, clientSecret })
  token = await tokenFor()
})

test('a token of this Entra is good, again and again', async () => {
  expect(await entra.verifyToken(token, demand)).toEqual({ valid: true })
  expect(await entra.verifyToken(token, demand)).toEqual({ valid: true })
})

test('tenant ids are compared without case', async () => {
  expect(await entra.verifyToken(token, { ...demand, tenantId: tenantId.toUpperCase() })).toEqual({
    valid: true,
  })
})

test('the vault’s clock decides when it is expired, remembered or not', async () => {
  const later = { ...demand, now: Date.now() + 3_600_000 }

  expect(await entra.verifyToken(token, later)).toEqual({ valid: false, problem: 'expired' })
})

test('a token for another resource is refused and the resource is named', async () => {
  const foreign = await tokenFor({ scope: 'https://management.azure.com//.default' })

  expect(await entra.verifyToken(foreign, demand)).toEqual({
    valid: false,
    problem: 'audience',
    found: 'https://management.azure.com/',
  })
})

test('a token of another tenant is refused and its issuer is named', async () => {
  expect(await entra.verifyToken(token, { ...demand, tenantId: 'other' })).toEqual({
    valid: false,
    problem: 'issuer',
    found: `https://sts.windows.net/${tenantId}/`,
  })
})

test.each([
  ['none', undefined, false],
  ['only capabilities', capabilities, false],
  ['the demanded ones', demandedClaims, true],
  ['the demanded ones and capabilities, merged as identity libraries do', bothClaims, true],
])('demanded claims and a token asked for with %s', async (_what, claims, valid) => {
  const asked = await tokenFor(claims === undefined ? {} : { claims })

  const verdict = await entra.verifyToken(asked, { ...demand, claims: demandedClaims })

  expect(verdict).toEqual(valid ? { valid } : { valid, problem: 'claims' })
})

test.each([
  ['empty', '', 'malformed'],
  ['noise', 'noise', 'malformed'],
  ['three parts of noise', 'a.b.c', 'malformed'],
])('a token that is %s is malformed', async (_what, text, problem) => {
  expect(await entra.verifyToken(text, demand)).toEqual({ valid: false, problem })
})

test('a token signed by somebody else, altered, or unsigned is refused', async () => {
  const { privateKey } = await generateKeyPair('RS256')
  const claims = { aud: demand.audience, iss: `https://sts.windows.net/${tenantId}/`, tid: tenantId }
  const forged = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256' })
    .setExpirationTime('1h')
    .sign(privateKey)
  const [head, , signature] = token.split('.')
  const payload = Buffer.from(JSON.stringify({ ...claims, exp: 4e9 })).toString('base64url')
  const none = Buffer.from('{"alg":"none"}').toString('base64url')

  for (const text of [forged, `${head}.${payload}.${signature}`, `${none}.${payload}.AA`]) {
    expect(await entra.verifyToken(text, demand)).toEqual({ valid: false, problem: 'signature' })
  }
})

test('test tokens are judged by what they say', async () => {
  const say = (scope: string): string =>
    `kvc-test.${Buffer.from(JSON.stringify({ scopes: [scope], tenantId: null, claims: null })).toString('base64url')}`

  expect(await entra.verifyToken(say('https://vault.azure.net/.default'), demand)).toEqual({ valid: true })
  expect(await entra.verifyToken(say('https://example.com/.default'), demand)).toMatchObject({
    problem: 'audience',
  })
})
