import type { Check, Verdicts } from '../check.ts'
import { type PageRequest, type PageTarget, trackGivenLinks } from '../given-links.ts'
import type { SeenExchange } from '../seen-exchange.ts'
import { describeRequest } from '../seen-facts.ts'

/** The api-version is `paging/link-api-version-kept`'s matter. Defects it finds: B1, B2, B3, B4. */
export const linkAsGiven: Check = {
  requirement: 'paging/link-as-given',
  start() {
    const links = trackGivenLinks()
    return {
      see(seen, say) {
        const request = links.see(seen)
        if (request) judge(request, seen, say)
      },
    }
  },
}

function judge({ asked, given, damaged }: PageRequest, seen: SeenExchange, say: Verdicts): void {
  const link = given ?? damaged
  if (!link) return
  const difference = given ? differenceOf(given, asked) : damageOf(link, asked)
  if (!difference) {
    say.kept(seen)
    return
  }
  say.broken(seen, {
    pointer: '/request/url',
    ...difference,
    message: `${describeRequest(seen)} asks for a next page, but not as the nextLink said: expected ${difference.expected}, received ${difference.received}.`,
  })
}

function differenceOf(
  given: PageTarget,
  asked: PageTarget,
): { expected: string; received: string } | undefined {
  if (given.path !== asked.path) return { expected: `path ${given.path}`, received: `path ${asked.path}` }
  if (given.rest.join('&') === asked.rest.join('&')) return undefined
  return { expected: `besides the token ${list(given.rest)}`, received: list(asked.rest) }
}

function damageOf(given: PageTarget, asked: PageTarget): { expected: string; received: string } {
  return {
    expected: `the $skiptoken given (${given.token.length} characters)`,
    received: `a damaged one (${asked.token.length} characters)`,
  }
}

/** Of parameters that this contract does not know only the names: their values may be tokens. */
function list(parameters: readonly string[]): string {
  if (parameters.length === 0) return 'nothing'
  return parameters
    .map((text) => (text.startsWith('maxresults=') ? text : `${text.slice(0, text.indexOf('='))}=…`))
    .join('&')
}
