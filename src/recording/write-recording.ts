import { randomUUID } from 'node:crypto'
import { type FileHandle, link, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { HarnessError, UsageError } from '../wire/errors.ts'
import type { Provenance } from './provenance.ts'
import type { CanaryIndex } from './redact/find-canaries.ts'
import type { RedactedExchange } from './redact/redactor.ts'
import { toEntry } from './to-entry.ts'

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
  const temporary = join(dirname(file), `.${basename(file).slice(0, 100)}.${randomUUID()}.tmp`)
  try {
    const handle = await open(temporary, 'wx')
    try {
      await writeText(handle, { provenance, exchanges }, canaries)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await putInPlace(temporary, file, existing)
  } finally {
    await rm(temporary, { force: true })
  }
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

function refuseCanary(canaries: CanaryIndex, text: string, place: string): void {
  const hit = canaries.find(text)
  if (hit === undefined) return
  throw new HarnessError(
    `Nothing was written: secret ${hit.secret + 1} of this recording is still in ${place}, in ${hit.form} form. This is a fault of the redaction: report it without the recording.`,
  )
}

async function putInPlace(temporary: string, file: string, existing: 'refuse' | 'replace'): Promise<void> {
  if (existing === 'replace') return rename(temporary, file)
  try {
    // Unlike a rename, a link never replaces a file that appeared meanwhile.
    await link(temporary, file)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      throw new UsageError(`${file} exists. Add --force to replace it.`)
    throw error
  }
}
