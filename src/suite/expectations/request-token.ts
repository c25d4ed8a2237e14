import { isDeepStrictEqual } from 'node:util'
import type { SeenExchange } from '../../contract/seen-exchange.ts'
import { getHeader } from '../../wire/headers.ts'
import type { Broken } from './broken.ts'
import { describeValue } from './describe-value.ts'
import type { RequestExpectation } from './request-expectation.ts'

/** Judges what the test token of one request says it was asked for. Null stands for what the client did not ask for. */
export function expectRequestToken(
  wanted: NonNullable<RequestExpectation['token']>,
  { exchange }: SeenExchange,
): Broken[] {
  const asked = readTestToken(getHeader(exchange.request.headers, 'authorization'))
  if (!asked) return [noTestToken()]
  const { serialAtLeast, ...equal } = wanted
  const wrong = Object.entries(equal).flatMap(([member, value]) => {
    const found = asked[member] ?? null
    return isDeepStrictEqual(found, value) ? [] : [wrongToken(member, value, found)]
  })
  const tooOld = serialAtLeast !== undefined && !(Number(asked['serial']) >= serialAtLeast)
  return tooOld ? [...wrong, wrongToken('serial', serialAtLeast, asked['serial'])] : wrong
}

/** What a test token encodes (`schemas/driver.json`); `undefined` for every other kind of token, and for none. */
export function readTestToken(
  authorization: string | undefined,
): Readonly<Record<string, unknown>> | undefined {
  const encoded = /^bearer\s+kvc-test\.([\w-]+)$/i.exec(authorization ?? '')?.[1]
  if (encoded === undefined) return undefined
  try {
    const asked: unknown = JSON.parse(Buffer.from(encoded, 'base64url').toString('utf8'))
    return typeof asked === 'object' && asked !== null ? { ...asked } : undefined
  } catch {
    return undefined
  }
}

function noTestToken(): Broken {
  return {
    pointer: '/request/headers/authorization',
    expected: 'a token of the test credential',
    received: 'none',
    message: 'The request carries no token of the test credential.',
  }
}

function wrongToken(member: string, wanted: unknown, found: unknown): Broken {
  const expected = `${member} ${describeValue(wanted, '')}`
  const received = `${member} ${describeValue(found, '')}`
  return {
    pointer: `/request/headers/authorization`,
    expected,
    received,
    message: `The token was asked for with ${received}; expected was ${expected}.`,
  }
}
