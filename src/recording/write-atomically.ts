import { randomUUID } from 'node:crypto'
import { type FileHandle, link, open, realpath, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { UsageError } from '../wire/errors.ts'

/**
 * Writes a file beside its target and puts it in place when it is whole and on the device: the target is never half written, and
 * nothing is left when writing fails. What a link names is replaced, and the link stays.
 * @throws UsageError when the target is there and must not be replaced
 */
export async function writeAtomically(
  file: string,
  existing: 'refuse' | 'replace',
  write: (handle: FileHandle) => Promise<void>,
): Promise<void> {
  const target = existing === 'replace' ? await realpath(file).catch(() => file) : file
  const temporary = join(dirname(target), `.${basename(file).slice(0, 100)}.${randomUUID()}.tmp`)
  try {
    const handle = await open(temporary, 'wx')
    try {
      await write(handle)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await putInPlace(temporary, target, existing)
  } finally {
    await rm(temporary, { force: true })
  }
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
