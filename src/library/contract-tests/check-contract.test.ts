import { expect, test } from 'vitest'
import { checkContract } from './check-contract.ts'

const make = (): object => ({})

test.each<[string, unknown, unknown, unknown]>([
  [
    'the name must be text, not a function. It comes before the client',
    make,
    { scenarios: ['paging/**'] },
    {},
  ],
  ['the name must be text, not undefined', undefined, make, {}],
  [
    'a function that makes a client, or one of { module }, { client } and { driver }, not undefined',
    'x',
    undefined,
    {},
  ],
  ['and { driver }, not "javascript"', 'x', 'javascript', {}],
  ['no option "clinet". It may be one of module, client, driver', 'x', { clinet: 'javascript' }, {}],
  ['client must be one of "javascript", "python", ', 'x', { client: 'ruby' }, {}],
  ['must name one of module, client and driver, not none', 'x', {}, {}],
  [
    'must name one of module, client and driver, not client and driver',
    'x',
    { client: 'go', driver: 'x' },
    {},
  ],
  ['the options must be an object, not null', 'x', make, null],
  ['there is no option "scenario". It may be one of apiVersion, scenarios', 'x', make, { scenario: 'a' }],
  [
    'scenarios must be a list of globs of scenario ids, not "paging/**"',
    'x',
    make,
    { scenarios: 'paging/**' },
  ],
  ['scenarios must be a list of globs of scenario ids, not an empty list', 'x', make, { scenarios: [] }],
  ['jobs must be a whole number from 1 to 64, not "8"', 'x', make, { jobs: '8' }],
  ['timeout must be a whole number of at least 1 (milliseconds), not "1m"', 'x', make, { timeout: '1m' }],
])('%s', (message, name, subject, options) => {
  expect(() => checkContract(name, subject, options as object)).toThrow(
    expect.objectContaining({ code: 'KVC_USAGE', message: expect.stringContaining(message) }),
  )
})

test.each<[object]>([[make], [{ module: {} }], [{ client: 'go' }], [{ driver: './mine' }]])(
  '%o is a subject',
  (subject) => {
    expect(() => checkContract('x', subject, { scenarios: ['a'], knownFailures: [], jobs: 64 })).not.toThrow()
  },
)
