import fc from 'fast-check'
import { expect, test } from 'vitest'
import { derivedGuid } from './derived-guid.ts'

test('a text has the same GUID each time, texts of ids another each', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.uuid(), { minLength: 50, maxLength: 50 }), (ids) => {
      const guids = ids.map((id) => derivedGuid(`${id}/theirs`))

      expect(new Set(guids).size).toBe(ids.length)
      expect(ids.map((id) => derivedGuid(`${id}/theirs`))).toEqual(guids)
      for (const guid of guids)
        expect(guid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/)
    }),
  )
})
