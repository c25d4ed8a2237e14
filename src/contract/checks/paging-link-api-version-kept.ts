import type { Check } from '../check.ts'
import { trackGivenLinks } from '../given-links.ts'
import { describeRequest } from '../seen-facts.ts'

/** Defect it finds: B5 (old JavaScript clients); Python and Rust put their own api-version in by design. */
export const linkApiVersionKept: Check = {
  requirement: 'paging/link-api-version-kept',
  start() {
    const links = trackGivenLinks()
    return {
      see(seen, say) {
        const request = links.see(seen)
        const given = request?.given?.apiVersions
        if (!request || !given || given.length === 0) return
        const asked = request.asked.apiVersions
        if (given.join() === asked.join()) return say.kept(seen)
        const received = asked.length === 0 ? 'none' : asked.join(' and ')
        say.broken(seen, {
          pointer: '/request/url',
          expected: given.join(' and '),
          received,
          message: `${describeRequest(seen)} asks for a next page with api-version ${received}; its nextLink said ${given.join(' and ')}.`,
        })
      },
    }
  },
}
