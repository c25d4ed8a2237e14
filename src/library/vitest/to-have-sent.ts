import type { MatcherState } from 'vitest'
import { type Operation, operations } from '../../contract/operation.ts'
import { seeExchange } from '../../contract/see-exchange.ts'
import type { SeenExchange } from '../../contract/seen-exchange.ts'
import { learnVaults } from '../../recording/learn-vaults.ts'
import { describeRequest } from '../../suite/describe-request.ts'
import { UsageError } from '../../wire/errors.ts'
import { demandObject, show } from '../options.ts'
import { differences, formatDifferences } from './difference.ts'
import { type MatcherResult, withRerun } from './matcher-result.ts'
import { traceOf } from './traced.ts'

/** Which requests of an operation are meant; what is left out may be anything. */
export interface ExpectedRequest {
  /** How many, repeated attempts counted each. Default: at least one. */
  readonly times?: number
  /** Of the secret. */
  readonly name?: string
  readonly apiVersion?: string
  /** Members that the JSON body has; others may be there. Matchers such as `expect.any(String)` may stand for values. */
  readonly body?: unknown
  /** Of the answer. */
  readonly status?: number
}

const members = ['times', 'name', 'apiVersion', 'body', 'status'] as const

/**
 * `toHaveSent`: requests of an operation that carried a token. Those without one, by which a client comes by its challenge,
 * are not counted.
 */
export function toHaveSent(
  this: MatcherState,
  received: unknown,
  operation: Operation,
  expected: ExpectedRequest = {},
): MatcherResult {
  demandWords(operation, expected)
  const sent = requestsOf(operation, traceOf(received, 'toHaveSent').exchanges)
  const { times, ...wanted } = expected
  const unlike = sent.map((seen) => ({ seen, found: compare(seen, wanted, this) }))
  const count = unlike.filter(({ found }) => found.length === 0).length
  const pass = times === undefined ? count > 0 : count === times
  const message = [
    `expected  ${this.isNot ? 'not ' : ''}${describeWanted(operation, expected)}`,
    `received  ${count === 0 && sent.length > 0 ? `${sent.length} of ${operation}, none like that` : count}`,
    ...unlike.flatMap(({ seen, found }) => [describeSent(seen), ...formatDifferences(found)]),
  ].join('\n')
  return { pass, message: () => withRerun(message, this) }
}

function requestsOf(operation: Operation, exchanges: Parameters<typeof seeAll>[0]): SeenExchange[] {
  return seeAll(exchanges).filter((seen) => seen.match?.operation === operation && seen.authorized !== false)
}

function seeAll(exchanges: readonly SeenExchange['exchange'][]): SeenExchange[] {
  const vaults = learnVaults()
  return exchanges.map((exchange) => seeExchange(exchange, { vaultHosts: vaults.see(exchange) }))
}

function compare(
  seen: SeenExchange,
  wanted: Omit<ExpectedRequest, 'times'>,
  { equals, utils }: MatcherState,
): ReturnType<typeof differences> {
  const { match, response } = seen
  const actual = {
    name: match?.name,
    apiVersion: match?.apiVersion,
    status: response?.status,
    body: seen.requestJson(),
  }
  return differences(actual, wanted, {
    equals: (one, other) => equals(one, other, [utils.iterableEquality, utils.subsetEquality]),
    isSecret: (pointer) => pointer === '/body' || pointer === '/body/value',
  })
}

function describeWanted(operation: Operation, { times, name, body, ...rest }: ExpectedRequest): string {
  const number = times === undefined ? 'at least one' : times
  const further = Object.entries({ name, ...rest })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` with ${key} ${JSON.stringify(value)}`)
  return `${number} ${operation}${further.join('')}${body === undefined ? '' : ' with the given body'}`
}

function describeSent(seen: SeenExchange): string {
  return `#${seen.index} ${describeRequest(seen)} → ${seen.response?.status ?? 'no answer'}`
}

function demandWords(operation: string, expected: ExpectedRequest): void {
  demandObject('toHaveSent', expected, '{ times: 1 }')
  if (!operations.some((known) => known === operation))
    throw new UsageError(
      `toHaveSent: there is no operation "${operation}". It may be one of ${operations.join(', ')}.`,
    )
  const unknown = Object.keys(expected).find((name) => !members.some((member) => member === name))
  if (unknown !== undefined)
    throw new UsageError(
      `toHaveSent: there is no member "${unknown}". It may be one of ${members.join(', ')}.`,
    )
  const { times = 0 } = expected
  if (!Number.isSafeInteger(times) || times < 0)
    throw new UsageError(`toHaveSent: times must be a whole number of at least 0, not ${show(times)}.`)
}
