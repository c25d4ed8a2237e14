import { isDeepStrictEqual } from 'node:util'
import type { Selector } from '../../contract/generated/types/scenario.ts'
import type { SeenExchange } from '../../contract/seen-exchange.ts'
import { parseQuery } from '../../wire/url.ts'
import type { Broken } from './broken.ts'
import { describeSelector, selectExchanges } from './select-exchanges.ts'
import type { WireScene } from './wire-scene.ts'

/** Judges that a request has the method, URL (query decoded) and body of the first one that the selector picks. */
export function expectSameRequest(selector: Selector, seen: SeenExchange, scene: WireScene): Broken[] {
  const [model] = selectExchanges(selector, scene)
  if (!model) return [noModel(selector)]
  return [
    ...differs('/request/method', model.exchange.request.method, seen.exchange.request.method),
    ...differs('/request/url', readableUrl(model), readableUrl(seen)),
    ...differsInBody(model, seen),
  ]
}

function noModel(selector: Selector): Broken {
  const expected = describeSelector(selector)
  return {
    pointer: '/request',
    expected,
    received: 'none',
    message: `There were no ${expected} to compare this request with.`,
    missing: true,
  }
}

function differs(pointer: string, expected: string, received: string): Broken[] {
  if (expected === received) return []
  return [
    {
      pointer,
      expected,
      received,
      message: `The request was repeated with ${received} in place of ${expected}.`,
    },
  ]
}

/** Bodies may hold a secret: only their sizes are told. */
function differsInBody(model: SeenExchange, seen: SeenExchange): Broken[] {
  const expected = model.exchange.request.body
  const received = seen.exchange.request.body
  if (isDeepStrictEqual(Buffer.from(expected), Buffer.from(received))) return []
  return [
    {
      pointer: '/request/body',
      expected: `the ${expected.length} bytes that were sent before`,
      received: `${received.length} other bytes`,
      message: `The request was repeated with another body (${received.length} bytes in place of ${expected.length}).`,
    },
  ]
}

function readableUrl({ url, exchange }: SeenExchange): string {
  if (!url) return exchange.request.url
  const query = parseQuery(url.query).map(([name, value]) => `${name}=${value}`)
  return `${url.origin}${url.path}${query.length > 0 ? `?${query.join('&')}` : ''}`
}
