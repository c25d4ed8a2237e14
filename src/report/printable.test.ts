import { expect, test } from 'vitest'
import { printable } from './printable.ts'

test('control characters are written out, lines and tabs stay, whatever the depth', () => {
  const report = {
    message: 'a\u001b[2J\u0000b\tc\r\nd\re\u009bf',
    list: [{ 'k\u0007': 'é 𐀀 \u007f' }],
    count: 3,
    none: null,
  }
  expect(printable(report)).toEqual({
    message: 'a\\x1b[2J\\x00b\tc\nd\ne\\x9bf',
    list: [{ 'k\u0007': 'é 𐀀 \\x7f' }],
    count: 3,
    none: null,
  })
})

test('what is no plain data is left as it is', () => {
  const [map, act] = [new Map([['a', '\u0000']]), (): string => '\u0000']
  expect(printable({ map, act })).toEqual({ map, act })
})
