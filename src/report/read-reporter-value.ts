import { statSync } from 'node:fs'
import { UsageError } from '../wire/errors.ts'

/** What a `--reporter` says, before anybody looks whether there is such a reporter. */
export interface ReporterValue {
  readonly name: string
  /** `undefined`: the stream. */
  readonly file: string | undefined
}

/** Takes `json` or `json=report.json` apart. Throws `UsageError` for what cannot be a file. */
export function readReporterValue(value: string): ReporterValue {
  const equals = value.indexOf('=')
  if (equals < 0) return { name: value, file: undefined }
  const file = value.slice(equals + 1)
  if (file === '') throw new UsageError(`--reporter "${value}" names no file after the equals sign.`)
  if (isFolder(file)) throw new UsageError(`--reporter "${value}" names a folder: expected a file.`)
  return { name: value.slice(0, equals), file }
}

/** What cannot even be looked at is told when it is written to. */
function isFolder(file: string): boolean {
  try {
    return statSync(file).isDirectory()
  } catch {
    return false
  }
}
