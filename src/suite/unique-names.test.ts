import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createUniqueNames } from './unique-names.ts'

test('two runs never share a name, and each gives its own names back wherever they stand', () => {
  const [names, others] = [createUniqueNames(), createUniqueNames()]
  const unique = names.unique('held')

  expect(unique).not.toBe(others.unique('held'))
  expect(names.unique('held')).toBe(unique)
  expect(names.original(`/secrets/${unique}/versions of ${unique}, not of held`)).toBe(
    '/secrets/held/versions of held, not of held',
  )
  expect(names.given()).toEqual([unique])
})

test('any name: legal ones stay legal and come back whole, long ones as well', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9a-zA-Z-]{1,127}$/), (name) => {
      const names = createUniqueNames()
      const unique = names.unique(name)
      expect(unique).toMatch(/^[0-9a-zA-Z-]{1,127}$/)
      expect(unique).not.toBe(name)
      expect(names.original(`<${unique}>`)).toBe(`<${name}>`)
    }),
  )
})

test('no name stays none, and one that is too long stays too long', () => {
  const names = createUniqueNames()
  expect(names.unique('')).toBe('')
  expect(names.unique('n'.repeat(128)).length).toBeGreaterThan(127)
})
