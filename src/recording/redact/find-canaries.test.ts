import { deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { createCanaryIndex, findCanaries } from './find-canaries.ts'

const secret = 'Gr33n-"Haus"/é+'
const bytes = Buffer.from(secret)
const base64At = (shift: number): string =>
  Buffer.concat([Buffer.alloc(shift, 65), bytes, Buffer.from('Z')]).toString('base64')

describe('a secret is found', () => {
  test.each([
    ['raw', `before ${secret} after`],
    ['in other letter case', `x${secret.toUpperCase().replace('É', 'é')}y`],
    ['percent-encoded', encodeURIComponent(secret)],
    ['percent-encoded whole, in lower case', [...bytes].map((byte) => `%${byte.toString(16)}`).join('')],
    ['percent-encoded twice', encodeURIComponent(encodeURIComponent(secret))],
    ['JSON-escaped', JSON.stringify({ text: secret })],
    ['JSON inside JSON', JSON.stringify(JSON.stringify({ text: secret }))],
    [
      'JSON-escaped by numbers',
      [...secret].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
    ],
    ['base64', base64At(0)],
    ['base64 behind one byte', base64At(1)],
    ['base64 behind two bytes', base64At(2)],
    ['base64url', Buffer.from(`??>>${secret}`).toString('base64url')],
    ['base64 in lines', base64At(0).replace(/(.{8})/g, '$1\r\n')],
    ['hex', bytes.toString('hex')],
    ['hex in capitals', bytes.toString('hex').toUpperCase()],
    ['gzip in base64', gzipSync(`{"value":${JSON.stringify(secret)}}`).toString('base64')],
    ['gzip in base64url', gzipSync(secret).toString('base64url')],
    ['gzip in hex', gzipSync(secret).toString('hex')],
    ['gzip in base64, behind a product', `app/${gzipSync(secret).toString('base64')}`],
    ['gzip in base64, glued to a word', `ab${gzipSync(secret).toString('base64')}`],
    ['gzip in hex, glued to a word', `ab${gzipSync(secret).toString('hex')}`],
    ['zlib in base64', deflateSync(secret).toString('base64')],
    ['base64 of base64, behind a product', `app/${Buffer.from(base64At(0)).toString('base64')}`],
    ['UTF-16 in base64', Buffer.from(secret, 'utf16le').toString('base64')],
    ['UTF-16 in base64, behind a product', `a/${Buffer.from(secret, 'utf16le').toString('base64')}`],
    ['UTF-16 in hex', Buffer.from(secret, 'utf16le').toString('hex')],
    ['UTF-16 in hex, glued to a word', `a/b${Buffer.from(secret, 'utf16le').toString('hex')}z`],
    ['UTF-16 in the other order', Buffer.from(`\0${secret}`, 'utf16le').subarray(1).toString('base64')],
    ['base64 in JSON in base64', Buffer.from(JSON.stringify({ inner: base64At(0) })).toString('base64')],
  ])('%s', (_, text) => {
    expect(findCanaries(text, ['other-secret', secret])).toMatchObject({ secret: 1 })
  })

  test('the end of a long one, without its beginning', () => {
    const long = `eyJhbGciOiJSUzI1NiJ9.${'aB3'.repeat(60)}.${'x9Yz'.repeat(20)}`
    expect(findCanaries(`…${long.slice(-60)}`, [long])).toMatchObject({ form: 'raw' })
    expect(findCanaries(`${long.slice(0, 21)} is the header of any token`, [long])).toBeUndefined()
  })

  test('a short one only where it stands alone', () => {
    expect(findCanaries('x=k9Qz;', ['k9Qz'])).toMatchObject({ form: 'raw' })
    expect(findCanaries('ak9Qzb', ['k9Qz'])).toBeUndefined()
    expect(findCanaries('passwords', ['words'])).toBeUndefined()
  })

  test('a short one that is no word wherever it stands, encoded as well', () => {
    const text = 'ak9Qz4eb'
    for (const form of [text, ...(['base64', 'hex'] as const).map((as) => Buffer.from(text).toString(as))])
      expect(findCanaries(form, ['k9Qz4e'])).toBeDefined()
  })
})

test('what cannot be told from ordinary text is not looked for, and counted', () => {
  const index = createCanaryIndex()
  for (const text of ['abc', 'value', 'secret', '1648763245', '', 'Forbidden']) index.add(text)
  expect(index.find('{"value":"abc","created":1648763245}')).toBeUndefined()
  expect(index.unsearched()).toBe(6)
})

test('a placeholder is no secret, whatever secrets look like', () => {
  expect(findCanaries('secret-5000 redacted-value-1', ['5000-x', 'redacted-value-1'])).toBeUndefined()
})

test('a text that was clean is searched again for what became known later', () => {
  const index = createCanaryIndex()
  index.add('known-from-the-start')
  expect(index.find('says hunter2-hunter2')).toBeUndefined()
  expect(index.find('says hunter2-hunter2')).toBeUndefined()
  index.add('hunter2-hunter2')
  expect(index.find('says hunter2-hunter2')).toEqual({ secret: 1, form: 'raw' })
})
