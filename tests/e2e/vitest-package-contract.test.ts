import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { runShell, runVitest, vitestProject } from './vitest-project.ts'

// Several runs of Vitest each, on a machine that may be busy.
vi.setConfig({ testTimeout: 180_000 })

/** A fork with one defect, which counts the clients that are made. */
function forkTest(options = '{}'): string {
  return `
    import { appendFileSync } from 'node:fs'
    import * as official from '@azure/keyvault-secrets'
    import { describeContract } from 'keyvault-contract/vitest'

    class SecretClient extends official.SecretClient {
      constructor(...args) {
        super(...args)
        appendFileSync('clients.log', '.')
      }
    }
    const parseKeyVaultSecretIdentifier = (id) => {
      const parsed = official.parseKeyVaultSecretIdentifier(id)
      return { ...parsed, vaultUrl: parsed.vaultUrl.replace(/:\\d+$/, '') }
    }
    describeContract('my fork', { module: { SecretClient, parseKeyVaultSecretIdentifier } }, ${options})`
}

test('describeContract: -t runs the scenarios of one requirement; its message says what is broken and how to see it again', async () => {
  const project = vitestProject({ 'contract.test.js': forkTest() })
  const { code, stdout, stderr } = await runVitest(project, [
    'run',
    '-t',
    'paging/follow-until-null:|identifiers/port-kept:',
  ])
  expect(code, stderr).toBe(1)
  expect(stdout).toMatch(/Tests {2}1 failed \| 1 passed \| \d+ skipped/)
  expect(stderr).toContain('ContractError: identifiers/port-kept is broken in 1 scenario.')
  expect(stderr).toMatch(/"https:\/\/localhost:8443" │ "https:\/\/localhost"/)
  const clients = readFileSync(join(project, 'clients.log'), 'utf8').length
  expect(clients).toBeGreaterThan(3)
  expect(clients).toBeLessThan(40)
  const command = /run it again: (npx vitest run .*)/.exec(stderr)?.[1] ?? ''
  expect(command).toBe('npx vitest run contract.test.js -t "identifiers/port-kept:"')
  expect(runShell(project, command)).toMatch(/Tests {2}1 failed \| \d+ skipped/)
})

const entry = {
  requirement: 'identifiers/port-kept',
  reason: 'it drops the port',
  link: 'https://example.com/1',
}

test('describeContract: a known failure passes, and turns red when it is gone; what nothing put to the test is skipped', async () => {
  const gone = { ...entry, requirement: 'identifiers/parse', scenario: 'identifiers/*' }
  const project = vitestProject({
    'contract.test.js': forkTest(JSON.stringify({ scenarios: ['identifiers/**'], knownFailures: [entry] })),
    'stale.test.js': forkTest(
      JSON.stringify({ scenarios: ['identifiers/**'], knownFailures: [entry, gone] }),
    ),
  })
  const known = await runVitest(project, ['run', 'contract', '--reporter=verbose'])
  expect(known.code, known.stdout + known.stderr).toBe(0)
  expect(known.stdout).toMatch(/✓ .*identifiers\/port-kept:/)
  expect(known.stdout).toMatch(/↓ .*polling\/done-on-200: .* \[none of the selected scenarios is about it\]/)
  const stale = await runVitest(project, ['run', 'stale'])
  expect(stale.code).toBe(1)
  expect(stale.stderr).toMatch(/StaleKnownFailure: identifiers\/parse was expected to fail and did not\./)
  expect(stale.stderr).toContain('it drops the port (https://example.com/1)')
})

test('describeContract: a client of which nothing is judged is red, and so is a call that means nothing', async () => {
  const contract = (subject: string, options: string): string => `
    import { describeContract } from 'keyvault-contract/vitest'
    describeContract('mine', ${subject}, ${options})`
  const project = vitestProject({
    'reads-only.test.js': contract('() => ({ getSecret() {} })', "{ scenarios: ['paging/**'] }"),
    'promise.test.js': contract('async () => ({})', "{ scenarios: ['identifiers/**'] }"),
    'option.test.js': contract('() => ({ getSecret() {} })', "{ scenario: ['identifiers/**'] }"),
  })
  const readsOnly = await runVitest(project, ['run', 'reads-only'])
  expect(readsOnly.code, readsOnly.stdout).toBe(1)
  expect(readsOnly.stderr).toContain('HarnessError: Nothing was served: this says nothing of the client.')
  expect(readsOnly.stderr).toContain('the driver does not declare ')
  const promise = await runVitest(project, ['run', 'promise'])
  expect(promise.code, promise.stdout).toBe(1)
  expect(promise.stderr).toContain(
    'createClient must return the client itself, not an object of class Promise',
  )
  const option = await runVitest(project, ['run', 'option'])
  expect(option.code, option.stdout).toBe(1)
  expect(option.stderr).toContain(
    'describeContract: there is no option "scenario". It may be one of apiVersion',
  )
  expect(option.stderr).toContain('option.test.js:3')
})

test('describeContract: a fault of the harness is red and says so', async () => {
  const project = vitestProject({
    'contract.test.js': `
      import { describeContract } from 'keyvault-contract/vitest'
      describeContract('dead', { driver: '${process.execPath} -e process.exit(7)' }, { scenarios: ['identifiers/**'] })`,
  })
  const { code, stdout, stderr } = await runVitest(project, ['run'])
  expect(code).toBe(1)
  expect(stderr).toContain('HarnessError: The driver ended')
  expect(stdout).not.toMatch(/\d+ passed/)
})
