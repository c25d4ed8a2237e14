import { expect, test } from 'vitest'
import type { ClientError } from '../../clients/driver.ts'
import type { OutcomeExpectation } from '../../contract/generated/types/scenario.ts'
import { expectOutcome, type SettledStep } from './expect-outcome.ts'

const value = (members: object): SettledStep => ({
  result: { outcome: 'value', value: { ...members } },
  elapsedMs: 10,
  requestIds: [],
})

const error = (members: Partial<ClientError> = {}): SettledStep => ({
  result: { outcome: 'error', error: { category: 'service', type: 'RestError', message: 'no', ...members } },
  elapsedMs: 10,
  requestIds: ['id-1', 'id-2'],
})

const items = (...names: string[]): object => ({
  items: names.map((name) => ({ name, id: `https://v/${name}` })),
})

/** What is asked, what keeps it, what breaks it, and where the finding points. */
const table: readonly (readonly [OutcomeExpectation, SettledStep, SettledStep, pointer: string])[] = [
  [{}, value({}), error(), '/outcome'],
  [
    { items: { b: { tags: { x: 'y' } } } },
    value({ items: [{ name: 'a' }, { name: 'b', tags: { x: 'y' }, enabled: true }] }),
    value({ items: [{ name: 'a' }, { name: 'b', tags: {} }] }),
    '/value/items/1/tags/x',
  ],
  [{ items: { b: {} } }, value(items('b')), value(items('a')), '/value/items'],
  [{ outcome: 'value' }, value({}), error(), '/outcome'],
  [{ outcome: 'error' }, error(), value({}), '/outcome'],
  [{ error: { status: 404 } }, error({ status: 404 }), value({}), '/outcome'],
  [{ value: { name: 'a' } }, value({ name: 'a', more: 1 }), value({ name: 'b' }), '/value/name'],
  [
    { value: { tags: { a: 'b' } } },
    value({ tags: { a: 'b', c: 'd' } }),
    value({ tags: {} }),
    '/value/tags/a',
  ],
  [
    { absent: ['contentType'] },
    value({ contentType: null }),
    value({ contentType: '' }),
    '/value/contentType',
  ],
  [{ absent: ['tags'] }, value({ tags: {} }), value({ tags: { a: 'b' } }), '/value/tags'],
  [{ names: ['a', 'b'] }, value(items('a', 'b')), value(items('b', 'a')), '/value/items'],
  [{ names: [] }, value(items()), value({}), '/value/items'],
  [{ itemCount: 2 }, value(items('a', 'b')), value(items('a')), '/value/items'],
  [{ itemCount: 0 }, value(items()), value({}), '/value/items'],
  [{ pages: [2, 1] }, value({ pages: [2, 0, 1] }), value({ pages: [3] }), '/value/pages'],
  [{ distinctIds: true }, value(items('a', 'b')), value(items('a', 'b', 'a')), '/value/items/2'],
  [{ distinctIds: true }, value(items()), value({}), '/value/items'],
  [{ error: { category: ['service'] } }, error(), error({ category: 'parse' }), '/error/category'],
  [{ error: { notCategory: ['internal'] } }, error(), error({ category: 'internal' }), '/error/category'],
  [{ error: { status: 404 } }, error({ status: 404 }), error({ status: 403 }), '/error/status'],
  [{ error: { code: 'Gone' } }, error({ code: 'Gone' }), error(), '/error/code'],
  [{ error: { innerCode: 'X' } }, error({ innerCode: 'X' }), error({ innerCode: 'Y' }), '/error/innerCode'],
  [{ error: { messageIncludes: 'é"' } }, error({ message: 'an é" in it' }), error(), '/error/message'],
  [
    { error: { requestId: true } },
    error({ requestId: 'id-2' }),
    error({ requestId: 'id-3' }),
    '/error/requestId',
  ],
  [{ error: { requestId: true } }, error({ requestId: 'id-1' }), error(), '/error/requestId'],
  [{ error: { excludes: 's3cret' } }, error(), error({ message: 'it was s3cret' }), '/error/message'],
  [{ error: { excludes: 's3cret' } }, error(), error({ code: 's3cret' }), '/error/code'],
  [{ withinMs: 100 }, value({}), { ...value({}), elapsedMs: 101 }, '/outcome'],
  [
    { outcome: 'either', error: { notCategory: ['internal'] } },
    value({}),
    error({ category: 'internal' }),
    '/error/category',
  ],
  [{ outcome: 'either', value: { name: 'a' } }, error(), value({ name: 'b' }), '/value/name'],
]

test.for(table)('%j is kept and broken', ([expectation, good, bad, pointer]) => {
  expect(expectOutcome(expectation, good)).toEqual([])
  const broken = expectOutcome(expectation, bad)
  expect(broken.map((finding) => finding.pointer)).toEqual([pointer])
})

test('an outcome of the wrong kind is one finding, and tells what it was', () => {
  const bad = error({
    status: 404,
    code: 'SecretNotFound',
    message: 'A secret with (name/id) a was not found',
  })
  expect(expectOutcome({ value: { name: 'a' }, absent: ['tags'], itemCount: 3 }, bad)).toMatchInlineSnapshot(`
    [
      {
        "expected": "a value",
        "message": "The call failed with service RestError 404 SecretNotFound: A secret with (name/id) a was not found; it had to succeed.",
        "pointer": "/outcome",
        "received": "service RestError 404 SecretNotFound: A secret with (name/id) a was not found",
      },
    ]
  `)
})

test('an error that tells a secret is a finding that does not', () => {
  const [broken] = expectOutcome({ error: { excludes: 's3cret' } }, error({ message: 'it was s3cret' }))
  expect(JSON.stringify(broken)).not.toContain('s3cret')
})
