import type { SeenExchange } from '../../contract/seen-exchange.ts'
import type { Broken } from './broken.ts'
import { expectRequestBody } from './request-body.ts'
import type { RequestExpectation } from './request-expectation.ts'
import { expectRequestHeaders } from './request-headers.ts'
import { expectRequestToken } from './request-token.ts'
import { expectRequestUrl } from './request-url.ts'
import { expectSameRequest } from './same-request.ts'
import { describeSelector, selectExchanges } from './select-exchanges.ts'
import type { WireScene } from './wire-scene.ts'

/** Judges every request that the selector picks; when it picks none that is the finding, unless `orNone` allows it. */
export function expectRequest(wanted: RequestExpectation, scene: WireScene): Broken[] {
  const picked = selectExchanges(wanted.of, scene)
  if (picked.length === 0) return wanted.orNone ? [] : [nonePicked(wanted)]
  return picked.flatMap((seen) =>
    judgeRequest(wanted, seen, scene).map((broken) => ({ ...broken, exchange: seen.index })),
  )
}

function judgeRequest(wanted: RequestExpectation, seen: SeenExchange, scene: WireScene): Broken[] {
  return [
    ...expectRequestBody(wanted, seen),
    ...expectRequestUrl(wanted, seen),
    ...expectRequestHeaders(wanted, seen),
    ...(wanted.token ? expectRequestToken(wanted.token, seen) : []),
    ...(wanted.sameAs ? expectSameRequest(wanted.sameAs, seen, scene) : []),
  ]
}

function nonePicked({ of }: RequestExpectation): Broken {
  const what = describeSelector(of)
  return {
    pointer: '/request',
    expected: what,
    received: 'none',
    message: `There were no ${what}, so that what they hold could not be seen.`,
    missing: true,
  }
}
