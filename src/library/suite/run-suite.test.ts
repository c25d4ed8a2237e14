import * as sdk from '@azure/keyvault-secrets'
import { describe, expect, test } from 'vitest'
import { validateDocument } from '../../contract/validate-document.ts'
import { runSuite } from './run-suite.ts'
import type { RunSuiteOptions } from './run-suite-options.ts'

type Arguments = ConstructorParameters<typeof sdk.SecretClient>

const createClient = (...args: Arguments): sdk.SecretClient => new sdk.SecretClient(...args)
const scenarios = ['errors/disabled-secret', 'paging/every-page-is-read']

/** A fork that lost what a secret is for. */
class Forgetful extends sdk.SecretClient {
  override async getSecret(...args: Parameters<sdk.SecretClient['getSecret']>): Promise<sdk.KeyVaultSecret> {
    const { value: _, ...secret } = await super.getSecret(...args)
    return secret
  }
}

describe('runSuite', () => {
  test('gives the report of the command, of a client made in this process', async () => {
    const seen: string[] = []
    const report = await runSuite({ createClient, scenarios, onScenario: ({ id }) => void seen.push(id) })
    expect(validateDocument('report', report)).toEqual([])
    expect(report.scenarios.map(({ id, status }) => [id, status])).toEqual(
      scenarios.map((id) => [id, 'passed']),
    )
    expect(report.summary).toMatchObject({ scenarios: 2, passed: 2, failed: 0 })
    expect(report.conforms).toBe(true)
    expect(report.message).toContain('2 scenarios: 2 passed, 0 failed')
    expect(Object.keys(JSON.parse(JSON.stringify(report)))).not.toContain('conforms')
    expect(seen.sort()).toEqual(scenarios)
  })

  test('or of the exports of a package, under an api-version', async () => {
    const report = await runSuite({ module: sdk, scenarios: scenarios.slice(0, 1), apiVersion: '7.6' })
    expect(report).toMatchObject({ contract: { apiVersion: '7.6' }, summary: { passed: 1 } })
  })

  test('a client that is wrong has findings; what is known of it is told apart', async () => {
    const wrong: RunSuiteOptions = {
      createClient: (...args: Arguments) => new Forgetful(...args),
      scenarios: ['request/empty-value'],
    }
    const report = await runSuite(wrong)
    expect(report.summary).toMatchObject({ failed: 1 })
    const requirement = report.scenarios[0]?.findings[0]?.requirement ?? ''
    const entry = { requirement, reason: 'It forgets values.', link: 'https://example.com/1' }
    const known = await runSuite({ ...wrong, knownFailures: [entry] })
    expect(known.summary).toMatchObject({ failed: 0, known: 1 })
    expect([report.conforms, known.conforms]).toEqual([false, true])
    expect(report.message).toContain(`✗ ${requirement}`)
  })

  test('without a failure, and yet no conformance: nothing judged, interrupted, or known and gone', async () => {
    const one = scenarios.slice(0, 1)
    const readsOnly = await runSuite({
      createClient: () => ({ getSecret() {} }),
      scenarios: [scenarios[1] ?? ''],
    })
    const interrupted = await runSuite({ createClient, scenarios: one, signal: AbortSignal.abort() })
    const gone = { scenario: one[0] ?? '', reason: 'It did not once.', link: 'https://example.com/1' }
    const stale = await runSuite({ createClient, scenarios: one, knownFailures: [gone] })
    for (const report of [readsOnly, interrupted, stale])
      expect(report).toMatchObject({ conforms: false, summary: { failed: 0 } })
    expect(readsOnly.message).toContain('Nothing was served: this run says nothing of the client.')
    expect(interrupted.message).toContain('1 could not be judged')
    expect(stale.message).toContain('Known failures that no longer fail')
  })

  test.each<[string, unknown]>([
    ['createClient must return the client itself, not an object of class Promise', async () => ({})],
    ['createClient must return the client itself, not undefined', () => undefined],
    ['what it made has no method of SecretClient', () => ({})],
    ['createClient is a class: give a function, (vaultUrl, credential, options) =>', sdk.SecretClient],
  ])('%s', async (message, make) => {
    await expect(runSuite({ createClient: make as typeof createClient, scenarios })).rejects.toMatchObject({
      code: 'KVC_USAGE',
      message: expect.stringContaining(message),
    })
  })

  test('a client that cannot be made is told with its own error', async () => {
    const cause = new Error('not built')
    const fails = (): never => {
      throw cause
    }
    await expect(runSuite({ createClient: fails, scenarios })).rejects.toMatchObject({
      code: 'KVC_HARNESS',
      message: 'No client can be made: createClient threw Error: not built',
      cause,
    })
  })

  test.each<[string, object]>([
    ['there is no option "scenario"', { createClient, scenario: 'x' }],
    ['client must be one of "javascript", "python"', { client: 'ruby' }],
    ['createClient and client exclude each other', { createClient, client: 'go' }],
    ['scenarios "paging/nothing" matches no scenario', { createClient, scenarios: ['paging/nothing'] }],
    ['apiVersion "8" is unknown. Expected one of', { createClient, apiVersion: '8' }],
    [
      'knownFailures/0/reason is missing',
      { createClient, knownFailures: [{ scenario: scenarios[0], link: 'https://example.com/1' }] },
    ],
    [
      '"a/b" matches no scenario',
      {
        createClient,
        knownFailures: [{ scenario: 'a/b', reason: 'It is wrong.', link: 'https://example.com/1' }],
      },
    ],
    ['knownFailures "nope.yaml" cannot be read', { createClient, knownFailures: 'nope.yaml' }],
    ['package "nope": its package.json cannot be read', { createClient, package: 'nope' }],
    ['scenarios must be a list of globs of scenario ids, not an empty list', { createClient, scenarios: [] }],
    ['jobs must be a whole number from 1 to 64, not 0', { createClient, jobs: 0 }],
  ])('%s', async (message, options) => {
    await expect(runSuite(options)).rejects.toMatchObject({
      code: 'KVC_USAGE',
      message: expect.stringContaining(message),
    })
  })
})
