import type { Check, Verdicts } from '../check.ts'
import { remember } from '../remember.ts'
import type { SeenExchange } from '../seen-exchange.ts'

/**
 * Judged from the first poll on: a program may well delete twice, but who has begun to wait and deletes again has lost
 * its state. A secret that was made again in between is another one. Defect it finds: C10.
 */
export const deleteSentOnce: Check = {
  requirement: 'polling/delete-sent-once',
  start() {
    /** Deletions going on, by vault and name: whether a poll was answered "not yet". */
    const deletions = new Map<string, boolean>()
    return {
      see(seen, say) {
        const name = seen.match?.name?.toUpperCase()
        if (seen.role !== 'vault' || !seen.match) return
        // A restored secret has no name in its URL; any deletion may be that secret's.
        if (seen.match.operation === 'RestoreSecret') deletions.clear()
        if (name !== undefined) judge(deletions, `${seen.url?.origin} ${name}`, seen, say)
      },
    }
  },
}

function judge(deletions: Map<string, boolean>, key: string, seen: SeenExchange, say: Verdicts): void {
  const status = seen.response?.status
  switch (seen.match?.operation) {
    case 'DeleteSecret':
      if (deletions.get(key) && status !== 401) sayRepeated(seen, say)
      if (status === 200) remember(deletions, key, false, 256)
      break
    case 'GetDeletedSecret':
      if (!deletions.has(key)) break
      if (status === 404) remember(deletions, key, true, 256)
      if (status === 200 || status === 403) {
        deletions.delete(key)
        say.kept(seen)
      }
      break
    case 'SetSecret':
    case 'RecoverDeletedSecret':
    case 'PurgeDeletedSecret':
      if (status !== 401) deletions.delete(key)
      break
    default:
  }
}

function sayRepeated(seen: SeenExchange, say: Verdicts): void {
  say.broken(seen, {
    pointer: '/request/method',
    expected: `GET /deletedsecrets/${seen.match?.name}`,
    received: `DELETE /secrets/${seen.match?.name}`,
    message: `DELETE /secrets/${seen.match?.name} was sent again while the deletion was being waited for.`,
  })
}
