import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { describeRequest } from '../seen-facts.ts'

/** Defect it finds: A23. */
export const httpsOnly: Check = eachExchange('challenge/https-only', (seen, say) => {
  if (seen.role !== 'vault' || seen.authorized !== true || !seen.url) return
  if (seen.url.scheme === 'https:') return say.kept(seen)
  say.broken(seen, {
    pointer: '/request/url',
    expected: 'https',
    received: seen.url.scheme.slice(0, -1),
    message: `${describeRequest(seen)} sent a token over ${seen.url.scheme.slice(0, -1)}.`,
  })
})
