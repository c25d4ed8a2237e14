import { UsageError } from '../wire/errors.ts'

/**
 * Splits a command as a POSIX shell splits words, and does nothing else of what a shell does: blanks separate,
 * `'…'` is literal, in `"…"` a backslash escapes `"` and `\`, outside of quotes it escapes any character.
 * Throws `UsageError` for an open quote and for a command without words.
 */
export function splitArguments(option: string, command: string): string[] {
  const words = [...command.matchAll(wordPattern)].map(([word]) => unquote(word))
  const leftOver = command.replace(wordPattern, '').trim()
  if (leftOver !== '')
    throw new UsageError(
      `${option} ${JSON.stringify(command)}: a quote or a backslash at ${leftOver} has no end.`,
    )
  if (words.length === 0 || words[0] === '')
    throw new UsageError(
      `${option} ${JSON.stringify(command)}: expected a command, for instance './my-driver --flag'.`,
    )
  return words
}

/** Quoted and plain pieces that touch are one word: `--name="a b"`. */
const wordPattern = /(?:'[^']*'|"(?:[^"\\]|\\[\s\S])*"|\\[\s\S]|[^\s'"\\])+/g
const piecePattern = /'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])|([^\s'"\\]+)/g

function unquote(word: string): string {
  return word.replace(
    piecePattern,
    (_, literal?: string, quoted?: string, escaped?: string, plain?: string) => {
      return literal ?? quoted?.replace(/\\(["\\])/g, '$1') ?? escaped ?? plain ?? ''
    },
  )
}
