import { resolve } from 'node:path'
import { UsageError } from '../../wire/errors.ts'
import { type NamedTask, testNames } from './test-name.ts'

/** A test whose file has a name below the root of its project. */
export interface PlacedTask extends NamedTask {
  readonly id: string
  readonly file: { readonly filepath: string; readonly name: string }
}

/** Of each run of a test file: which test has which recording. */
const claims = new WeakMap<object, Map<string, PlacedTask>>()

/** Longer names are cut: a file system takes 255 bytes. */
const longestName = 120

/**
 * The file of a test's recording: `recordings/<test file>/<suites and test>.json` below the root of the project.
 *
 * @throws UsageError when another test of the file has that name already
 */
export function recordingFileOf(task: PlacedTask, folder: string): string {
  const { filepath, name } = task.file
  const root = filepath.endsWith(name) ? filepath.slice(0, -name.length) : process.cwd()
  const file = resolve(root, folder, name, `${toFileName(testNames(task))}.json`)
  claim(task, file)
  return file
}

function toFileName(names: readonly string[]): string {
  const plain = names
    .join(' ')
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}._]+/gu, '-')
  const name = [...plain]
    .slice(0, longestName)
    .join('')
    .replace(/^[-.]+|[-.]+$/g, '')
  return name === '' ? 'test' : name
}

/** There are file systems that take letters of both cases for the same. */
function claim(task: PlacedTask, file: string): void {
  const taken = claims.get(task.file) ?? new Map<string, PlacedTask>()
  claims.set(task.file, taken)
  const key = file.toLowerCase()
  const other = taken.get(key)
  taken.set(key, other ?? task)
  if (other === undefined || other.id === task.id) return
  const [first, second] = [other, task].map((one) => JSON.stringify(testNames(one).join(' ')))
  throw new UsageError(
    `The tests ${first} and ${second} would have one recording, ${file}: give one of them another name.`,
  )
}
