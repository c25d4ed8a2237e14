import type { Subject } from '../../contract/finding.ts'
import { UsageError } from '../../wire/errors.ts'
import type { Exchange } from '../../wire/exchange.ts'
import { exchangeProblem } from '../exchange-problem.ts'
import {
  anyText,
  checkOptions,
  isObject,
  type LegalOptions,
  listOf,
  oneOf,
  show,
  trueOrFalse,
} from '../options.ts'
import type { Trace } from '../trace.ts'
import type { CheckedTrace } from './check-exchanges.ts'
import type { JudgeOptions } from './judge-exchanges.ts'
import type { TraceVerdict } from './trace-verdict.ts'

/**
 * How a trace is judged; everything may be left out.
 *
 * @example await checkTrace(vault.trace, { requirements: ['challenge/https-only'] })
 */
export interface CheckTraceOptions {
  /**
   * Whose requirements are judged: `client` (the default), `service`, or both. A vault that was told to fail breaks the
   * service's.
   */
  readonly subjects?: readonly Subject[]
  /** Only these requirements, by id: `challenge/https-only`. Default: all. */
  readonly requirements?: readonly string[]
  /**
   * The trace is of many clients, each of which made a call or two. Then `challenge/once-per-client` is not judged: each of
   * them asks for a challenge of its own, which looks like one client that asks before every call. Default false.
   */
  readonly severalClients?: boolean
}

/**
 * Judges what a client sent by every check of the contract that can be made on a trace.
 *
 * @example
 * const vault = createVault({ secrets: { a: 'v' } })
 * await readWithMyClient(vault)
 * const verdict = await checkTrace(vault.trace)
 * assert.ok(verdict.conforms, verdict.message)
 *
 * @param trace of a vault, a player or a recorder, or its exchanges
 * @throws UsageError for what is no trace, or an option that means nothing
 */
export async function checkTrace(
  trace: Pick<Trace, 'exchanges' | 'dropped'> | readonly Exchange[],
  options: CheckTraceOptions = {},
): Promise<TraceVerdict> {
  const { checkExchanges } = await import('./check-exchanges.ts')
  return checkExchanges(readTrace(trace), readCheckOptions(options))
}

/** @throws UsageError for an option that means nothing */
export function readCheckOptions(options: CheckTraceOptions): JudgeOptions {
  checkOptions('checkTrace', options, legal)
  return {
    subjects: options.subjects ?? ['client'],
    requirements: options.requirements,
    severalClients: options.severalClients ?? false,
  }
}

/** @throws UsageError for what is no trace */
export function readTrace(trace: unknown): CheckedTrace {
  const { exchanges, dropped } = isObject(trace) ? trace : { exchanges: trace, dropped: 0 }
  if (!Array.isArray(exchanges)) {
    throw new UsageError(
      `checkTrace: the trace must be the \`trace\` of a vault or a player, or a list of exchanges, not ${show(trace)}.`,
    )
  }
  for (const [index, exchange] of exchanges.entries()) {
    const problem = exchangeProblem(exchange) ?? ofTrace(exchange)
    if (problem !== undefined) throw new UsageError(`checkTrace: exchange ${index} is none: ${problem}.`)
  }
  return { exchanges, dropped: typeof dropped === 'number' ? dropped : 0 }
}

/** A Set of another realm is one too. */
function ofTrace({ unknown }: { readonly unknown?: unknown }): string | undefined {
  return unknown !== null && typeof unknown === 'object' && 'has' in unknown
    ? undefined
    : '`unknown` must be a Set of the parts that are not known, `new Set()` where all is'
}

const legal: LegalOptions<CheckTraceOptions> = {
  subjects: listOf(oneOf('client', 'service'), 'subjects (client, service)'),
  requirements: listOf(anyText, 'ids of requirements'),
  severalClients: trueOrFalse,
}
