const newline = 0x0a
const decoder = new TextDecoder('utf-8', { fatal: true })

/** What was wrong with a stream of lines, as a sentence without its subject. */
export type LineProblem = 'it is not valid UTF-8' | 'a line is longer than the limit'

export interface LineReader {
  /** Takes the next bytes of the stream. After a problem nothing more is read. */
  push(chunk: Uint8Array): void
}

/** Cuts a byte stream into lines (`\n`, a `\r` before it dropped). Lines are decoded whole, so a character may span chunks. */
export function splitLines(options: {
  readonly maxBytes: number
  readonly onLine: (line: string) => void
  readonly onProblem: (problem: LineProblem) => void
}): LineReader {
  let kept: Uint8Array[] = []
  let keptBytes = 0
  let broken = false

  const fail = (problem: LineProblem): void => {
    broken = true
    kept = []
    options.onProblem(problem)
  }
  const endLine = (last: Uint8Array): void => {
    const bytes = kept.length === 0 ? last : Buffer.concat([...kept, last])
    kept = []
    keptBytes = 0
    const line = decode(bytes)
    if (line === undefined) fail('it is not valid UTF-8')
    else options.onLine(line)
  }
  const fits = (bytes: number): boolean => {
    if (keptBytes + bytes <= options.maxBytes) return true
    fail('a line is longer than the limit')
    return false
  }
  return {
    push(chunk) {
      let rest = chunk
      while (!broken && rest.length > 0) {
        const end = rest.indexOf(newline)
        const part = end < 0 ? rest : rest.subarray(0, end)
        if (!fits(part.length)) return
        if (end < 0) {
          kept.push(part)
          keptBytes += part.length
          return
        }
        endLine(part)
        rest = rest.subarray(end + 1)
      }
    },
  }
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes.at(-1) === 0x0d ? bytes.subarray(0, -1) : bytes)
  } catch {
    return undefined
  }
}
