import type { ClientError } from '../../clients/driver.ts'
import type { OutcomeExpectation } from '../../contract/generated/types/scenario.ts'
import type { Broken } from './broken.ts'
import { describeValue } from './describe-value.ts'
import { describeError } from './outcome-kind.ts'

export type ErrorExpectation = NonNullable<OutcomeExpectation['error']>

/** Judges the category, status, codes and message of an error that the client surfaced. */
export function expectErrorMembers(wanted: ErrorExpectation, error: ClientError): Broken[] {
  return [
    ...expectCategory(wanted, error),
    ...expectEqualMembers(wanted, error),
    ...expectMessage(wanted, error),
  ]
}

function expectCategory(wanted: ErrorExpectation, error: ClientError): Broken[] {
  const { category, notCategory } = wanted
  const allowed = (!category || category.includes(error.category)) && !notCategory?.includes(error.category)
  if (allowed) return []
  const expected = category ? category.join(' or ') : `not ${notCategory?.join(' or ')}`
  const received = describeError(error)
  const message = `The error is of the category ${error.category} (${received}); expected was ${expected}.`
  return [{ pointer: '/error/category', expected, received, message }]
}

function expectEqualMembers(wanted: ErrorExpectation, error: ClientError): Broken[] {
  const members = ['status', 'code', 'innerCode'] as const
  return members
    .filter((member) => wanted[member] !== undefined && wanted[member] !== error[member])
    .map((member) => {
      const expected = describeValue(wanted[member], '')
      const received = describeValue(error[member], '')
      const message = `The error's ${member} is ${received}; the service's was ${expected}.`
      return { pointer: `/error/${member}`, expected, received, message }
    })
}

function expectMessage({ messageIncludes }: ErrorExpectation, error: ClientError): Broken[] {
  if (messageIncludes === undefined || error.message.includes(messageIncludes)) return []
  return [
    {
      pointer: '/error/message',
      expected: `a message with ${describeValue(messageIncludes, '')}`,
      received: describeValue(error.message, ''),
      message: "The error's message lacks the text that the service sent.",
    },
  ]
}
