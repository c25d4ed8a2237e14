import type { FileHandle } from 'node:fs/promises'
import { HarnessError } from '../wire/errors.ts'
import type { Provenance } from './provenance.ts'
import type { CanaryIndex } from './redact/find-canaries.ts'
import type { RedactedExchange } from './redact/redactor.ts'
import { toEntry } from './to-entry.ts'
import { writeAtomically } from './write-atomically.ts'

export interface WriteOptions {
  /** Every secret that passed while the recording was made: none of them may be in the file. */
  readonly canaries: CanaryIndex
  /** What to do with a file of that name. */
  readonly existing: 'refuse' | 'replace'
}

type Exchanges = Iterable<RedactedExchange> | AsyncIterable<RedactedExchange>

/**
 * Writes a recording, entry by entry, beside its target, and puts it in place when it is whole and on the device: the target is
 * never half written.
 * @throws UsageError when the file is there and must not be replaced
 * @throws HarnessError when a secret is in what was to be written: nothing is left then
 */
export async function writeRecording(
  file: string,
  { provenance, exchanges }: { readonly provenance: Provenance; readonly exchanges: Exchanges },
  { canaries, existing }: WriteOptions,
): Promise<void> {
  await writeAtomically(file, existing, (handle) => writeText(handle, { provenance, exchanges }, canaries))
}

async function writeText(
  handle: FileHandle,
  { provenance, exchanges }: { readonly provenance: Provenance; readonly exchanges: Exchanges },
  canaries: CanaryIndex,
): Promise<void> {
  const head = indented(provenance, 1)
  refuseCanary(canaries, head, 'its provenance')
  let text = `{\n  "Provenance": ${head},\n  "Entries": [`
  let index = 0
  let start = Number.NaN
  for await (const exchange of exchanges) {
    if (Number.isNaN(start)) start = exchange.sentAt
    const entry = indented(toEntry(exchange, start), 2)
    refuseCanary(canaries, entry, `exchange ${index}`)
    text += `${index === 0 ? '' : ','}\n    ${entry}`
    index++
    if (text.length < 1 << 20) continue
    await handle.appendFile(text)
    text = ''
  }
  await handle.appendFile(`${text}${index === 0 ? '' : '\n  '}],\n  "Variables": {}\n}\n`)
}

/** @param depth of the value inside the file, for its lines after the first */
function indented(value: object, depth: number): string {
  return JSON.stringify(value, null, 2).replaceAll('\n', `\n${'  '.repeat(depth)}`)
}

/**
 * Looks for every secret in a text that is about to be written.
 * @throws HarnessError when one is there; it is not told
 */
export function refuseCanary(canaries: CanaryIndex, text: string, place: string): void {
  const hit = canaries.find(text)
  if (hit === undefined) return
  throw new HarnessError(
    `Nothing was written: secret ${hit.secret + 1} of this recording is still in ${place}, in ${hit.form} form. If it is the name of a public host, record with another value; otherwise this is a fault of the redaction: report it without the recording.`,
  )
}
