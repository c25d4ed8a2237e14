import { HarnessError, isHarnessError, isUsageError, UsageError } from '../../wire/errors.ts'

/** What a file system says of a place where nothing can be written: the caller's choice. */
const placeProblems: ReadonlySet<string> = new Set([
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOTDIR',
  'EISDIR',
  'EEXIST',
  'ENOENT',
  'ENAMETOOLONG',
  'ELOOP',
])

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'a part of its path is no folder',
  EEXIST: 'a part of its path is no folder',
  ENOENT: 'there is no such place',
  ENAMETOOLONG: 'the name is too long',
  ENOSPC: 'no space is left on the device',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file may not grow further',
  EIO: 'the device failed',
}

/** `no space is left on the device (ENOSPC)` */
export function reasonOf(error: unknown): string {
  const code = codeOf(error)
  if (code === '') return error instanceof Error ? error.name : 'an unknown reason'
  return reasons[code] === undefined ? code : `${reasons[code]} (${code})`
}

/** The error to throw when a recording cannot be begun or put in place; errors of ours stay what they are. */
export function describeFileError(file: string, error: unknown): Error {
  if (isUsageError(error) || isHarnessError(error)) return error
  const message = `${file} cannot be written: ${reasonOf(error)}.`
  return placeProblems.has(codeOf(error)) ? new UsageError(message) : new HarnessError(message)
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}
