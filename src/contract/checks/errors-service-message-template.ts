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
  const templates = errorTemplates.filter((template) =>
    applies(template, response.status, seen.match?.operation, inner),
  )
  if (templates.length === 0) return
  const date = answeredOn(seen)
  if (templates.some((template) => holdsAt(template, date) && template.pattern.test(message)))
    return say.kept(seen)
  const isOutdated = templates.some(({ pattern }) => pattern.test(message))
  const received = isOutdated ? 'a message of another time' : `another message (${message.length} characters)`
  say.broken(seen, {
    pointer: '/response/body/error/message',
    expected: 'a message that the service was seen to send here',
    received,
    message: `${describeRequest(seen)} was answered ${response.status}${typeof inner === 'string' ? ` ${inner}` : ''} with ${received}.`,
  })
})

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
