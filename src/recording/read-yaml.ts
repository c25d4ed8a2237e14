import { LineCounter, parse, YAMLParseError } from 'yaml'
import { EntryError } from './entry-error.ts'

/**
 * Reads a vcrpy cassette as data. Unknown (Python) tags leave the value under them as it is; nothing is ever constructed
 * from one.
 * @throws EntryError when the text is no YAML, blows up by aliases, or holds a key twice; foreign when nothing says that
 * it is a cassette
 */
export function readYaml(text: string): unknown {
  const isCassette = /^interactions:/m.test(text)
  const document = parseQuietly(text, isCassette ? 'broken' : 'foreign')
  if (typeof document === 'object' && document !== null && 'interactions' in document) return document
  throw new EntryError('it is neither JSON, nor a YAML cassette, nor a file of nock definitions', 'foreign')
}

function parseQuietly(text: string, kind: 'broken' | 'foreign'): unknown {
  const lines = new LineCounter()
  try {
    return parse(text, { logLevel: 'error', maxAliasCount: 100, prettyErrors: false, lineCounter: lines })
  } catch (error) {
    // Its messages may quote the text, which may hold a secret.
    throw new EntryError(`it is no YAML that can be read: ${reasonOf(error, lines)}`, kind)
  }
}

function reasonOf(error: unknown, lines: LineCounter): string {
  if (error instanceof YAMLParseError) {
    const { line, col } = lines.linePos(error.pos[0])
    const what = error.code === 'DUPLICATE_KEY' ? 'a key stands twice in one map' : error.code
    return `${what} in line ${line}, column ${col}`
  }
  if (error instanceof RangeError) return 'it is nested too deeply'
  return error instanceof ReferenceError ? 'its aliases blow up' : 'it cannot be made sense of'
}
