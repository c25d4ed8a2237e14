import { bytesOf, textOf } from '../../../wire/body.ts'
import { type Exchange, type HeaderList, isResponse, noBody, nothingUnknown } from '../../../wire/exchange.ts'
import { createPlayer, type Player, type PlayerOptions } from '../create-player.ts'
import { parseDials } from '../dials.ts'
import { createExchangeStore } from '../exchange-store.ts'
import { indexRecording } from '../index-recording.ts'

/** What differs from an ordinary exchange with a token. */
export interface RecordedParts {
  readonly sent?: unknown
  readonly body?: unknown
  readonly token?: false
  /** Default: `recordedHost`. */
  readonly host?: string
  readonly headers?: HeaderList
  readonly responseHeaders?: HeaderList
  readonly unknown?: Exchange['unknown']
  /** Milliseconds that the answer took. */
  readonly took?: number
}

export const recordedHost = 'recorded.vault.azure.net'
export const version = '0123456789abcdef0123456789abcdef'

/** One recorded exchange: `recorded('GET /secrets/a', 200, { body: bundle('a') })`. */
export function recorded(request: string, status: number, parts: RecordedParts = {}): Exchange {
  const [method = '', path = ''] = request.split(' ')
  const challenge: HeaderList = [
    [
      'WWW-Authenticate',
      'Bearer authorization="https://login.windows.net/recorded-tenant", resource="https://vault.azure.net"',
    ],
  ]
  return {
    index: 0,
    request: {
      method,
      url: urlOf(parts.host ?? recordedHost, path),
      headers: [
        ...(parts.token === false ? [] : [['Authorization', 'Sanitized'] as const]),
        ...(parts.headers ?? []),
      ],
      body: bytes(parts.sent),
    },
    answer: {
      status,
      headers: [
        ['Content-Type', 'application/json; charset=utf-8'],
        ...(status === 401 ? challenge : []),
        ...(parts.responseHeaders ?? []),
      ],
      body: bytes(parts.body),
    },
    sentAt: 0,
    answeredAt: parts.took ?? 0,
    unknown: parts.unknown ?? nothingUnknown,
  }
}

/** A secret as the service answers it. */
export function bundle(
  name: string,
  members: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return {
    value: 'recorded',
    id: `https://${recordedHost}/secrets/${name}/${version}`,
    attributes: { enabled: true },
    ...members,
  }
}

/** An error of the service. */
export function failure(code: string, message: string): Record<string, unknown> {
  return { error: { code, message } }
}

/** A player, and a client of it. */
export interface Played {
  readonly player: Player
  /** Sends `GET /secrets/a`, or an absolute URL; `closed` when nothing answered. */
  ask(request: string, parts?: AskParts): Promise<Answered>
}

export interface AskParts {
  readonly sent?: unknown
  readonly token?: false
  readonly host?: string
  readonly headers?: HeaderList
}

export interface Answered {
  readonly status: number | 'closed'
  /** Parsed, or as text. */
  readonly body: unknown
  readonly headers: Readonly<Record<string, string>>
}

/** Plays recordings, each a list of exchanges: `a.json`, `b.json` … */
export async function playByHand(
  recordings: readonly (readonly Exchange[])[],
  options: Partial<PlayerOptions> = {},
): Promise<Played> {
  const store = createExchangeStore()
  const playable = await Promise.all(
    recordings.map((exchanges, number) =>
      indexRecording(
        {
          place: `${String.fromCharCode(97 + number)}.json`,
          exchanges: exchanges.map((exchange, index) => ({ ...exchange, index })),
        },
        store,
      ),
    ),
  )
  const player = createPlayer({ recordings: playable, store, dials: parseDials({}), ...options })
  return {
    player,
    async ask(request, { sent, token, host = 'own.vault.azure.net', headers = [] } = {}) {
      const [method = '', path = ''] = request.split(' ')
      const answer = await player.handler({
        method,
        url: path.startsWith('https:') ? path : urlOf(host, path),
        headers: [...(token === false ? [] : [['authorization', 'Bearer own'] as const]), ...headers],
        body: bytes(sent),
      })
      if (!isResponse(answer)) return { status: 'closed', body: undefined, headers: {} }
      const text = textOf(answer.body)
      return {
        status: answer.status,
        body: text.startsWith('{') ? JSON.parse(text) : text,
        headers: Object.fromEntries(answer.headers.map(([name, value]) => [name.toLowerCase(), value])),
      }
    },
  }
}

function urlOf(host: string, path: string): string {
  return `https://${host}${path}${path.includes('?') ? '&' : '?'}api-version=7.4`
}

function bytes(value: unknown): Uint8Array {
  if (value === undefined) return noBody
  return bytesOf(typeof value === 'string' ? value : JSON.stringify(value))
}
