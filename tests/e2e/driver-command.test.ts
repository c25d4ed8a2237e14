import { join } from 'node:path'
import { expect, test } from 'vitest'
import { repository, startCommand } from './start-command.ts'

const javascript = [process.execPath, join(repository, 'dist', 'drivers', 'javascript.js')]

test('a driver that keeps the protocol: 0', async () => {
  const { code, stdout, stderr } = await startCommand('driver', 'check', '--', ...javascript).ended
  expect(stdout, stderr).toMatch(/driver protocol: [1-9]\d+ kept, 0 broken/)
  expect(code).toBe(0)
}, 60_000)

test('a driver that breaks it: 1, with the rule', async () => {
  const { code, stdout } = await startCommand(
    'driver',
    'check',
    '--',
    process.execPath,
    '-e',
    'console.log("hi")',
  ).ended
  expect(stdout).toContain('✗ handshake\n    initialize is answered with protocolVersion 1')
  expect(code).toBe(1)
})

test('what a driver for a language has to do, for any word', async () => {
  const { code, stdout } = await startCommand('driver', 'new', 'elixir').ended
  expect(stdout).toContain('A driver for elixir')
  expect(code).toBe(0)
})

test.for([
  [['driver', 'check'], 'driver check takes a driver'],
  [['driver', 'check', '--', './no-such-driver'], 'There is no program `./no-such-driver`'],
  [['driver', 'chekc'], "unknown command 'chekc'. Legal are check, new."],
  [['driver', 'new'], "missing required argument 'language'"],
] as const)('a mistake ends with 2: %j', async ([words, message]) => {
  const { code, stderr } = await startCommand(...words).ended
  expect(stderr).toContain(message)
  expect(code).toBe(2)
})
