import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { runProgram } from './consumer.ts'

/** Needs the toolchain; what was built of the very same sources before is taken from the user's cache. */
const languages = process.env['KEYVAULT_CONTRACT_REQUIRE_DRIVERS'] === '1' ? ['go', 'java', 'rust'] : []
if (languages.length === 0)
  console.warn(
    'Drivers of Go, Java and Rust are not built from the package: KEYVAULT_CONTRACT_REQUIRE_DRIVERS is not 1.',
  )

test.each(['python', ...languages])(
  'the driver for %s is built from what is in the package, and judges',
  async (language) => {
    const argv = ['npx', '--no-install', 'keyvault-contract', 'test', language]
    // Python's is quick enough to be built anew.
    const cache = language === 'python' ? ['--cache-dir', join(inject('workspace'), 'cache')] : []
    const { code, stdout, stderr } = await runProgram([...argv, ...cache, '--scenario', 'api-version/*'], {
      cwd: inject('workspace'),
      limit: 1_200_000,
    })
    expect(code, stdout + stderr).toBe(0)
    expect(stdout).toMatch(/3 scenarios: 3 passed/)
  },
  1_200_000,
)
