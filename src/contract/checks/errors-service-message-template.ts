import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { type ErrorTemplate, errorTemplates } from '../error-templates.ts'
import type { Operation } from '../operation.ts'
import { answeredOn, asObject, describeRequest, serviceAnswer } from '../seen-facts.ts'

const day = 86_400_000

/** The message itself names callers and addresses: findings tell its length only. */
export const messageTemplate: Check = eachExchange('errors/service-message-template', (seen, say) => {
  const response = serviceAnswer(seen)
  if (!response || response.status < 400) return
  const error = asObject(asObject(seen.responseJson())?.['error'])
  const message = error?.['message']
  if (typeof message !== 'string') return
  const inner = asObject(error?.['innererror'])?.['code']
  const date = answeredOn(seen)
  const templates = errorTemplates.filter((template) =>
    applies(template, response.status, seen.match?.operation, inner),
  )
  const current = templates.filter((template) => holdsAt(template, date))
  if (current.some(({ pattern }) => pattern.test(message))) return say.kept(seen)
  const isOutdated = templates.some(({ pattern }) => pattern.test(message))
  if (current.length === 0 && !isOutdated && !isOfAnother(message, response.status, date)) return
  const received = isOutdated ? 'a message of another time' : `another message (${message.length} characters)`
  say.broken(seen, {
    pointer: '/response/body/error/message',
    expected: 'a message that the service was seen to send here',
    received,
    message: `${describeRequest(seen)} was answered ${response.status}${typeof inner === 'string' ? ` ${inner}` : ''} with ${received}.`,
  })
})

/**
 * Inner codes came on 2016-10-21. Since then a message that goes with one does not come without it; of "Access denied."
 * nobody has told whether it has one.
 */
const innerCodesSince = Date.parse('2016-10-21')

function isOfAnother(message: string, status: number, date: number): boolean {
  return (
    date >= innerCodesSince &&
    !message.startsWith('Access denied.') &&
    errorTemplates.some((template) => template.status === status && template.pattern.test(message))
  )
}

function applies(
  template: ErrorTemplate,
  status: number,
  operation: Operation | undefined,
  inner: unknown,
): boolean {
  if (template.status !== status || template.inner !== inner) return false
  return !template.operations || (operation !== undefined && template.operations.includes(operation))
}

/** An answer whose time is unknown may be of any time. */
function holdsAt({ from, until }: ErrorTemplate, date: number): boolean {
  if (Number.isNaN(date)) return true
  return (!from || date >= Date.parse(from)) && (!until || date < Date.parse(until) + day)
}
