import type { Check, Verdicts } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import type { SeenExchange } from '../seen-exchange.ts'
import { answeredOn, asObject, describeRequest, isKnown, isSecretsRequest, kindOf } from '../seen-facts.ts'

/** Statuses of the service itself; others (408, 413, 431 …) come from the HTTP server before it. */
const statuses: ReadonlySet<number> = new Set([400, 401, 403, 404, 405, 409, 429])
/** Until then a 401 had no body. */
const bodiesSince = Date.parse('2019-08-06')

export const errorEnvelope: Check = eachExchange('response/error-envelope', (seen, say) => {
  const { response } = seen
  if (!response || !isSecretsRequest(seen) || !isKnown(seen, 'response.body')) return
  if (response.status >= 500) return judgeGateway(seen, say)
  if (!statuses.has(response.status)) return
  const isEmpty = response.body.length === 0
  if (isEmpty && response.status === 401 && !(answeredOn(seen) >= bodiesSince)) return
  const problem = isEmpty ? problemAt('', 'a JSON object', 'no body') : findProblem(seen.responseJson())
  if (!problem) return say.kept(seen)
  say.broken(seen, {
    ...problem,
    message: `${describeRequest(seen)} was answered ${response.status} with an error of another shape: expected ${problem.expected}, received ${problem.received}.`,
  })
})

/** What a gateway says when the service is not well has never been recorded; a secret or a page it cannot say. */
function judgeGateway(seen: SeenExchange, say: Verdicts): void {
  const body = asObject(seen.responseJson())
  if (!body || !['id', 'attributes', 'value'].some((name) => name in body)) return
  say.broken(seen, {
    ...problemAt('', 'an error, or anything but an answer', 'the body of a success'),
    message: `${describeRequest(seen)} was answered ${seen.response?.status} with the body of a success.`,
  })
}

interface Problem {
  readonly pointer: string
  readonly expected: string
  readonly received: string
}

function problemAt(path: string, expected: string, received: string): Problem {
  return { pointer: `/response/body${path}`, expected, received }
}

function findProblem(body: unknown): Problem | undefined {
  const envelope = asObject(body)
  if (!envelope) return problemAt('', 'a JSON object', kindOf(body))
  const error = asObject(envelope['error'])
  if (!error) return problemAt('/error', 'an object', kindOf(envelope['error']))
  return (
    findForeign(envelope, ['error'], '') ??
    findNonString(error, ['code', 'message']) ??
    findForeign(error, ['code', 'message', 'innererror'], '/error') ??
    findInnerProblem(error['innererror'], '/error/innererror')
  )
}

function findForeign(
  members: Readonly<Record<string, unknown>>,
  known: readonly string[],
  path: string,
): Problem | undefined {
  const foreign = Object.keys(members).find((name) => !known.includes(name))
  return foreign === undefined
    ? undefined
    : problemAt(`${path}/${foreign}`, 'no other member', `member ${foreign}`)
}

function findNonString(
  error: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Problem | undefined {
  const name = names.find((candidate) => typeof error[candidate] !== 'string')
  return name === undefined ? undefined : problemAt(`/error/${name}`, 'a string', kindOf(error[name]))
}

/** Null is allowed since 7.2; an inner error may hold another. */
function findInnerProblem(inner: unknown, path: string): Problem | undefined {
  if (inner === undefined || inner === null) return undefined
  const members = asObject(inner)
  if (!members) return problemAt(path, 'an object', kindOf(inner))
  if (typeof members['code'] !== 'string')
    return problemAt(`${path}/code`, 'a string', kindOf(members['code']))
  return (
    findForeign(members, ['code', 'innererror'], path) ??
    findInnerProblem(members['innererror'], `${path}/innererror`)
  )
}
