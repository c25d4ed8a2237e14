import { describe, expect, test } from 'vitest'
import { validateDocument } from './validate-document.ts'

describe('validateDocument', () => {
  test('a good scenario is good', () => {
    expect(validateDocument('scenario', scenario({}))).toEqual([])
  })

  test('missing, unknown and misspelt members of a scenario', () => {
    const { title: _, ...rest } = scenario({ vaults: {}, requirements: ['Paging'] })
    expect(inLines(validateDocument('scenario', rest))).toMatchInlineSnapshot(`
      [
        "/title is missing",
        "/vaults is no known member",
        "/requirements/0 must match ^[a-z-]+/[a-z0-9-]+$",
      ]
    `)
  })

  test('of the forms of a step only the nearest is spoken of', () => {
    const steps = [
      { call: 'getSecret', whit: { name: 'n' } },
      { call: 'getSecret', expect: { value: {}, outcome: 'maybe' } },
      { wait: 0 },
      { parallel: [{ call: 'getSecret' }, { call: 'getSecret', timeoutMs: 'soon' }] },
      7,
    ]
    expect(inLines(validateDocument('scenario', scenario({ steps })))).toMatchInlineSnapshot(`
      [
        "/steps/0/whit is no known member",
        "/steps/1/expect/outcome must be one of "value", "error", "either"",
        "/steps/2/wait must be at least 1",
        "/steps/3/parallel/1/timeoutMs must be integer",
        "/steps/4 must be object",
      ]
    `)
  })

  test('both directions of the driver protocol', () => {
    const request = { jsonrpc: '2.0', id: 1, method: 'initialize', params: { protocolVersion: 1 } }
    expect(validateDocument('driver/request', request)).toEqual([])
    expect(
      inLines(validateDocument('driver/request', { ...request, params: { protocolVersion: 2 } })),
    ).toMatchInlineSnapshot(`
      [
        "/params/protocolVersion must be 1",
      ]
    `)
    expect(
      inLines(validateDocument('driver/request', { ...request, method: 'begin' })),
    ).toMatchInlineSnapshot(`
      [
        "/method must be one of "initialize", "createClient", "call", "closeClient", "shutdown"",
      ]
    `)
    expect(inLines(validateDocument('driver/response', { jsonrpc: '2.0', id: 1 }))).toMatchInlineSnapshot(`
      [
        "/result is missing",
      ]
    `)
    expect(
      validateDocument('driver/response', {
        jsonrpc: '2.0',
        id: null,
        error: { code: -32700, message: 'no JSON' },
      }),
    ).toEqual([])
  })

  test('what a call gave: a value or an error, and which of its members is wrong', () => {
    const secret = { outcome: 'value', value: { name: 'n', value: 'v' } }
    expect(validateDocument('driver/callResult', secret)).toEqual([])
    const error = {
      outcome: 'error',
      error: { category: 'unknown', type: 'RestError', message: '', status: '404' },
    }
    expect(inLines(validateDocument('driver/callResult', error))).toMatchInlineSnapshot(`
      [
        "/error/category must be one of "service", "authentication", "transport", "timeout", "parse", "usage", "internal"",
        "/error/status must be integer",
      ]
    `)
  })

  test('nothing of the document is quoted', () => {
    const problems = validateDocument('driver/callResult', {
      outcome: 'C4N4RY',
      value: 'C4N4RY',
      error: 'C4N4RY',
    })
    expect(problems.length).toBeGreaterThan(0)
    expect(JSON.stringify(problems)).not.toContain('C4N4RY')
  })
})

function scenario(changes: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return {
    title: 'A page without items is not the end',
    requirements: ['paging/follow-until-null'],
    steps: [{ call: 'listSecrets', expect: { itemCount: 3 } }],
    ...changes,
  }
}

function inLines(problems: ReturnType<typeof validateDocument>): string[] {
  return problems.map(({ pointer, message }) => `${pointer} ${message}`)
}
