import { existsSync, statSync } from 'node:fs'
import { completeRecording } from '../recording/recorder/complete-recording.ts'
import { journalOf } from '../recording/recorder/journal.ts'
import { findRecordingFiles } from '../suite/find-recording-files.ts'
import { UsageError } from '../wire/errors.ts'

/**
 * Makes recordings out of what stopped recorders have left, of the files named and in the folders named, before they are looked
 * for; says so on stderr.
 * @throws UsageError for a name that is only just being recorded
 */
export async function completeNamed(names: readonly string[]): Promise<void> {
  for (const name of names) {
    if (isFolder(name)) await completeAllIn(name)
    else if ((await complete(name)) === 'being-recorded' && !existsSync(name))
      throw new UsageError(
        `${name} is still being recorded: a program that \`record\` started has not ended.`,
      )
  }
}

async function completeAllIn(folder: string): Promise<void> {
  const end = journalOf('')
  const journals = [...findRecordingFiles([folder])].filter(({ path }) => path.endsWith(end))
  for (const { path } of journals) await complete(path.slice(0, -end.length))
}

async function complete(file: string): Promise<unknown> {
  const completed = await completeRecording(file)
  if (typeof completed === 'object' && completed.exchanges > 0)
    process.stderr.write(
      `keyvault-contract: ${file}: completed, with ${completed.exchanges} exchanges that a stopped recorder had left.\n`,
    )
  return completed
}

function isFolder(name: string): boolean {
  return statSync(name, { throwIfNoEntry: false })?.isDirectory() ?? false
}
