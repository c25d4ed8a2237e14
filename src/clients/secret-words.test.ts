import { expect, test } from 'vitest'
import { createSecretWords } from './secret-words.ts'

test('what went through as a secret is never quoted, nor is anything like a token', () => {
  const words = createSecretWords()
  words.learn({ arguments: { name: 'visible', value: 'hush-hush', tags: { a: 'b' } } })
  words.learn({ credential: { clientSecret: 's3cr3t' }, result: { value: { backup: 'AAECAw==' } } })
  const text = 'visible hush-hush s3cr3t AAECAw== kvc-test.eyJzIjoxfQ Bearer abc.def eyJhbGciOiJub25l.e30.x'
  expect(words.quote(text)).toBe('visible [secret] [secret] [secret] [token] [token] [token]')
})

test('a quote is one line of bounded length', () => {
  const words = createSecretWords()
  expect(words.quote('a\n  b')).toBe('a b')
  expect(words.quote('x'.repeat(400), 10)).toBe('xxxxxxxxxx… (400 characters)')
})
