import { createHttpHeaders } from '@azure/core-rest-pipeline'
import {
  breakDown,
  changeAnswer,
  changeBody,
  changeRequest,
  copyOf,
  loseHeaders,
  sendAgain,
  withToken,
} from '../change-wire.ts'
import type { Mutation } from '../mutation.ts'
import type { Mutant, PipelineRequest } from '../run-with-client.ts'

const isWrite = (request: PipelineRequest): boolean => withToken(request) && request.method === 'PUT'

/** Sends another body with its second attempt. */
const changeSecondAttempt: Mutant = {
  transport: (send, log) => {
    let attempts = 0
    const second = changeBody(
      (request) => isWrite(request) && ++attempts === 2,
      (body) => ({ ...body, tags: {} }),
    )
    return second.transport?.(send, log) ?? send
  },
}

/** Follows redirects with all it has. */
const followWithToken: Mutant = {
  transport: (send) => async (request) => {
    const response = await send(request)
    const location = response.headers.get('location')
    if (response.status !== 302 || location === undefined) return response
    return await send({ ...copyOf(request), url: location })
  },
}

/** Tries five times where its retry policy tries once. */
const tryClosedConnectionsAgain: Mutant = {
  transport: (send) => (request) => {
    const attempt = (left: number): ReturnType<typeof send> =>
      left === 0 ? send(request) : send(request).catch(() => attempt(left - 1))
    return attempt(4)
  },
}

/** Takes a closed connection for an answer. */
const surfaceClosedConnections: Mutant = {
  transport: (send) => (request) =>
    send(request).catch(() => ({
      request,
      status: 400,
      headers: createHttpHeaders(),
      bodyAsText: '{"error":{}}',
    })),
}

/** Reads a broken answer as a secret with an empty value. */
const takeHalfForWhole: Mutant = {
  transport: (send) => (request) =>
    send(request).catch(() => ({
      request,
      status: 200,
      headers: createHttpHeaders({ 'content-type': 'application/json' }),
      bodyAsText: '{"value":"whole","id":"https://contoso.vault.azure.net/secrets/s/1","attributes":{}}',
    })),
}

/** Sends a write once more when its connection closed, whatever the caller said. */
const sendWritesAgain: Mutant = {
  transport: (send) => (request) =>
    send(copyOf(request)).catch((error: unknown) => {
      if (!isWrite(request)) throw error
      return send(copyOf(request))
    }),
}

