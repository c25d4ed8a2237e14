import type { Exchange } from '../wire/exchange.ts'
import { decodeText } from './decode-text.ts'
import { EntryError, type OnProblem } from './entry-error.ts'
import { importNockProgram } from './importers/nock.ts'
import { importVcrInteraction } from './importers/vcr.ts'
import { linesOf } from './line-source.ts'
import { readYaml } from './read-yaml.ts'
import type { ByteSource } from './recording-content.ts'
import type { RecordingFormat } from './recording-format.ts'

/** A text whose recorder writes every exchange as lines of its own. */
export interface LineForm {
  readonly format: RecordingFormat
  /** Begins the line that an exchange begins with. */
  readonly start: string
  readonly exchangesOf: (block: string, onProblem: OnProblem) => Iterable<Exchange>
}

/**
 * The form of a large text, by its beginning; `undefined` when it can only be read as a whole. vcrpy writes its
 * interactions as a list at the left margin, the JavaScript recorder of 2019 to 2022 one statement after the other.
 */
export function lineFormOf(start: string): LineForm | undefined {
  return [vcr, nock].find(({ isFormOf }) => isFormOf.test(start))
}

const vcr: LineForm & { readonly isFormOf: RegExp } = {
  format: 'vcr-yaml',
  start: '- ',
  isFormOf: /^interactions:\r?\n- /m,
  *exchangesOf(block) {
    const document = readYaml(`interactions:\n${block}`) as { readonly interactions: unknown }
    const items = Array.isArray(document.interactions) ? document.interactions : []
    for (const item of items) yield importVcrInteraction(item, 0)
  },
}

const nock: LineForm & { readonly isFormOf: RegExp } = {
  format: 'nock-js',
  start: 'nock(',
  isFormOf: /^module\.exports\.(?:hash|testInfo)\b[\s\S]*^nock\(/m,
  exchangesOf: importNockProgram,
}

/** Longer than any exchange. */
const largestBlock = 4 * 1024 * 1024

/** Reads a text exchange by exchange, in the memory of one. What cannot be read is told with the line it begins in. */
export async function* readLargeText(
  next: ByteSource,
  form: LineForm,
  onProblem: OnProblem,
): AsyncGenerator<Exchange> {
  let index = 0
  try {
    for await (const block of blocksOf(next, form.start)) {
      for (const exchange of readBlock(block, form, onProblem)) yield { ...exchange, index: index++ }
    }
  } catch (error) {
    // The file is damaged from here on; what came before is judged.
    if (!(error instanceof EntryError)) throw error
    onProblem(new EntryError(`behind exchange ${index - 1}: ${error.message}`))
  }
}

function* readBlock(
  { line, text }: Block,
  { exchangesOf }: LineForm,
  onProblem: OnProblem,
): Iterable<Exchange> {
  const report: OnProblem = ({ message }) =>
    onProblem(new EntryError(`in the exchange at line ${line}: ${message}`))
  try {
    yield* exchangesOf(text, report)
  } catch (error) {
    if (!(error instanceof EntryError)) throw error
    report(error)
  }
}

interface Block {
  /** Number of its first line. */
  readonly line: number
  readonly text: string
}

async function* blocksOf(next: ByteSource, start: string): AsyncGenerator<Block> {
  let block: { readonly line: number; readonly lines: string[]; size: number } | undefined
  for await (const source of linesOf(next, largestBlock)) {
    const text = 'bytes' in source ? decodeText(source.bytes) : undefined
    if (block && text !== undefined && endsBlock(text, start)) {
      yield { line: block.line, text: block.lines.join('\n') }
      block = undefined
    }
    if (text?.startsWith(start)) block = { line: source.number, lines: [], size: 0 }
    if (!block) continue
    block.lines.push(text ?? '')
    block.size += text?.length ?? Number.POSITIVE_INFINITY
    if (block.size > largestBlock)
      throw new EntryError(
        `the exchange at line ${block.line} is larger than ${largestBlock / 1024 / 1024} MB`,
      )
  }
  if (block) yield { line: block.line, text: block.lines.join('\n') }
}

/** What stands at the left margin and begins no exchange is behind the last one. */
function endsBlock(line: string, start: string): boolean {
  return line.startsWith(start) || /^[A-Za-z]/.test(line)
}
