import { isKnown } from '../../../src/contract/seen-facts.ts'
import { editAnswer } from '../edit-answer.ts'
import type { CorruptionContext, CorruptionKind } from '../kind.ts'

const known = 'response/status-known'
const schema = 'response/body-schema'
const envelope = 'response/error-envelope'
const code = 'errors/service-code-fits-status'

/** Answers whose status says something else than the rest of them. */
export const statusKinds: readonly CorruptionKind[] = [
  ...[201, 202, 203, 204, 206, 301, 302, 304].map((status) => statusKind(200, status, known)),
  ...[200, 201, 202, 205].map((status) => statusKind(204, status, known)),
  ...[400, 401, 403, 404, 409, 500, 503].map((status) => statusKind(200, status, envelope, hasBody)),
  ...[402, 406, 410, 412, 418, 422].map((status) => statusKind(404, status, known)),
  statusKind(404, 200, schema, isOrdinary),
  statusKind(403, 200, schema, isOrdinary),
  statusKind(409, 200, schema, isOrdinary),
  statusKind(401, 200, schema, (context) => hasBody(context) && isOrdinary(context)),
  statusKind(404, 204, known, isOrdinary),
  ...[400, 401, 403, 405, 409, 429, 500].map((status) => statusKind(404, status, code)),
  ...[400, 403, 404, 409].map((status) => statusKind(401, status, code, hasBody)),
  ...[400, 401, 404, 409].map((status) => statusKind(403, status, code)),
  ...[400, 404, 403, 423].map((status) => statusKind(409, status, status === 423 ? known : code)),
  ...[404, 409].map((status) => statusKind(400, status, code)),
  ...[400, 404].map((status) => statusKind(405, status, code)),
]

function statusKind(
  from: number,
  to: number,
  requirement: string,
  holds: (context: CorruptionContext) => boolean = () => true,
): CorruptionKind {
  const corrupt: CorruptionKind['corrupt'] = (_exchange, context) => {
    const { match, response } = context.seen
    const isOther = from === 200 && to === 204 && match?.operation === 'PurgeDeletedSecret'
    if (
      response?.status !== from ||
      isOther ||
      (to < 400 && !match) ||
      (requirement === code && !hasBody(context))
    )
      return undefined
    return holds(context) ? editAnswer(context, () => ({ status: to })) : undefined
  }
  return { id: `status/${from}-becomes-${to}`, requirement, corrupt }
}

function hasBody({ seen }: CorruptionContext): boolean {
  return isKnown(seen, 'response.body') && (seen.response?.body.length ?? 0) > 0
}

/** Purge succeeds with 204: what a 200 of it would hold nobody has said; the first preview is not described. */
function isOrdinary({ seen }: CorruptionContext): boolean {
  return (
    seen.match !== undefined &&
    seen.match.operation !== 'PurgeDeletedSecret' &&
    !seen.match.apiVersion?.startsWith('2015-02')
  )
}
