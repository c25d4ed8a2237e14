import { childPointer, valueAt } from '../../contract/pointer.ts'
import type { SeenExchange } from '../../contract/seen-exchange.ts'
import type { Broken } from './broken.ts'
import { describeValue } from './describe-value.ts'
import { matchMembers } from './match-members.ts'
import type { RequestExpectation } from './request-expectation.ts'

/** Judges the JSON body of one request: members it must have, must not have, may have at most, or no body at all. */
export function expectRequestBody(wanted: RequestExpectation, seen: SeenExchange): Broken[] {
  const body = seen.requestJson()
  return [
    ...(wanted.body ? matchMembers(wanted.body, body, '/request/body') : []),
    ...(wanted.bodyLacks ?? []).flatMap((pointer) => expectLacking(pointer, body)),
    ...(wanted.bodyOnly ? expectOnly(wanted.bodyOnly, body) : []),
    ...(wanted.noBody ? expectNone(seen) : []),
  ]
}

function expectLacking(pointer: string, body: unknown): Broken[] {
  const found = valueAt(body, pointer)
  return found === undefined ? [] : [unasked(`/request/body${pointer}`, found)]
}

function expectOnly(allowed: readonly string[], body: unknown): Broken[] {
  if (typeof body !== 'object' || body === null) return []
  return Object.entries(body)
    .filter(([name, value]) => !allowed.includes(name) && !isEmptyObject(value))
    .map(([name, value]) => unasked(childPointer('/request/body', name), value))
}

function expectNone({ exchange }: SeenExchange): Broken[] {
  const size = exchange.request.body.length
  if (size === 0) return []
  const received = `${size} bytes`
  return [
    {
      pointer: '/request/body',
      expected: 'no body',
      received,
      message: `The request has a body of ${received}.`,
    },
  ]
}

function unasked(pointer: string, value: unknown): Broken {
  const received = describeValue(value, pointer)
  const message = `${pointer} is ${received}, which the caller did not ask for.`
  return { pointer, expected: 'nothing', received, message }
}

function isEmptyObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}
