import { createHttpHeaders } from '@azure/core-rest-pipeline'
import type { Mutant, PipelineRequest, PipelineResponse, Send } from './run-with-client.ts'

/** What mutants reach into of any body of the contract, request or answer. */
export interface Body {
  readonly id?: string
  /** Of a secret or backup the text, of a list the items. */
  readonly value?: unknown
  readonly nextLink?: string | null
  readonly contentType?: string
  readonly tags?: Readonly<Record<string, string>>
  readonly attributes?: Attributes
  readonly previousVersion?: string
  readonly error?: { readonly code?: string; readonly message?: string }
}

export interface Attributes {
  readonly enabled?: boolean
  readonly exp?: number
  readonly nbf?: number
  readonly created?: number
  readonly recoveryLevel?: string
  readonly recoverableDays?: number
}

/** The items of a list; `undefined` when the body is none. */
export function itemsOf({ value }: Body): Body[] | undefined {
  return Array.isArray(value) ? value : undefined
}

export type Test = (request: PipelineRequest) => boolean

export const everything: Test = () => true
export const withToken: Test = (request) => request.headers.has('authorization')
export const withoutToken: Test = (request) => !request.headers.has('authorization')

/** Requests with this method whose path matches. */
export function to(method: string, path: RegExp): Test {
  return (request) => request.method === method && path.test(new URL(request.url).pathname)
}

/** A copy: retries of the client share the request itself. */
export function copyOf(request: PipelineRequest): PipelineRequest {
  return { ...request, headers: createHttpHeaders(request.headers.toJSON({ preserveCase: true })) }
}

/** A client that sends some requests otherwise than it meant to. */
export function changeRequest(test: Test, change: (request: PipelineRequest) => void): Mutant {
  return {
    transport: (send) => (request) => {
      if (!test(request)) return send(request)
      const copy = copyOf(request)
      change(copy)
      return send(copy)
    },
  }
}

/** A client that writes another URL. */
export function changeUrl(test: Test, change: (url: string) => string): Mutant {
  return changeRequest(test, (request) => {
    request.url = change(request.url)
  })
}

/** A client that writes another body. */
export function changeBody(test: Test, change: (body: Body) => object): Mutant {
  return changeRequest(
    (request) => test(request) && typeof request.body === 'string',
    (request) => {
      request.body = JSON.stringify(change(JSON.parse(String(request.body))))
    },
  )
}

/** A client that reads another answer than the one that came. */
export function changeAnswer(
  test: (request: PipelineRequest, response: PipelineResponse) => boolean,
  change: (response: PipelineResponse) => PipelineResponse,
): Mutant {
  return {
    transport: (send) => async (request) => {
      const response = await send(request)
      return test(request, response) ? change(response) : response
    },
  }
}

/** A client that reads another body than the one that came. */
export function changeAnswerBody(test: (body: Body) => boolean, change: (body: Body) => object): Mutant {
  return changeAnswer(
    (_, response) => test(jsonOf(response)),
    (response) => ({ ...response, bodyAsText: JSON.stringify(change(jsonOf(response))) }),
  )
}

/** A client that loses headers of answers. */
export function loseHeaders(
  names: readonly string[],
  test: (request: PipelineRequest, response: PipelineResponse) => boolean = () => true,
): Mutant {
  return changeAnswer(test, (response) => {
    const headers = createHttpHeaders(response.headers.toJSON())
    for (const name of names) headers.delete(name)
    return { ...response, headers }
  })
}

/** A client that breaks down over some answers. */
export function breakDown(test: (request: PipelineRequest, response: PipelineResponse) => boolean): Mutant {
  return changeAnswer(test, () => {
    throw new TypeError('Cannot read properties of undefined')
  })
}

/** A client that asks more often than it should. */
export function sendAgain(
  test: (request: PipelineRequest, response: PipelineResponse) => boolean,
  times: number,
): Mutant {
  return {
    transport: (send) => async (request) => {
      let response = await send(copyOf(request))
      for (let n = 0; n < times && test(request, response); n++) response = await send(copyOf(request))
      return response
    },
  }
}

/** What a test token says it was asked for. */
export interface TokenContents {
  scopes: string[]
  tenantId: string | null
  claims: string | null
  enableCae?: boolean | null
  serial: number
}

/** A client that asks its credential for something else. */
export function changeToken(change: (contents: TokenContents) => void): Mutant {
  return changeRequest(withToken, (request) => {
    const token = request.headers.get('authorization')?.slice('Bearer kvc-test.'.length) ?? ''
    const contents = JSON.parse(Buffer.from(token, 'base64url').toString()) as TokenContents
    change(contents)
    request.headers.set('authorization', tokenHeader(contents))
  })
}

/** A client that sends a token nobody asked for with some requests. */
export function sendTokenUnasked(test: (request: PipelineRequest) => boolean): Mutant {
  return changeRequest(
    (request) => withoutToken(request) && test(request),
    (request) => request.headers.set('authorization', tokenHeader(unaskedToken)),
  )
}

/** A client that answers refusals of some kind with a token, whatever they say. */
export function answerRefusal(test: (response: PipelineResponse) => boolean): Mutant {
  return {
    transport: (send) => async (request) => {
      const response = await send(request)
      if (response.status !== 401 || !test(response)) return response
      return await sendWithToken(send, request)
    },
  }
}

export function jsonOf(response: PipelineResponse): Body {
  try {
    return JSON.parse(response.bodyAsText ?? 'null') ?? {}
  } catch {
    return {}
  }
}

const unaskedToken: TokenContents = {
  scopes: ['https://vault.azure.net/.default'],
  tenantId: null,
  claims: null,
  serial: 1,
}

function sendWithToken(send: Send, request: PipelineRequest): Promise<PipelineResponse> {
  const copy = copyOf(request)
  copy.headers.set('authorization', tokenHeader(unaskedToken))
  return send(copy)
}

function tokenHeader(contents: TokenContents): string {
  return `Bearer kvc-test.${Buffer.from(JSON.stringify(contents)).toString('base64url')}`
}

/** Holds the last token that was accepted by a host, and sends it to that host whichever client asks. */
export const shareTokens: Mutant = {
  transport: (send) => {
    const accepted = new Map<string, string>()
    return async (request) => {
      const { host } = new URL(request.url)
      const copy = copyOf(request)
      const known = accepted.get(host)
      if (known !== undefined) copy.headers.set('authorization', known)
      const response = await send(copy)
      if (response.status < 400) accepted.set(host, copy.headers.get('authorization') ?? '')
      return response
    }
  },
}
