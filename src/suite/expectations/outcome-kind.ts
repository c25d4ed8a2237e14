import type { CallResult, ClientError } from '../../clients/driver.ts'
import type { OutcomeExpectation } from '../../contract/generated/types/scenario.ts'
import type { Broken } from './broken.ts'
import { describeValue, shorten } from './describe-value.ts'

/** Judges that the call gave a value where one is expected, an error where one is. Without `error` or `outcome`: a value. */
export function expectOutcomeKind(expectation: OutcomeExpectation, result: CallResult): Broken[] {
  const wanted = expectation.outcome ?? (expectation.error ? 'error' : 'value')
  if (wanted === 'either' || wanted === result.outcome) return []
  const expected = wanted === 'value' ? 'a value' : `an error${wantedError(expectation)}`
  const received = result.outcome === 'value' ? 'a value' : describeError(result.error)
  const message =
    wanted === 'value'
      ? `The call failed with ${received}; it had to succeed.`
      : `The call succeeded with ${describeValue(result.outcome === 'value' ? result.value : undefined, '')}; it had to fail.`
  return [{ pointer: '/outcome', expected, received, message }]
}

/** One line for an error of the client: category, type, status, code and message. */
export function describeError(error: ClientError): string {
  const parts = [error.category, error.type, error.status, error.code].filter((part) => part !== undefined)
  return `${parts.join(' ')}: ${shorten(error.message.replaceAll(/\s+/g, ' '))}`
}

function wantedError({ error }: OutcomeExpectation): string {
  const parts = [error?.category?.join(' or '), error?.status, error?.code].filter(
    (part) => part !== undefined,
  )
  return parts.length === 0 ? '' : ` (${parts.join(' ')})`
}
