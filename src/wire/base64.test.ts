import fc from 'fast-check'
import { expect, test } from 'vitest'
import { base64Of, base64UrlOf, bytesOfBase64 } from './base64.ts'

test('what is written is what Node writes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(base64Of(bytes)).toBe(Buffer.from(bytes).toString('base64'))
      expect(base64UrlOf(bytes)).toBe(Buffer.from(bytes).toString('base64url'))
    }),
  )
})

test('bytes survive both alphabets', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(bytesOfBase64(base64Of(bytes))).toEqual(bytes)
      expect(bytesOfBase64(base64UrlOf(bytes))).toEqual(bytes)
    }),
  )
})

test('more bytes than one call takes arguments', () => {
  const bytes = new Uint8Array(1_000_001).map((_, index) => index * 7)

  expect(Buffer.from(bytesOfBase64(base64Of(bytes))).equals(bytes)).toBe(true)
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
])('text that is no base64, %j, is read as Node reads it', (text) => {
  expect(Buffer.from(bytesOfBase64(text)).toString('hex')).toBe(Buffer.from(text, 'base64').toString('hex'))
})

test('any text is read as Node reads it', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('A', 'z', '9', '+', '-', '_', '/', ' ', '!', '=') }),
      (text) => {
        expect(Buffer.from(bytesOfBase64(text)).toString('hex')).toBe(
          Buffer.from(text, 'base64').toString('hex'),
        )
      },
    ),
  )
})
