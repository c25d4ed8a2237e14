// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates of scenarios look like those of JavaScript.
import { expect, test } from 'vitest'
import type { Report } from '../contract/generated/types/report.ts'
import { validateDocument } from '../contract/validate-document.ts'
import { createService } from '../vault/create-service.ts'
import { HarnessError } from '../wire/errors.ts'
import { exitCodeOf } from './exit-code.ts'
import { mergeReports } from './merge-reports.ts'
import { openOn } from './open-world.ts'
import { createFakeDriver, type FakeDriver, readScenario, runFake } from './suite-test-support.ts'

function statuses({ scenarios }: Report): Record<string, string> {
  return Object.fromEntries(scenarios.map(({ id, status }) => [id, status]))
}

test('a client that conforms: verdicts, receipt, and 0', async () => {
  const report = await runFake([readScenario('b/two'), readScenario('a/one')])
  expect(statuses(report)).toEqual({ 'a/one': 'passed', 'b/two': 'passed' })
  expect(Object.keys(statuses(report))).toEqual(['a/one', 'b/two'])
  expect(report.receipt).toMatchObject({ planned: 2, started: 2, served: 4 })
  expect(report.receipt.judged).toBeGreaterThan(4)
  expect(report.requirements).toContainEqual({ id: 'response/members-reach-the-caller', kept: 2, broken: 0 })
  expect(validateDocument('report', report)).toEqual([])
  expect(exitCodeOf(report)).toBe(0)
})

test('a broken expectation is a finding of its requirement and step, with the command that shows it again, and 1', async () => {
  const report = await runFake([readScenario('a/one', 'nobody')], { rerun: (id) => `again ${id}` })
  expect(report.scenarios[0]).toMatchObject({ status: 'failed', rerun: 'again a/one' })
  const { wire, ...finding } = report.scenarios[0]?.findings[0] ?? {}
  expect(wire?.map(({ request, response }) => `${request.url} ${response?.status}`)).toEqual([
    'https://vault-1.vault.azure.net/secrets/secret-5000/?api-version=7.6 401',
    'https://vault-1.vault.azure.net/secrets/secret-5000/?api-version=7.6 404',
  ])
  expect(finding).toMatchInlineSnapshot(`
    {
      "expected": "a value",
      "level": "must",
      "message": "The call failed with service FakeError 404: refused; it had to succeed.",
      "pointer": "/outcome",
      "received": "service FakeError 404: refused",
      "requirement": "response/members-reach-the-caller",
      "step": 0,
      "subject": "client",
    }
  `)
  expect(exitCodeOf(report)).toBe(1)
})

test('a finding of the trace is one of the scenario, with the request it shows in', async () => {
  const unauthorized = readScenario('a/one', 'held', {
    expect: [{ requirement: 'challenge/one-token-request', count: { of: { authorized: true }, equals: 0 } }],
  })
  const report = await runFake([unauthorized])
  expect(report.scenarios[0]?.findings[0]).toMatchObject({ exchange: 1, status: 200 })
  expect(report.scenarios[0]?.findings[0]?.request).toMatch(
    /^GET https:\/\/vault-[0-9a-f]{8}\.vault\.azure\.net\/secrets\/held\/\?api-version=7\.6$/,
  )
})

test.for([
  ['nothing selected', [], undefined],
  ['all skipped', [readScenario('a/one', 'held', { needs: ['poller'] })], undefined],
  ['nothing served', [readScenario('a/one', 'held', { steps: [{ wait: 1 }] })], undefined],
  ['driver killed', [readScenario('a/one', 'die'), readScenario('a/two')], 1],
  ['protocol broken', [readScenario('a/one', 'break-protocol')], 1],
] as const)('%s is never green: 3', async ([, scenarios, errors]) => {
  const report = await runFake(scenarios)
  expect(exitCodeOf(report)).toBe(3)
  expect(report.summary.errors).toBe(errors ?? 0)
})

test('a driver that cannot be started ends the run', async () => {
  const startDriver = async (): Promise<FakeDriver> => {
    throw new HarnessError('no such program')
  }
  await expect(runFake([readScenario('a/one')], { startDriver })).rejects.toThrow('no such program')
})

