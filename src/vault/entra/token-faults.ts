import type { TokenFault } from '../../contract/generated/types/scenario.ts'
import type { WireAnswer } from '../../wire/exchange.ts'
import { entraResponse } from './entra-response.ts'

/** What goes wrong with an application's token requests, counted per fault. */
export interface TokenFaults {
  /** The fault for this request, if one is due; every fault counts it. */
  next(): TokenFault | undefined
}

/** Faults that have counted nothing yet. */
export function createTokenFaults(faults: readonly TokenFault[]): TokenFaults {
  let seen = 0
  return {
    next: () => {
      seen++
      return faults.find((fault) => isDue(fault, seen))
    },
  }
}

/** What a token endpoint answers under a fault; `now` in milliseconds. */
export function answerWithTokenFault({ close, answer }: TokenFault, now: number): WireAnswer {
  if (close || !answer) return { closed: true }
  const { status, error, headers = {} } = answer
  const body = error === undefined ? undefined : { error, error_description: `${error}.` }
  const response = entraResponse(status, body, { now })
  return { ...response, headers: [...response.headers, ...Object.entries(headers)] }
}

function isDue({ from = 1, times = 1, forever = false }: TokenFault, seen: number): boolean {
  return seen >= from && (forever || seen < from + times)
}
