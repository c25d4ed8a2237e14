import type { SeenExchange } from '../../contract/seen-exchange.ts'
import { getHeader } from '../../wire/headers.ts'
import type { Broken } from './broken.ts'
import { describeValue } from './describe-value.ts'
import type { RequestExpectation } from './request-expectation.ts'

/** Judges headers of one request: those with a pattern must be there and fit it, those that are to be lacking must be. */
export function expectRequestHeaders(wanted: RequestExpectation, { exchange }: SeenExchange): Broken[] {
  const { headers } = exchange.request
  const unfit = Object.entries(wanted.headers ?? {}).filter(
    ([name, pattern]) => !new RegExp(pattern).test(getHeader(headers, name) ?? ''),
  )
  const surplus = (wanted.headersLack ?? []).filter((name) => getHeader(headers, name) !== undefined)
  return [
    ...unfit.map(([name, pattern]) => broken(name, `a value like ${pattern}`, getHeader(headers, name))),
    ...surplus.map((name) => broken(name, 'no such header', getHeader(headers, name))),
  ]
}

function broken(name: string, expected: string, value: string | undefined): Broken {
  const received = name.toLowerCase() === 'authorization' && value ? '[a token]' : describeValue(value, '')
  const pointer = `/request/headers/${name.toLowerCase()}`
  return {
    pointer,
    expected,
    received,
    message: `The header ${name} is ${received}; expected was ${expected}.`,
  }
}
