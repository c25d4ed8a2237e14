import { UsageError } from '../../wire/errors.ts'
import { isObject, show } from '../options.ts'
import type { Trace } from '../trace.ts'

/** What matchers find a trace in: a trace itself, or a vault, player or recording that has one. */
export type Traced = Pick<Trace, 'exchanges' | 'dropped'> | { readonly trace: Trace }

/** @throws UsageError for what has no trace */
export function traceOf(received: unknown, matcher: string): Pick<Trace, 'exchanges' | 'dropped'> {
  if (isObject(received)) {
    const candidate = isObject(received['trace']) ? received['trace'] : received
    if (Array.isArray(candidate['exchanges'])) return candidate as unknown as Trace
  }
  throw new UsageError(
    `expect(…).${matcher}: it is for the trace of a test, or for a vault, player or recording, not for ${show(received)}.`,
  )
}
