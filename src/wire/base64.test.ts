import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { base64Of, base64OfText, base64UrlOf, base64UrlOfText, bytesOfBase64, bytesOfHex } from './base64.ts'
import * as portable from './portable-base64.ts'

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

describe.each([
  ['as chosen in Node', { base64Of, base64UrlOf, bytesOfBase64, bytesOfHex }],
  ['as browsers have it', portable],
])('base64 %s', (_place, own) => {
  test('writes what Node writes, and reads it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const text = Buffer.from(bytes).toString('base64')
        expect(own.base64Of(bytes)).toBe(text)
        expect(own.base64UrlOf(bytes)).toBe(Buffer.from(bytes).toString('base64url'))
        expect(hexOf(own.bytesOfBase64(text))).toBe(hexOf(bytes))
        expect(hexOf(own.bytesOfBase64(Buffer.from(bytes).toString('base64url')))).toBe(hexOf(bytes))
        expect(hexOf(own.bytesOfHex(hexOf(bytes)))).toBe(hexOf(bytes))
      }),
    )
  })

  test('takes more bytes than one call takes arguments, and part of a buffer', () => {
    const bytes = new Uint8Array(1_000_001).map((_, index) => index * 7).subarray(5)

    expect(Buffer.from(own.bytesOfBase64(own.base64Of(bytes))).equals(bytes)).toBe(true)
  })

  test.each([
    '',
    'a',
    'ab',
    'abc=',
    'a b\nc d',
    'non-existing',
    '!!!!',
    'YWJj====',
    'AAAA=BBB',
    'é',
    'Y!W@J#j',
  ])('reads %j, which is none, as Node does', (text) => {
    expect(hexOf(own.bytesOfBase64(text))).toBe(Buffer.from(text, 'base64').toString('hex'))
    expect(hexOf(own.bytesOfHex(text))).toBe(Buffer.from(text, 'hex').toString('hex'))
  })

  test('reads any text as Node does', () => {
    const unit = fc.constantFrom('A', 'z', '9', '0', 'f', '+', '-', '_', '/', ' ', '!', '=')
    fc.assert(
      fc.property(fc.string({ unit }), (text) => {
        expect(hexOf(own.bytesOfBase64(text))).toBe(Buffer.from(text, 'base64').toString('hex'))
        expect(hexOf(own.bytesOfHex(text))).toBe(Buffer.from(text, 'hex').toString('hex'))
      }),
    )
  })
})

test('text is taken as UTF-8', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(base64OfText(text)).toBe(base64Of(new TextEncoder().encode(text)))
      expect(base64UrlOfText(text)).toBe(base64UrlOf(new TextEncoder().encode(text)))
    }),
  )
})
