import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitArguments } from './split-arguments.ts'

const split = (command: string): string[] => splitArguments('--driver', command)

test.each([
  ['./my-driver --flag', ['./my-driver', '--flag']],
  ['  node\t-e  1 ', ['node', '-e', '1']],
  ["'C:\\Program Files\\d.exe' x", ['C:\\Program Files\\d.exe', 'x']],
  ['a --name="b c"\' d\'', ['a', '--name=b c d']],
  ['"say \\"hi\\" \\\\ \\n"', ['say "hi" \\ \\n']],
  ['a\\ b ""', ['a b', '']],
  ['echo $HOME `x` | y > z', ['echo', '$HOME', '`x`', '|', 'y', '>', 'z']],
])('%s', (command, words) => {
  expect(split(command)).toEqual(words)
})

test('every list of words survives quoting', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.array(fc.string({ unit: 'binary' })), (first, rest) => {
      const words = [first, ...rest]
      const quoted = words.map((word) => `"${word.replace(/["\\]/g, '\\$&')}"`)
      expect(split(quoted.join(' '))).toEqual(words)
    }),
  )
})

test('an open quote and an empty command are the caller’s mistakes', () => {
  expect(() => split("./d 'a b")).toThrowErrorMatchingInlineSnapshot(
    `[UsageError: --driver "./d 'a b": a quote or a backslash at ' has no end.]`,
  )
  expect(() => split('a \\')).toThrowErrorMatchingInlineSnapshot(
    `[UsageError: --driver "a \\\\": a quote or a backslash at \\ has no end.]`,
  )
  expect(() => split('  ')).toThrowErrorMatchingInlineSnapshot(
    `[UsageError: --driver "  ": expected a command, for instance './my-driver --flag'.]`,
  )
})