test('a skip tells its reason', async () => {
  const { scenarios } = await runFake([
    readScenario('a/one', 'held', { needs: ['poller'] }),
    readScenario('a/two', 'held', { apiVersions: ['7.0'] }),
    readScenario('a/zero', 'held', { apiVersions: ['default'] }),
  ])
  expect(scenarios.map(({ reason }) => reason)).toEqual([
    'the driver does not declare poller',
    'it is about api-version 7.0 and this run uses 7.6',
    undefined,
  ])
})

test('of those that ran when the driver died only the guilty one could not be judged', async () => {
  const service = createService()
  const drivers: FakeDriver[] = []
  const startDriver = async (): Promise<FakeDriver> => {
    drivers.push(createFakeDriver(service))
    return drivers.at(-1) as FakeDriver
  }
  const scenarios = [
    readScenario('a/1'),
    readScenario('a/2', 'die'),
    readScenario('a/3'),
    readScenario('a/4'),
  ]
  const report = await runFake(scenarios, { startDriver, openWorld: openOn(service) })
  expect(statuses(report)).toEqual({ 'a/1': 'passed', 'a/2': 'error', 'a/3': 'passed', 'a/4': 'passed' })
  expect(report.scenarios[1]?.reason).toBe('The driver was killed by SIGSEGV.')
  expect(drivers.every((driver) => driver.isShutDown())).toBe(true)
})

test('a client that never settles is a finding, and the next scenarios get another driver', async () => {
  const report = await runFake([readScenario('a/1', 'hang'), readScenario('a/2')], { jobs: 1 })
  expect(statuses(report)).toEqual({ 'a/1': 'failed', 'a/2': 'passed' })
  expect(report.scenarios[0]?.findings[0]?.message).toBe(
    'getSecret neither returned nor failed within 50 ms.',
  )
})

test('a capability declared and not kept is a finding where the weight of the scenario lies', async () => {
  const unverified = readScenario('a/1', 'held', { client: { verifyChallengeResource: false } })
  const scenarios = [unverified, readScenario('a/2', 'unsupported'), readScenario('a/3')]
  const service = createService()
  const capabilities = ['getSecret', 'credential.test', 'client.verifyChallengeResource']
  const report = await runFake(scenarios, {
    startDriver: async () => createFakeDriver(service, capabilities),
    openWorld: openOn(service),
  })
  expect(statuses(report)).toEqual({ 'a/1': 'failed', 'a/2': 'failed', 'a/3': 'passed' })
  expect(report.scenarios.map(({ findings }) => findings)).toMatchInlineSnapshot(`
    [
      [
        {
          "expected": "a client with options that the driver declares as capabilities",
          "level": "must",
          "message": "A capability is declared and not kept. The driver does not support "createClient" (-32601): verification stays on",
          "pointer": "",
          "received": "the driver does not support them",
          "requirement": "response/members-reach-the-caller",
          "subject": "client",
          "wire": [],
        },
      ],
      [
        {
          "expected": "getSecret, which the driver declares as a capability",
          "level": "must",
          "message": "A capability is declared and not kept. The driver does not support "getSecret" (-32601): no",
          "pointer": "/outcome",
          "received": "the driver does not support it",
          "requirement": "response/members-reach-the-caller",
          "step": 0,
          "subject": "client",
          "wire": [],
        },
      ],
      [],
    ]
  `)
  expect(exitCodeOf(report)).toBe(1)
})

test('a client that blocks its driver takes nobody with it', async () => {
  const scenarios = [readScenario('a/1', 'block'), readScenario('a/2'), readScenario('a/3')]
  expect(statuses(await runFake(scenarios))).toEqual({ 'a/1': 'failed', 'a/2': 'passed', 'a/3': 'passed' })
})

test('a step that depends on what a failed one did not give is not run, and nothing is kept for it', async () => {
  const dependent = readScenario('a/one', 'held', {
    steps: [
      { id: 'first', call: 'getSecret', with: { name: 'nobody' }, expect: { outcome: 'either' } },
      { call: 'getSecret', with: { name: 'held', version: '${steps.first.value.version}' } },
    ],
    expect: [{ requirement: 'paging/items-complete', count: { of: {}, atLeast: 0 } }],
  })
  const { scenarios, requirements } = await runFake([dependent, readScenario('a/two')])
  expect(scenarios[0]).toMatchObject({
    status: 'skipped',
    reason: 'step 2 (getSecret) was not run: nothing before it gave steps.first.value.version',
  })
  expect(requirements?.some(({ id }) => id === 'paging/items-complete')).toBe(false)
})

