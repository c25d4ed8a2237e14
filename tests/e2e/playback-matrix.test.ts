import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { prepareGoDriver } from '../../src/clients/go-environment.ts'
import { prepareJavaDriver } from '../../src/clients/java-environment.ts'
import type { PrepareOptions } from '../../src/clients/prepare-options.ts'
import { preparePythonDriver } from '../../src/clients/python-environment.ts'
import type { DriverCommand } from '../../src/clients/resolve-driver.ts'
import { prepareRustDriver } from '../../src/clients/rust-environment.ts'
import type { Report } from '../../src/contract/generated/types/report.ts'
import { startCommand } from './start-command.ts'
import { prepareForTests } from './use-driver.ts'

const clients: readonly (readonly [string, (options: PrepareOptions) => Promise<DriverCommand>])[] = [
  ['python', preparePythonDriver],
  ['python-async', (options) => preparePythonDriver({ ...options, interface: 'async' })],
  ['go', prepareGoDriver],
  ['java', prepareJavaDriver],
  ['rust', prepareRustDriver],
]

/** Plays the shipped recordings, which the JavaScript client made, to another client, through the command as built. */
async function play(client: string): Promise<{ code: number | null; report: Report }> {
  const folder = mkdtempSync(join(tmpdir(), 'kvc-matrix-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'report.json')
  const { code } = await startCommand('test', client, '--mode', 'playback', '--reporter', `json=${file}`)
    .ended
  return { code, report: JSON.parse(readFileSync(file, 'utf8')) }
}

for (const [client, prepare] of clients) {
  const prepared = await prepareForTests(client, prepare)

  describe.skipIf(prepared === undefined)('a recording of the JavaScript client', () => {
    test(`plays for ${client}`, { timeout: 60_000 }, async () => {
      const { code, report } = await play(client)
      const unexpected = report.scenarios.filter(({ status }) => status === 'failed' || status === 'error')
      expect(unexpected).toEqual([])
      expect(code).toBe(0)
      // Without those that a client is known to fail, or cannot be asked for.
      expect(report.summary.passed).toBeGreaterThan(25)
    })
  })
}