export const retryMutations: readonly Mutation[] = [
  {
    name: 'does not retry 504',
    requirement: 'retry/transient-status-retried',
    scenario: 'retry/transient-statuses',
    mutant: changeAnswer(
      (_, { status }) => status === 504,
      (response) => ({ ...response, status: 400 }),
    ),
  },
  {
    name: 'does not wait after 503',
    requirement: 'retry/throttling-with-retry-after',
    scenario: 'retry/retry-after-of-503',
    mutant: loseHeaders(['retry-after']),
  },
  {
    name: 'does not retry 429',
    requirement: 'retry/throttling-with-retry-after',
    scenario: 'retry/retry-after-of-429',
    mutant: loseHeaders(['retry-after']),
  },
  {
    name: 'reads no milliseconds',
    requirement: 'retry/milliseconds-headers',
    scenario: 'retry/retry-after-in-milliseconds',
    mutant: loseHeaders(['retry-after-ms', 'x-ms-retry-after-ms']),
  },
  {
    name: 'sends another body when it tries again',
    requirement: 'retry/same-request',
    scenario: 'retry/write-is-repeated-whole',
    mutant: changeSecondAttempt,
  },
  {
    name: 'never gives up',
    requirement: 'retry/bounded',
    scenario: 'retry/an-end-to-it',
    mutant: sendAgain((request, { status }) => withToken(request) && status === 503, 12),
  },
  {
    name: 'never gives up unless it is told when',
    requirement: 'retry/bounded',
    scenario: 'retry/an-end-to-it-by-default',
    mutant: sendAgain((request, { status }) => withToken(request) && status === 503, 12),
  },
  {
    name: 'tries again at once each time',
    requirement: 'retry/gaps-grow',
    scenario: 'retry/gaps-that-grow',
    mutant: sendAgain((request, { status }) => withToken(request) && status === 503, 3),
  },
  {
    name: 'waits for milliseconds where it means seconds',
    requirement: 'retry/gaps-grow',
    scenario: 'retry/gaps-that-grow-by-default',
    mutant: sendAgain((request, { status }) => withToken(request) && status === 503, 3),
  },
  {
    name: 'tries again and again when connections close',
    requirement: 'retry/bounded',
    scenario: 'retry/connections-closed-for-good',
    mutant: tryClosedConnectionsAgain,
  },
  {
    name: 'retries 404',
    requirement: 'retry/client-errors-not-retried',
    scenario: 'retry/client-errors-are-final',
    mutant: sendAgain((request, { status }) => withToken(request) && status === 404, 1),
  },
  {
    name: 'loses the body when its first request failed',
    requirement: 'retry/body-kept-after-failed-probe',
    scenario: 'retry/body-survives-a-failed-probe',
    mutant: changeRequest(isWrite, (request) => {
      request.body = null
    }),
  },
  {
    name: 'takes a closed connection for the end',
    requirement: 'retry/connection-closed-retried',
    scenario: 'retry/closed-connection',
    mutant: surfaceClosedConnections,
  },
  {
    name: 'follows a redirect with its token',
    requirement: 'retry/cross-origin-redirect-without-token',
    scenario: 'retry/redirect-to-another-origin',
    mutant: followWithToken,
  },
  {
    name: 'does not pass the time limit on',
    requirement: 'retry/time-limit-ends-the-call',
    scenario: 'retry/time-limit-of-a-call',
    mutant: {
      transport: (send) => (request) => {
        const { abortSignal: _, ...deaf } = copyOf(request)
        return send(deaf)
      },
    },
  },
  {
    name: 'passes the time limit of all calls on but those that set a secret',
    requirement: 'retry/time-limit-ends-the-call',
    scenario: 'retry/time-limit-of-every-call',
    mutant: {
      transport: (send) => (request) => {
        const { abortSignal: _, ...deaf } = copyOf(request)
        return send(request.method === 'PUT' ? deaf : request)
      },
    },
  },
  {
    name: 'passes no time limit on to lists',
    requirement: 'retry/time-limit-ends-the-call',
    scenario: 'retry/time-limit-of-a-list-by-page',
    mutant: {
      transport: (send) => (request) => {
        const { abortSignal: _, ...deaf } = copyOf(request)
        return send(deaf)
      },
    },
  },
  {
    name: 'asks for later pages without the time limit',
    requirement: 'retry/time-limit-ends-the-call',
    scenario: 'retry/time-limit-of-a-later-page',
    mutant: 'bundled',
  },
  {
    name: 'takes half an answer for a whole one',
    requirement: 'retry/broken-answer-not-taken',
    scenario: 'retry/answer-that-breaks-off',
    mutant: takeHalfForWhole,
  },
  {
    name: 'breaks down over a Retry-After that is none',
    requirement: 'retry/odd-retry-after-ignored',
    scenario: 'retry/retry-after-that-is-none',
    mutant: breakDown((_, { headers }) => headers.get('retry-after') === 'soon'),
  },
  {
    name: 'sends a write again though it is told not to',
    requirement: 'retry/retries-off',
    scenario: 'retry/retries-switched-off',
    mutant: sendWritesAgain,
  },
  {
    name: 'does not read a date in Retry-After',
    requirement: 'retry/throttling-with-retry-after',
    scenario: 'retry/retry-after-as-a-date',
    mutant: loseHeaders(['retry-after']),
  },
  {
    name: 'tries again what is not implemented',
    requirement: 'retry/lasting-failures-not-retried',
    scenario: 'retry/not-implemented-is-final',
    mutant: sendAgain((_, { status }) => status === 501, 1),
  },
  {
    name: 'tries a write that is not allowed again',
    requirement: 'retry/client-errors-not-retried',
    scenario: 'retry/client-errors-are-final',
    mutant: sendAgain((_, { status }) => status === 405, 1),
  },
  {
    name: 'takes a 504 with a time for the end',
    requirement: 'retry/transient-status-retried',
    scenario: 'retry/transient-statuses-with-retry-after',
    mutant: changeAnswer(
      (_, { headers }) => headers.has('x-ms-retry-after-ms'),
      (response) => ({ ...response, status: 400 }),
    ),
  },
]
