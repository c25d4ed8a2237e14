// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates of scenarios look like those of JavaScript.
import { expect, test } from 'vitest'
import { createService } from '../vault/create-service.ts'
import { isResponse, noBody } from '../wire/exchange.ts'
import { openOn } from './open-world.ts'
import { type CallByHand, runByHand } from './run-by-hand.ts'
import type { ScenarioRun } from './scenario-run.ts'
import { readScenario } from './suite-test-support.ts'

const scenario = readScenario('a/one', 'held', {
  steps: [
    { call: 'getSecret', with: { name: 'held' } },
    { vault: { faults: [{ authorized: false, answer: { status: 500 } }] } },
    {
      parallel: [
        { call: 'getSecret', with: { name: 'held', version: '${steps.none.value.version}' } },
        { call: 'getSecret', client: 'other', with: { name: '${vault.host}' } },
      ],
    },
  ],
  expect: [{ requirement: 'paging/follow-until-null', count: { of: {}, atLeast: 2 } }],
})

interface ByHand {
  readonly run: ScenarioRun
  readonly asked: readonly (readonly CallByHand[])[]
  readonly statuses: readonly number[]
}

/** Somebody who asks for the secret, without a token, at each step until the last that he makes. */
async function byHand(made: number): Promise<ByHand> {
  const service = createService()
  const asked: (readonly CallByHand[])[] = []
  const statuses: number[] = []
  let host = ''
  const run = await runByHand(scenario, {
    openWorld: openOn(service),
    onReady: ({ hosts }) => {
      host = hosts.get('vault') ?? ''
    },
    ask: async (calls) => {
      asked.push(calls)
      if (asked.length > made) return false
      const url = `https://${host}/secrets/held/?api-version=7.6`
      const answer = await service.handler({ method: 'GET', url, headers: [['Host', host]], body: noBody })
      statuses.push(isResponse(answer) ? answer.status : 0)
      return true
    },
  })
  return { run, asked, statuses }
}

test('each step is asked for, what the vault does is done between, and the traffic is judged', async () => {
  const { run, asked, statuses } = await byHand(2)
  expect(asked.map((calls) => calls.map(({ step, client }) => ({ step, client })))).toEqual([
    [{ step: 1, client: undefined }],
    [
      { step: 3, client: undefined },
      { step: 3, client: 'other' },
    ],
  ])
  expect(asked[1]?.[0]?.arguments).toEqual({ name: 'held', version: '${steps.none.value.version}' })
  expect(asked[1]?.[1]?.arguments['name']).toMatch(/^vault-[0-9a-f]{8}\.vault\.azure\.net$/)
  expect(statuses).toEqual([401, 500])
  expect(run.kept.get('paging/follow-until-null')).toBe(1)
  expect(run.records).toEqual([])
})

test('of a scenario that is broken off, what did not happen is neither held against the client nor kept', async () => {
  const { run } = await byHand(1)
  expect(run.kept.has('paging/follow-until-null')).toBe(false)
  expect(run.findings.filter(({ requirement }) => requirement === 'paging/follow-until-null')).toEqual([])
  expect(run.records).toMatchObject([{ end: 'not-run', reason: 'not all calls were made' }])
})
