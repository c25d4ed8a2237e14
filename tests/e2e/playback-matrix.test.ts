import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Report } from '../../src/contract/generated/types/report.ts'
import { builtDrivers } from './built-drivers.ts'
import { startCommand } from './start-command.ts'
import { prepareForTests } from './use-driver.ts'

/**
 * JavaScript reads a secret before it recovers it (its known failures say so): no other client's recording has that. Every other
 * scenario that one client recorded plays for each other one.
 */
const looksFirst = 'errors/not-found-of-every-operation'

function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kvc-matrix-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Ids of the scenarios that do not play for a client, through the command as built. */
async function failedIn(client: string, ...options: readonly string[]): Promise<readonly string[]> {
  const file = join(testFolder(), 'report.json')
  const words = [client, '--mode', 'playback', ...options, '--reporter', `json=${file}`]
  const { code } = await startCommand('test', ...words).ended
  const report: Report = JSON.parse(readFileSync(file, 'utf8'))
  const failed = report.scenarios.filter(({ status }) => status === 'failed' || status === 'error')
  // Without those that a client is known to fail, or cannot be asked for.
  expect(report.summary.passed).toBeGreaterThan(25)
  expect(code).toBe(failed.length === 0 ? 0 : 1)
  return failed.map(({ id }) => id)
}

for (const [client, prepare] of builtDrivers) {
  const prepared = await prepareForTests(client, prepare)

  test.skipIf(prepared === undefined)(
    `the shipped recordings, which JavaScript made, play for ${client}`,
    { timeout: 60_000 },
    async () => expect(await failedIn(client)).toEqual([]),
  )
}

// Forty-two plays and six recordings take minutes: what every change is tested with are JavaScript's.
const isRequired = process.env['KEYVAULT_CONTRACT_REQUIRE_DRIVERS'] === '1'
if (!isRequired)
  console.warn(
    'Recordings of clients but JavaScript are not made and played: KEYVAULT_CONTRACT_REQUIRE_DRIVERS is not 1.',
  )

describe.skipIf(!isRequired)('recorded by each client', () => {
  const names = builtDrivers.map(([name]) => name)
  test.each(names)('%s: plays for each other', { timeout: 240_000 }, async (recorder) => {
    const folder = testFolder()
    const recorded = await startCommand('test', recorder, '--mode', 'record', '-o', folder).ended
    expect(recorded.code, recorded.stdout + recorded.stderr).toBe(0)
    for (const player of ['javascript', ...names]) {
      const failed = await failedIn(player, '--recordings', folder)
      expect(failed, `${recorder} for ${player}`).toEqual(player === 'javascript' ? [looksFirst] : [])
    }
  })
})
