import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { preparePythonDriver } from '../../src/clients/python-environment.ts'
import { repository, startCommand } from './start-command.ts'
import { prepareForTests } from './use-driver.ts'

const quickstarts = join(repository, 'tests', 'quickstarts')
const python = await prepareForTests('Python', preparePythonDriver)
// Its first run compiles the client anew, which no plain test run waits for.
const isRequired = process.env['KEYVAULT_CONTRACT_REQUIRE_DRIVERS'] === '1'
if (!isRequired) console.warn('The quickstart of Go is skipped: KEYVAULT_CONTRACT_REQUIRE_DRIVERS is not 1.')

const printed = 'quickstart is 7 characters long\nquickstart is deleted\n'

describe('programs that know nothing of the contract, served and judged', () => {
  test.skipIf(python === undefined).each(['quickstart.py', 'quickstart_async.py'])(
    'Python: %s',
    async (program) => {
      const interpreter = python?.argv[0] ?? 'python3'
      const run = startCommand('run', '--', interpreter, join(quickstarts, 'python', program))
      const { code, stdout, stderr } = await run.ended
      expect({ code, stdout }, stderr).toEqual({ code: 0, stdout: printed })
      expect(stderr).toContain('The program ended well and its traffic conforms.')
    },
  )

  test.skipIf(!isRequired)(
    'Go',
    async () => {
      const run = startCommand('run', '--', 'go', 'run', '-C', join(quickstarts, 'go'), '.')
      const { code, stdout, stderr } = await run.ended
      expect({ code, stdout }, stderr).toEqual({ code: 0, stdout: printed })
      expect(stderr).toContain('The program ended well and its traffic conforms.')
    },
    600_000,
  )
})
