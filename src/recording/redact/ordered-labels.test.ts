import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createOrderedLabels } from './ordered-labels.ts'

test.each(['0123456789', '0123456789abcdef'])(
  'labels made of %s sort as the texts do, in whatever order these come',
  (digits) => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 60 }), (texts) => {
        const labels = createOrderedLabels(digits, 2)
        for (const text of texts) labels.labelOf(text)
        const byText = [...texts].sort().map((text) => labels.labelOf(text))
        expect(byText).toEqual([...byText].sort())
        expect(new Set(byText).size).toBe(texts.length)
      }),
    )
  },
)

test('labels that were kept are never given to another text', () => {
  const labels = createOrderedLabels('0123456789', 4)
  labels.keep('SECRET-5001', '5001')
  labels.keep('SECRET-5000', '5000')
  expect(new Set(['A', 'Z', 'SECRET-50005'].map((text) => labels.labelOf(text))).size).toBe(3)
  expect(labels.labelOf('SECRET-5001')).toBe('5001')
})
