import { type Document, isNode, LineCounter, parseDocument } from 'yaml'
import { HarnessError } from '../wire/errors.ts'

/** A YAML file that was read: its value, and where in the file a part of it stands. */
export interface ParsedYaml {
  readonly value: unknown
  /** 1-based line of the part that an RFC 6901 pointer names, or of the nearest part around it. */
  lineOf(pointer: string): number
}

/**
 * Reads YAML 1.2 as data: a repeated key, an alias chain that blows up, and every warning is an error.
 *
 * @param fail makes the error that is thrown, from a message that names file and line
 */
export function parseYaml(
  text: string,
  file: string,
  fail: (message: string) => Error = (message) => new HarnessError(message),
): ParsedYaml {
  const lines = new LineCounter()
  const document = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: true,
    prettyErrors: false,
    version: '1.2',
  })
  const [problem] = [...document.errors, ...document.warnings]
  if (problem)
    throw fail(`${file}:${lines.linePos(problem.pos[0]).line}: ${hints[problem.code] ?? problem.message}`)
  return { value: toValue(document, file, fail), lineOf: (pointer) => lineOf(pointer, document, lines) }
}

/** In place of words that are about the parser: what is wrong with the text. */
const hints: Readonly<Record<string, string>> = {
  BAD_ALIAS: "A text that begins with * needs quotes: '**'.",
  BLOCK_AS_IMPLICIT_KEY: 'A text with a colon and a space in it needs quotes.',
  MULTIPLE_DOCS: 'There is a second document (---): expected one.',
}

function toValue(document: Document, file: string, fail: (message: string) => Error): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 })
  } catch (error) {
    throw fail(`${file}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function lineOf(pointer: string, document: Document, lines: LineCounter): number {
  const path = pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length).map(toKey), true)
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
  }
  return 1
}

function toKey(token: string): string | number {
  return /^\d+$/.test(token) ? Number(token) : token
}
