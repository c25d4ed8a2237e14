import { expect, test } from 'vitest'
import { bundledClients } from '../../src/clients/bundled-clients.ts'
import { checkDriver } from '../../src/clients/check-driver.ts'
import { builtDrivers } from './built-drivers.ts'
import { prepareForTests } from './use-driver.ts'

test('every bundled client but JavaScript, whose driver is judged beside the check itself', () => {
  const names = builtDrivers.map(([name]) => name)
  expect(['javascript', ...names].sort()).toEqual([...bundledClients].sort())
})

for (const [client, prepare] of builtDrivers) {
  const prepared = await prepareForTests(client, prepare)

  test.skipIf(prepared === undefined)(
    `the driver of ${client} keeps the protocol, each capability put to the test`,
    { timeout: 120_000 },
    async () => {
      const { argv, env } = prepared ?? { argv: [], env: {} }
      const { info, verdicts } = await checkDriver({ argv, env: { ...process.env, ...env } })
      expect(verdicts.filter(({ standing }) => standing !== 'kept')).toEqual([])
      expect(info?.capabilities.size).toBeGreaterThan(20)
    },
  )
}
