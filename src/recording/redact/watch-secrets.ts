import { textOf } from '../../wire/body.ts'
import { type Exchange, isResponse, type WireRequest } from '../../wire/exchange.ts'
import { isPlaceholder, type TermKind } from './placeholders.ts'
import { createRedactor } from './redactor.ts'

/** Something secret that an exchange of a recording still holds; never the secret. */
export interface KeptSecret {
  /** Index of the exchange. */
  readonly exchange: number
  readonly kind: 'value' | 'backup' | 'token' | 'credential'
  readonly part: 'request' | 'response' | 'exchange'
}

/** Looks through the exchanges of one recording for what a redaction would have replaced. */
export interface SecretWatch {
  /** What this exchange is the first to hold. */
  see(exchange: Exchange): readonly KeptSecret[]
}

export interface SecretWatchOptions {
  /**
   * The recording says that it was redacted: whatever stands where secrets do is one, unless it is a placeholder. What other
   * recorders put there (`Sanitized`, `fake-value`) cannot be told from secrets: of their recordings only tokens are looked for.
   */
  readonly isRedacted: boolean
}

/** Starts the search that a recorder makes before it writes, for a file that nobody remembers the secrets of. */
export function watchSecrets({ isRedacted }: SecretWatchOptions): SecretWatch {
  let found: TermKind[] = []
  const redactor = createRedactor({
    onSecret: (secret, kind) => {
      if (!isPlaceholder(kind, secret)) found.push(kind)
    },
  })
  return {
    see: (exchange) => {
      found = []
      if (isRedacted) redactor.learn(exchange)
      const kept = found.filter(isSecretKind).map((kind): KeptSecret => ({ ...placeOf(exchange), kind }))
      const isToken = kept.some(({ kind }) => kind === 'token' || kind === 'credential')
      return isToken ? kept : [...kept, ...tokensIn(exchange)]
    },
  }
}

function isSecretKind(kind: TermKind): kind is KeptSecret['kind'] {
  return kind === 'value' || kind === 'backup' || kind === 'token' || kind === 'credential'
}

function placeOf({ index }: Exchange): Pick<KeptSecret, 'exchange' | 'part'> {
  return { exchange: index, part: 'exchange' }
}

/** Three parts, the first of which is a JSON object with an algorithm, as every token of Entra is; wherever it stands. */
const jwt = /eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{16,}/

function tokensIn({ request, answer, index }: Exchange): KeptSecret[] {
  const response = isResponse(answer) ? answer : answer.sent
  const parts = [
    ...(isTokenIn(request, request.url) ? (['request'] as const) : []),
    ...(response && isTokenIn(response) ? (['response'] as const) : []),
  ]
  return parts.map((part) => ({ exchange: index, kind: 'token', part }))
}

function isTokenIn({ headers, body }: Pick<WireRequest, 'headers' | 'body'>, url = ''): boolean {
  if (jwt.test(url) || headers.some(([, value]) => value.length > 60 && jwt.test(value))) return true
  // Nearly every body is passed over without being decoded.
  return holdsStart(body) && jwt.test(textOf(body))
}

function holdsStart({ buffer, byteOffset, byteLength }: Uint8Array): boolean {
  return Buffer.from(buffer, byteOffset, byteLength).includes('eyJ')
}