test('--bail stops at the first failure', async () => {
  const scenarios = [readScenario('a/1', 'nobody'), readScenario('a/2'), readScenario('a/3')]
  const report = await runFake(scenarios, { bail: true, jobs: 1 })
  expect(statuses(report)).toEqual({ 'a/1': 'failed', 'a/2': 'skipped', 'a/3': 'skipped' })
  expect(exitCodeOf(report)).toBe(1)
})

test('an interrupted run reports what it knows, and is 3', async () => {
  const controller = new AbortController()
  const scenarios = [readScenario('a/1'), readScenario('a/2'), readScenario('a/3')]
  const report = await runFake(scenarios, {
    jobs: 1,
    signal: controller.signal,
    onScenario: () => controller.abort(),
  })
  expect(statuses(report)).toEqual({ 'a/1': 'passed', 'a/2': 'error', 'a/3': 'error' })
  expect(exitCodeOf(report)).toBe(3)
})

test('known failures are told apart and pass; stale ones do not', async () => {
  const entry = { scenario: 'a/*', reason: 'it cannot read', link: 'https://example.com/1' }
  const failing = await runFake([readScenario('a/1', 'nobody'), readScenario('b/1')], {
    knownFailures: [entry],
  })
  expect(statuses(failing)).toEqual({ 'a/1': 'known', 'b/1': 'passed' })
  expect(failing.scenarios[0]).toMatchObject({ reason: 'it cannot read', link: 'https://example.com/1' })
  expect(exitCodeOf(failing)).toBe(0)

  const passing = await runFake([readScenario('a/1'), readScenario('b/1')], { knownFailures: [entry] })
  expect(passing.staleKnownFailures).toEqual(['a/* (it cannot read)'])
  expect(exitCodeOf(passing)).toBe(1)
})

test('a fault of the harness is never excused', async () => {
  const entry = { scenario: '**', reason: 'everything fails', link: 'https://example.com/1' }
  const report = await runFake([readScenario('a/1', 'break-protocol')], { knownFailures: [entry] })
  expect(statuses(report)).toEqual({ 'a/1': 'error' })
})

test('of several api-versions a known failure is stale when those that it is about no longer show it', async () => {
  const entries = [
    {
      scenario: 'a/1',
      apiVersions: ['7.5'],
      reason: 'only in the second run',
      link: 'https://example.com/1',
    },
    {
      scenario: 'a/2',
      apiVersions: ['7.4', '7.5'],
      reason: 'still so in both',
      link: 'https://example.com/2',
    },
    { scenario: 'a/1', apiVersions: ['7.6'], reason: 'in no run at all', link: 'https://example.com/3' },
  ]
  const run = (apiVersion: string): Promise<Report> => {
    const service = createService()
    const startDriver = async (): Promise<FakeDriver> =>
      createFakeDriver(service, ['getSecret', 'credential.test', 'client.apiVersion'])
    return runFake([readScenario('a/1'), readScenario('a/2', 'missing')], {
      ...{ apiVersion, startDriver, openWorld: openOn(service), knownFailures: entries },
    })
  }
  const runs = [await run('7.4'), await run('7.5')] as const
  const merged = mergeReports(runs, { entries, allIds: ['a/1', 'a/2'] })
  expect(merged.staleKnownFailures).toEqual(['a/1 (only in the second run)'])
  expect(mergeReports(runs).staleKnownFailures).toBeUndefined()
})

test('runs under several api-versions make one report', async () => {
  const run = (apiVersion: string): Promise<Report> => {
    const service = createService()
    const startDriver = async (): Promise<FakeDriver> =>
      createFakeDriver(service, ['getSecret', 'credential.test', 'client.apiVersion'])
    return runFake([readScenario('a/1'), readScenario('a/2')], {
      apiVersion,
      startDriver,
      openWorld: openOn(service),
    })
  }
  const merged = mergeReports([await run('7.4'), await run('7.5')])
  expect(merged.scenarios.map(({ id, apiVersion }) => `${id} ${apiVersion}`)).toEqual([
    'a/1 7.4',
    'a/1 7.5',
    'a/2 7.4',
    'a/2 7.5',
  ])
  expect(merged.summary).toMatchObject({ scenarios: 4, passed: 4, exchanges: 8 })
  expect(merged.receipt).toMatchObject({ planned: 4, served: 8 })
  expect(merged.contract.apiVersion).toBe('all')
  expect(validateDocument('report', merged)).toEqual([])
})
