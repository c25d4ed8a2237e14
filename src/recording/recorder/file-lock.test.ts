import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { takeLock } from './file-lock.ts'

function fileInFolder(): { file: string; folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'kvc-lock-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return { file: join(folder, 'mine.json'), folder }
}

function taken(file: string): { release(): void } {
  const lock = takeLock(file)
  if ('heldBy' in lock) throw new Error(`held by ${lock.heldBy.pid}`)
  return lock
}

test('the second one is told who holds it, and gets it when it is given up', () => {
  const { file, folder } = fileInFolder()
  const first = taken(file)

  expect(takeLock(file)).toEqual({ heldBy: expect.objectContaining({ pid: process.pid, host: hostname() }) })
  first.release()
  taken(file).release()

  expect(readdirSync(folder)).toEqual([])
})

test('the lock of a process that is gone counts for nothing, and goes with the next one', async () => {
  const { file, folder } = fileInFolder()
  const gone = spawn(process.execPath, ['-e', ''])
  await once(gone, 'exit')
  writeFileSync(`${file}.lock7`, JSON.stringify({ pid: gone.pid, host: hostname() }))

  const lock = taken(file)
  expect(readdirSync(folder)).toEqual(['mine.json.lock7', 'mine.json.lock8'])
  expect(takeLock(file)).toHaveProperty('heldBy')
  lock.release()

  expect(readdirSync(folder)).toEqual([])
})

test.runIf(process.platform === 'linux')(
  'a process that has the number of one that is gone is another one',
  () => {
    const { file } = fileInFolder()
    writeFileSync(`${file}.lock1`, JSON.stringify({ pid: process.pid, host: hostname(), started: '1' }))

    taken(file).release()
  },
)

test('a process on another machine is taken to be at work', () => {
  const { file } = fileInFolder()
  writeFileSync(`${file}.lock1`, JSON.stringify({ pid: 1, host: 'elsewhere' }))

  expect(takeLock(file)).toEqual({ heldBy: { pid: 1, host: 'elsewhere' } })
})

test('a lock that nobody wrote to its end is nobody’s; files with like names are not locks', () => {
  const { file, folder } = fileInFolder()
  for (const name of ['mine.json.lock3', 'mine.json.locked', 'mine.json.lock', 'other.json.lock9'])
    writeFileSync(join(folder, name), '')

  const lock = taken(file)
  expect(readdirSync(folder)).toContain('mine.json.lock4')
  lock.release()
  expect(readdirSync(folder)).toEqual(['mine.json.lock', 'mine.json.locked', 'other.json.lock9'])
})
