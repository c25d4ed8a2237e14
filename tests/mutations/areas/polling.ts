import { createHttpHeaders } from '@azure/core-rest-pipeline'
import { changeAnswer, copyOf, loseHeaders, sendAgain, to } from '../change-wire.ts'
import type { Mutation } from '../mutation.ts'
import type { Mutant, PipelineRequest, PipelineResponse } from '../run-with-client.ts'

const isPoll = to('GET', /^\/deletedsecrets\//)
const isDelete = to('DELETE', /^\/secrets\//)
const finished = (response: PipelineResponse): PipelineResponse => ({
  ...response,
  status: 200,
  bodyAsText:
    '{"id":"https://any.vault.azure.net/secrets/s/0123456789abcdef0123456789abcdef","attributes":{}}',
})

/** Looks for the deleted secret though the answer said that there is none. */
const pollAlways: Mutant = {
  transport: (send) => async (request) => {
    const response = await send(request)
    if (isDelete(request) && response.status === 200) {
      const poll = copyOf(request)
      poll.method = 'GET'
      poll.url = request.url.replace('/secrets/', '/deletedsecrets/')
      await send(poll)
    }
    return response
  },
}

/** Begins the operation anew with every poll. */
const deleteWithEveryPoll: Mutant = {
  transport: (send) => async (request) => {
    if (isPoll(request)) {
      const again = copyOf(request)
      again.method = 'DELETE'
      again.url = request.url.replace('/deletedsecrets/', '/secrets/')
      await send(again)
    }
    return await send(request)
  },
}

/** Goes on polling by itself, once a deletion has begun. */
const pollInTheBackground: Mutant = {
  transport: (send) => async (request) => {
    const response = await send(request)
    if (!isDelete(request) || response.status !== 200) return response
    const poll = copyOf(request)
    poll.method = 'GET'
    poll.url = request.url.replace('/secrets/', '/deletedsecrets/')
    for (let times = 0; times < 20; times++) await send(copyOf(poll))
    return response
  },
}

const deadAnswer = (request: PipelineRequest): PipelineResponse => ({
  request,
  headers: createHttpHeaders(),
  status: 500,
})

/** Asks once more at once when the answer is that the secret is not there. */
const pollWithoutPause = sendAgain((request, { status }) => isPoll(request) && status === 404, 3)

export const pollingMutations: readonly Mutation[] = [
  {
    name: 'polls again at once',
    requirement: 'polling/pause-between-polls',
    scenario: 'polling/pauses-between-polls',
    mutant: pollWithoutPause,
  },
  {
    name: 'polls sooner than it is told to',
    requirement: 'polling/pause-between-polls',
    scenario: 'polling/interval-of-the-caller',
    mutant: pollWithoutPause,
  },
  {
    name: 'takes a deletion that is refused for one that has begun',
    requirement: 'polling/failure-surfaced',
    scenario: 'polling/begin-that-is-refused',
    mutant: changeAnswer((request, { status }) => isDelete(request) && status === 403, finished),
  },
  {
    name: 'takes 404 for the end of a deletion',
    requirement: 'polling/pending-on-404',
    scenario: 'polling/deletion-is-pending-while-404',
    mutant: changeAnswer((request, { status }) => isPoll(request) && status === 404, finished),
  },
  {
    name: 'takes 404 for the end of a recovery',
    requirement: 'polling/pending-on-404',
    scenario: 'polling/recovery-is-pending-while-404',
    mutant: changeAnswer(
      (request, { status }) => to('GET', /^\/secrets\//)(request) && status === 404,
      finished,
    ),
  },
  {
    name: 'polls once more after 200',
    requirement: 'polling/done-on-200',
    scenario: 'polling/deletion-is-pending-while-404',
    mutant: sendAgain((request, { status }) => isPoll(request) && status === 200, 1),
  },
  {
    name: 'takes 403 for a failure',
    requirement: 'polling/done-on-403',
    scenario: 'polling/forbidden-is-done',
    mutant: changeAnswer(
      (request, { status }) => isPoll(request) && status === 403,
      (response) => ({ ...response, status: 400 }),
    ),
  },
  {
    name: 'takes 403 for a failure while it recovers',
    requirement: 'polling/done-on-403',
    scenario: 'polling/forbidden-recovery-is-done',
    mutant: changeAnswer(
      (request, { status }) => request.method === 'GET' && status === 403,
      (response) => ({ ...response, status: 400 }),
    ),
  },
  {
    name: 'takes a failing poll for the end',
    requirement: 'polling/failure-surfaced',
    scenario: 'polling/failure-of-a-deletion-is-surfaced',
    mutant: changeAnswer((request, { status }) => isPoll(request) && status === 500, finished),
  },
  {
    name: 'polls without soft-delete',
    requirement: 'polling/no-recovery-id-is-done',
    scenario: 'polling/without-soft-delete-nothing-is-polled',
    mutant: pollAlways,
  },
  {
    name: 'deletes with every poll',
    requirement: 'polling/delete-sent-once',
    scenario: 'polling/deletion-is-pending-while-404',
    mutant: deleteWithEveryPoll,
  },
  {
    name: 'deletes anew when it is resumed',
    requirement: 'polling/resume-without-repeating',
    scenario: 'polling/resumed-deletion',
    mutant: deleteWithEveryPoll,
  },
  {
    name: 'trusts a read that may be stale',
    requirement: 'polling/recover-sends-post',
    scenario: 'polling/recover-is-asked-for-in-spite-of-a-stale-read',
    mutant: 'bundled',
  },
  {
    name: 'polls at its own pace whatever it is told',
    requirement: 'polling/retry-after-honoured',
    scenario: 'polling/retry-after-of-a-failed-poll',
    mutant: loseHeaders(['retry-after']),
  },
  {
    name: 'takes a failing poll for the end of a recovery',
    requirement: 'polling/failure-surfaced',
    scenario: 'polling/connections-closed-for-ever',
    mutant: {
      transport: (send) => async (request) => {
        if (!to('GET', /^\/secrets\/gone/)(request)) return await send(request)
        return await send(request).catch(() => finished(deadAnswer(request)))
      },
    },
  },
  {
    name: 'polls though nobody waits',
    requirement: 'polling/done-on-200',
    scenario: 'polling/stopped-poller-asks-no-more',
    mutant: pollInTheBackground,
  },
]
