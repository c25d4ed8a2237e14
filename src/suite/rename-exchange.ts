import { bytesOf, textOf } from '../wire/body.ts'
import { type Exchange, type HeaderList, isResponse } from '../wire/exchange.ts'

/** An exchange with other names in URL, headers and bodies. Content-Length is left as it was on the wire. */
export function renameExchange(exchange: Exchange, original: (text: string) => string): Exchange {
  const { request, answer } = exchange
  return {
    ...exchange,
    request: { ...request, ...renamed(request, original), url: original(request.url) },
    answer: isResponse(answer) ? { ...answer, ...renamed(answer, original) } : answer,
  }
}

function renamed(
  { headers, body }: { readonly headers: HeaderList; readonly body: Uint8Array },
  original: (text: string) => string,
): { headers: HeaderList; body: Uint8Array } {
  const text = textOf(body)
  const changed = original(text)
  return {
    headers: headers.map(([name, value]) => [name, original(value)]),
    // Bytes that are no text stay as they are.
    body: changed === text ? body : bytesOf(changed),
  }
}
