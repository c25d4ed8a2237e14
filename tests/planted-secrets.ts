// Plants generated secrets at any place of any exchange, for the property that none of them survives redaction.
import { deflateSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { bytesOf, jsonBytes } from '../src/wire/body.ts'
import { type Exchange, noBody, nothingUnknown } from '../src/wire/exchange.ts'

/** A trace, and what must not be found in what becomes of it. */
export interface PlantedTrace {
  readonly exchanges: readonly Exchange[]
  readonly secrets: readonly string[]
}

/** Letters and digits mixed, of any length that can be looked for; some with characters that encodings change. */
const secrets = fc.oneof(
  fc.stringMatching(/^[A-Z][a-z]{2}[0-9][A-Za-z0-9]{8,40}$/),
  fc.stringMatching(/^[a-z][0-9][A-Za-z0-9+/=&%"\\ é-]{10,40}[a-z0-9]$/),
  fc.stringMatching(/^[0-9a-f]{8}q[0-9a-f]{20}$/),
  fc.stringMatching(/^eyJ[A-Za-z0-9_-]{12}\.[A-Za-z0-9_-]{20}\.[A-Za-z0-9_-]{20}$/),
)

/** How a secret may be dressed up where it is planted. */
const disguises: readonly ((secret: string) => string)[] = [
  (secret) => secret,
  (secret) => `before ${secret} after`,
  (secret) => encodeURIComponent(secret),
  (secret) => Buffer.from(secret).toString('base64'),
  (secret) => Buffer.from(`x${secret}`).toString('base64'),
  (secret) => Buffer.from(`xy${secret}z`).toString('base64url'),
  (secret) => Buffer.from(secret).toString('hex').toUpperCase(),
  (secret) => JSON.stringify(JSON.stringify({ nested: secret })),
  (secret) => gzipSync(secret.repeat(3)).toString('base64'),
  (secret) => `ab/${gzipSync(secret.repeat(3)).toString('base64url')}`,
  (secret) => deflateSync(secret.repeat(3)).toString('base64'),
  (secret) => encodeURIComponent(encodeURIComponent(secret)),
  (secret) => Buffer.from(secret, 'utf16le').toString('base64'),
  (secret) => `x${Buffer.from(secret, 'utf16le').toString('hex')}`,
  (secret) => Buffer.from(Buffer.from(secret).toString('base64')).toString('base64'),
]

type Place = (text: string) => Partial<Parts>

interface Parts {
  readonly method: string
  readonly path: string
  readonly query: string
  readonly requestHeaders: readonly (readonly [string, string])[]
  readonly request: unknown
  readonly status: number
  readonly responseHeaders: readonly (readonly [string, string])[]
  readonly response: unknown
}

const attributes = { enabled: true, created: 1, updated: 1, recoveryLevel: 'Purgeable', recoverableDays: 90 }
const version = '0123456789abcdef0123456789abcdef'
const id = `https://contoso.vault.azure.net/secrets/n/${version}`
const url = (text: string): string => encodeURIComponent(text)
const header = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?')
const error = (text: string, code = 'Forbidden'): Partial<Parts> => ({
  status: 403,
  response: { error: { code, message: text } },
})

/** Where something can be planted. Those a name stands in front of are kept by their kind alone. */
export const places: Readonly<Record<string, Place>> = {
  value: (text) => ({ method: 'PUT', request: { value: text } }),
  'value of the answer': (text) => ({ response: { value: text, id, attributes } }),
  'value as an object': (text) => ({ method: 'PUT', request: { value: { deep: [text] } } }),
  'value in an answer to DELETE': (text) => ({ method: 'DELETE', response: { value: text, id, attributes } }),
  contentType: (text) => ({ response: { value: 'v', id, attributes, contentType: text } }),
  'tag value': (text) => ({ method: 'PUT', request: { value: 'v', tags: { name: text } } }),
  'tag name': (text) => ({ method: 'PUT', request: { value: 'v', tags: { [text]: 'x' } } }),
  'unknown member': (text) => ({ method: 'PUT', request: { value: 'v', password: text } }),
  'unknown member, deep': (text) => ({
    response: { value: 'v', id, attributes: { ...attributes, more: [{ text }] } },
  }),
  'name of a member': (text) => ({ response: { value: 'v', id, attributes, [text]: 1 } }),
  'text for a flag': (text) => ({
    response: { value: 'v', id, attributes: { ...attributes, enabled: text } },
  }),
  'text for a time': (text) => ({
    response: { value: 'v', id, attributes: { ...attributes, created: text } },
  }),
  'recovery level': (text) => ({
    response: { value: 'v', id, attributes: { ...attributes, recoveryLevel: text } },
  }),
  id: (text) => ({
    response: {
      value: 'v',
      id: `https://contoso.vault.azure.net/secrets/${url(text)}/${version}`,
      attributes,
    },
  }),
  'id, the host': (text) => ({
    response: { value: 'v', id: `https://${url(text)}.example.com/secrets/n`, attributes },
  }),
  'next link': (text) => ({
    path: '/secrets',
    response: {
      value: [],
      nextLink: `https://contoso.vault.azure.net:443/secrets?api-version=7.6&$skiptoken=${url(text)}`,
    },
  }),
  'inside the continuation token': (text) => ({
    path: '/secrets',
    query: `?api-version=7.6&$skiptoken=${Buffer.from(JSON.stringify({ NextMarker: text, TargetLocation: 0 })).toString('base64url')}`,
  }),
  path: (text) => ({ path: `/secrets/${url(text)}` }),
  'version in the path': (text) => ({ path: `/secrets/n/${url(text)}` }),
  'unknown path': (text) => ({ path: `/${url(text)}/x` }),
  'api-version': (text) => ({ query: `?api-version=${url(text)}` }),
  'unknown parameter': (text) => ({ query: `?api-version=7.6&sig=${url(text)}` }),
  'name of a parameter': (text) => ({ query: `?api-version=7.6&${url(text)}=1` }),
  maxresults: (text) => ({ query: `?api-version=7.6&maxresults=${url(text)}` }),
  authorization: (text) => ({ requestHeaders: [['Authorization', `Bearer ${header(text)}`]] }),
  'authorization, another scheme': (text) => ({ requestHeaders: [['Authorization', header(text)]] }),
  'user agent': (text) => ({ requestHeaders: [['User-Agent', `app ${header(text)}`]] }),
  'unknown request header': (text) => ({ requestHeaders: [['X-Secret', header(text)]] }),
  'unknown response header': (text) => ({ responseHeaders: [['X-Secret', header(text)]] }),
  cookie: (text) => ({ requestHeaders: [['Cookie', `session=${header(text)}; path=/`]] }),
  'set-cookie': (text) => ({ responseHeaders: [['Set-Cookie', `esctx=${header(text)}; path=/`]] }),
  challenge: (text) => ({
    status: 401,
    responseHeaders: [
      [
        'WWW-Authenticate',
        `Bearer authorization="https://login.windows.net/${url(text)}", resource="https://vault.azure.net"`,
      ],
    ],
  }),
  'unknown parameter of a challenge': (text) => ({
    status: 401,
    responseHeaders: [['WWW-Authenticate', `Bearer hint="${url(text)}"`]],
  }),
  claims: (text) => ({
    status: 401,
    responseHeaders: [
      [
        'WWW-Authenticate',
        `Bearer claims="${Buffer.from(JSON.stringify({ a: { value: text } })).toString('base64')}"`,
      ],
    ],
  }),
  location: (text) => ({
    responseHeaders: [['Location', `https://other.example/${url(text)}?x=${url(text)}`]],
  }),
  'network info': (text) => ({
    responseHeaders: [
      ['x-ms-keyvault-network-info', `conn_type=Ipv4;addr=${url(text)};act_addr_fam=InterNetwork;`],
    ],
  }),
  'request id': (text) => ({ responseHeaders: [['x-ms-request-id', header(text)]] }),
  date: (text) => ({ responseHeaders: [['Date', header(text)]] }),
  'content type': (text) => ({ requestHeaders: [['Content-Type', `application/json; x=${header(text)}`]] }),
  'error message': (text) => error(`Operation failed for ${text}.`),
  'error message with a name': (text) => error(`Secret not found: ${text}`),
  'error message with a URL': (text) =>
    error(`see https://contoso.vault.azure.net/secrets/${url(text)} and '${text}'`),
  'error code': (text) => error('Access denied.', text),
  'inner errors and details': (text) => ({
    status: 403,
    response: {
      error: { code: 'Forbidden', innererror: { code: text }, details: [{ message: text }], target: text },
    },
  }),
  'name of a header': (text) => ({ requestHeaders: [[text.replace(/[^A-Za-z0-9-]/g, '-'), 'x']] }),
  'parts of a form': (text) => ({
    method: 'PUT',
    requestHeaders: [['Content-Type', 'multipart/form-data; boundary=x']],
    request: Buffer.from(`--x\r\nContent-Disposition: form-data; name="${text}"\r\n\r\n${text}\r\n--x--`),
  }),
  'items of a list': (text) => ({
    path: '/secrets',
    response: { value: [text, { id: text }], nextLink: text },
  }),
  'body that is no JSON': (text) => ({ response: Buffer.from(`<p>${text}</p>`) }),
  'body that is a list': (text) => ({ response: [text, { value: text }] }),
  'body of a GET': (text) => ({ request: { value: text, other: text } }),
}

const entraUrl = 'https://login.microsoftonline.com/11111111-2222-4333-8444-555555555555/oauth2/v2.0/token'

/** A token request and its answer, which tell that a text is a credential. */
function tokenExchange(secret: string, index: number): Exchange {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_secret: secret,
    client_id: 'x',
    user: secret,
  })
  const body = { token_type: 'Bearer', expires_in: 3599, access_token: `t${secret}`, extra: secret }
  return {
    index,
    request: { method: 'POST', url: entraUrl, headers: [], body: bytesOf(form.toString()) },
    answer: { status: 200, headers: [], body: jsonBytes(body) },
    sentAt: 1,
    answeredAt: 2,
    unknown: nothingUnknown,
  }
}

function exchangeWith(parts: Partial<Parts>, index: number): Exchange {
  const bytes = (value: unknown): Uint8Array =>
    value === undefined ? noBody : value instanceof Uint8Array ? value : jsonBytes(value)
  const { method = 'GET', path = '/secrets/n', query = '?api-version=7.6', status = 200 } = parts
  return {
    index,
    request: {
      method,
      url: `https://contoso.vault.azure.net${path}${query}`,
      headers: parts.requestHeaders ?? [],
      body: bytes(parts.request),
    },
    answer: { status, headers: parts.responseHeaders ?? [], body: bytes(parts.response) },
    sentAt: 1,
    answeredAt: 2,
    unknown: nothingUnknown,
  }
}

const planting = fc.record({
  secret: secrets,
  disguise: fc.constantFrom(...disguises),
  place: fc.constantFrom(...Object.keys(places)),
})

/** Secrets planted at places; each is a credential of a token request somewhere in the same trace, or the value of a secret. */
export const plantedTraces: fc.Arbitrary<PlantedTrace> = fc
  .tuple(fc.array(planting, { minLength: 1, maxLength: 5 }), fc.boolean(), fc.boolean())
  .map(([plantings, credentialsFirst, areCredentials]) => {
    const planted = plantings.map(({ secret, disguise, place }, index) =>
      exchangeWith(places[place]?.(disguise(secret)) ?? {}, index),
    )
    const telling = plantings.map(({ secret }, index) =>
      areCredentials
        ? tokenExchange(secret, index)
        : exchangeWith({ method: 'PUT', request: { value: secret } }, index),
    )
    const exchanges = credentialsFirst ? [...telling, ...planted] : [...planted, ...telling]
    return { exchanges, secrets: plantings.map(({ secret }) => secret) }
  })

/** One secret planted as it is at one place, and nowhere else: nothing tells that it is one. */
export const lonelySecrets: fc.Arbitrary<PlantedTrace & { readonly place: string }> = fc
  .tuple(fc.stringMatching(/^[A-Z][a-z]{2}[0-9][A-Za-z0-9]{12,40}$/), fc.constantFrom(...Object.keys(places)))
  .map(([secret, place]) => ({
    place,
    secrets: [secret],
    exchanges: [exchangeWith(places[place]?.(secret) ?? {}, 0)],
  }))
