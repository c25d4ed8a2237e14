import { carriedToken } from '../carried-token.ts'
import type { Check, Verdicts } from '../check.ts'
import { remember } from '../remember.ts'
import type { SeenExchange } from '../seen-exchange.ts'
import { describeRequest, equalBytes, isSecretsRequest, isTransient, requestHeader } from '../seen-facts.ts'

/** Attempts in a row that were answered 408, 429 or 5xx. */
interface Run {
  attempts: number
  last: SeenExchange
  /** Two of them overlapped in time: several calls at once, which nobody can tell apart. */
  parallel: boolean
}

const most = 10

/** Official clients make 4 attempts, Rust 9. Another body or x-ms-client-request-id is another call. Defect it finds: D9. */
export const bounded: Check = {
  requirement: 'retry/bounded',
  start() {
    const runs = new Map<string, Run>()
    return {
      see(seen, say) {
        if (isSecretsRequest(seen) && seen.response) judge(runs, seen, say)
      },
      end(say) {
        for (const run of runs.values()) finish(run, say)
      },
    }
  },
}

function judge(runs: Map<string, Run>, seen: SeenExchange, say: Verdicts): void {
  const { method, url, body } = seen.exchange.request
  const id = requestHeader(seen, 'x-ms-client-request-id')
  const key = `${carriedToken(seen)} ${id} ${method} ${url}`
  const run = runs.get(key)
  const goesOn = run && equalBytes(run.last.exchange.request.body, body)
  if (!isTransient(seen.response?.status ?? 0)) {
    if (run) finish(run, say)
    runs.delete(key)
    return
  }
  if (run && !goesOn) finish(run, say)
  const attempts = goesOn ? run.attempts + 1 : 1
  const overlaps = goesOn === true && (run.parallel || seen.exchange.sentAt < run.last.exchange.answeredAt)
  const parallel = overlaps && id === undefined
  remember(runs, key, { attempts, last: seen, parallel }, 128)
  if (attempts === most + 1 && !parallel) sayTooMany(seen, say)
}

function finish(run: Run, say: Verdicts): void {
  if (run.attempts <= most && !run.parallel) say.kept(run.last)
}

function sayTooMany(seen: SeenExchange, say: Verdicts): void {
  say.broken(seen, {
    pointer: '/request',
    expected: `at most ${most} attempts`,
    received: `attempt ${most + 1}`,
    message: `${describeRequest(seen)} was attempted more than ${most} times in a row while the service answered ${seen.response?.status}.`,
  })
}
