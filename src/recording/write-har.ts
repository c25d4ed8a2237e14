import type { Exchange } from '../wire/exchange.ts'
import { exportHar } from './exporters/har.ts'
import { writeAtomically } from './write-atomically.ts'
import { refuseCanary, type WriteOptions } from './write-recording.ts'

/**
 * Writes redacted exchanges as an HTTP Archive 1.2, with the same last look for secrets as a recording.
 * @throws as `writeRecording`
 */
export async function writeHar(
  file: string,
  exchanges: AsyncIterable<Exchange>,
  { canaries, existing }: WriteOptions,
): Promise<void> {
  const list: Exchange[] = []
  for await (const exchange of exchanges) list.push(exchange)
  const text = JSON.stringify(exportHar(list), null, 2)
  refuseCanary(canaries, text, 'the archive')
  await writeAtomically(file, existing, (handle) => handle.appendFile(`${text}\n`))
}
