import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { type JudgeTraceOptions, judgeTrace, type TraceVerdict } from './judge-trace.ts'
import { seeExchange } from './see-exchange.ts'
import { bundle, makeTrace, type Part, probe } from './testing/make-trace.ts'

const set: Part = { method: 'PUT', path: '/secrets/n' }
const good: Part[] = [
  probe(set),
  { ...set, body: { value: 'canary' }, answer: bundle({ value: 'canary' }) },
  { answer: bundle() },
]

function judgeAll(parts: readonly Part[], options: JudgeTraceOptions = {}): TraceVerdict {
  const judge = judgeTrace(options)
  for (const exchange of makeTrace(parts)) judge.see(seeExchange(exchange))
  judge.end()
  return judge.result()
}

test('a good trace breaks nothing, and the counts say what it put to the test', () => {
  const { findings, verdicts } = judgeAll(good)
  expect(findings).toEqual([])
  expect(verdicts.get('challenge/probe-without-body')).toEqual({ kept: 1, broken: 0 })
  expect(verdicts.get('request/api-version-once')).toEqual({ kept: 3, broken: 0 })
  expect(verdicts.get('retry/bounded')).toEqual({ kept: 0, broken: 0 })
})

test('a finding carries requirement, level, subject and exchange', () => {
  const { findings, verdicts } = judgeAll([{ ...probe(set), body: { value: 'canary' } }, ...good.slice(1)])
  expect(verdicts.get('challenge/probe-without-body')).toEqual({ kept: 0, broken: 1 })
  expect(findings).toMatchInlineSnapshot(`
    [
      {
        "exchange": 0,
        "expected": "no body without a token",
        "level": "must",
        "message": "PUT /secrets/n went out without a token but with a body of 18 bytes: whoever answered that address has read it.",
        "pointer": "/request/body",
        "received": "18 bytes",
        "requirement": "challenge/probe-without-body",
        "subject": "client",
      },
    ]
  `)
})

test('client and service can be judged apart', () => {
  const broken: Part[] = [{ query: '', answer: bundle(), headers: { 'Cache-Control': null } }]
  expect(judgeAll(broken, { subjects: ['client'] }).findings.map(({ requirement }) => requirement)).toEqual([
    'request/api-version-once',
  ])
  const service = judgeAll(broken, { subjects: ['service'] })
  expect(service.findings.map(({ requirement }) => requirement)).toEqual(['response/headers-always'])
  expect([...service.verdicts.keys()]).not.toContain('request/api-version-once')
})

test("only the requirements asked for are judged; an unknown one is the caller's mistake", () => {
  const { verdicts } = judgeAll(good, { requirements: ['challenge/https-only', 'logging/no-secrets'] })
  expect([...verdicts.keys()]).toEqual(['challenge/https-only'])
  expect(() => judgeTrace({ requirements: ['challenge/https'] })).toThrow(
    /Unknown requirement "challenge\/https"/,
  )
})

test('a client that is wrong throughout is counted to the end, its findings are not all kept', () => {
  const parts = Array.from({ length: 30 }, (): Part => ({ query: '' }))
  const { findings, verdicts } = judgeAll(parts, { subjects: ['client'], findingsPerRequirement: 5 })
  expect(findings).toHaveLength(5)
  expect(verdicts.get('request/api-version-once')?.broken).toBe(30)
})

test('no token and no value is in any finding, whatever is broken', () => {
  const odd: Part[] = [
    probe(),
    {
      token: 'canary-token',
      body: 'canary-value',
      answer: { value: ['canary-value'], id: 1, attributes: 'canary-value' },
    },
    {
      method: 'PUT',
      token: 'canary-token',
      host: 'b.vault.azure.net',
      body: { value: { canary: 'canary-value' } },
      status: 404,
      answer: { error: { code: 'c', message: 'canary-value' } },
    },
    {
      method: 'PATCH',
      token: 'canary-token',
      body: { value: 'canary-value' },
      answer: bundle({ value: 'canary-value' }),
    },
    {
      path: '/secrets',
      token: 'canary-token',
      answer: {
        value: [{ id: 'x', value: 'canary-value' }],
        nextLink: 'https://kvc.vault.azure.net/secrets?$skiptoken=canary-token',
      },
    },
    { url: 'http://kvc.vault.azure.net/secrets?%24skiptoken=canary-tok', token: 'canary-token', status: 503 },
  ]
  const { findings } = judgeAll(odd)
  expect(findings.length).toBeGreaterThan(15)
  expect(JSON.stringify(findings)).not.toContain('canary-')
})

test('exchanges long past are let go, however many requests are still open', async () => {
  const judge = judgeTrace()
  const seen: WeakRef<object>[] = []
  for (const index of Array(3000).keys()) {
    const requestHeaders = { 'x-ms-client-request-id': `id-${index}` }
    for (const exchange of makeTrace([{ path: `/secrets/n${index}`, status: 503, requestHeaders }])) {
      const view = seeExchange(exchange)
      seen.push(new WeakRef(view))
      judge.see(view)
    }
  }
  await collectGarbage()
  expect(seen.filter((reference) => reference.deref() !== undefined).length).toBeLessThan(300)
  judge.end()
  expect(judge.result().verdicts.get('retry/bounded')?.kept).toBe(128)
})

async function collectGarbage(): Promise<void> {
  // What a job made is kept until the job ends.
  await new Promise(setImmediate)
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
}
