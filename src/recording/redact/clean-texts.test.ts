import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createCanaryIndex } from './find-canaries.ts'

const secrets = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'abcXYZ019-_+/. '), minLength: 4, maxLength: 12 }),
  fc.string({ unit: 'grapheme', minLength: 8, maxLength: 90 }),
)
const disguises: readonly ((secret: string) => string)[] = [
  (secret) => secret,
  (secret) => secret.toUpperCase(),
  (secret) => encodeURIComponent(secret),
  (secret) => JSON.stringify(secret),
  (secret) => Buffer.from(secret).toString('hex'),
  (secret) => Buffer.from(secret).toString('base64'),
  (secret) => Buffer.from(`x${secret}`).toString('base64url'),
]
const texts = fc.record({
  before: fc.constantFrom('', 'says ', 'secret-5000/', 'abc', '{"a":"'),
  after: fc.constantFrom('', '.', 'abc', '"}'),
  disguise: fc.constantFrom(...disguises),
})

test('a text that was searched before a secret was met is told the same of as one that was not', () => {
  fc.assert(
    fc.property(
      fc.array(secrets, { minLength: 1, maxLength: 24 }),
      texts,
      fc.nat(),
      fc.boolean(),
      (all, { before, after, disguise }, place, isThere) => {
        const hidden = isThere ? disguise(all[place % all.length] ?? '') : 'nothing of the kind'
        const text = before + hidden + after
        const [first, last] = [createCanaryIndex(), createCanaryIndex()]
        for (const secret of all) first.add(secret)
        for (const secret of all) {
          last.add(secret)
          last.find(text)
        }

        expect(last.find(text) === undefined).toBe(first.find(text) === undefined)
        expect(last.find(text) === undefined).toBe(first.find(text) === undefined)
      },
    ),
    { numRuns: 500 },
  )
})
