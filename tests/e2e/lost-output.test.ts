/**
 * Output that goes nowhere: it is no verdict, and no fault of ours that has to be told with a stack.
 */
import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

const patient = { timeout: 60_000 }

function shell(script: string): { code: number | null; stderr: string } {
  const { status, stderr } = spawnSync('bash', ['-c', script], { encoding: 'utf8' })
  return { code: status, stderr }
}

const command = `${process.execPath} dist/main.js`

test(
  'a reader that has had enough is not told, and the exit code is that of a run that did not end',
  patient,
  () => {
    expect(shell(`${command} schema | head -n 1 > /dev/null; exit \${PIPESTATUS[0]}`)).toEqual({
      code: 3,
      stderr: '',
    })
    expect(shell(`${command} schema 2>&1 | true; exit \${PIPESTATUS[0]}`)).toEqual({ code: 3, stderr: '' })
  },
)

test('a disk that is full is told as what it is', patient, () => {
  const { code, stderr } = shell(`${command} schema > /dev/full`)
  expect(code).toBe(3)
  expect(stderr).toMatch(/^keyvault-contract: The output cannot be written: ENOSPC.*\n$/)
})
