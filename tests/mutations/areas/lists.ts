import { changeAnswer, changeUrl, jsonOf, type Test, to } from '../change-wire.ts'
import type { Mutation } from '../mutation.ts'
import type { Mutant, PipelineResponse } from '../run-with-client.ts'

const versions = to('GET', /^\/secrets\/[^/]+\/versions$/)
const deleted = to('GET', /^\/deletedsecrets\/?$/)
const nextOf =
  (list: Test): Test =>
  (request) =>
    list(request) && request.url.includes('skiptoken')

const emptyEnd = (response: PipelineResponse): PipelineResponse => ({
  ...response,
  status: 200,
  bodyAsText: '{"value":[],"nextLink":null}',
})

/** Asks once more, for the same page, where an empty link ends a list of deleted secrets. */
const followEmptyLink: Mutant = {
  transport: (send) => async (request) => {
    const response = await send(request)
    const isEnd = deleted(request) && jsonOf(response).nextLink === ''
    return isEnd ? await send(request) : response
  },
}

/** Defects of the lists of versions and of deleted secrets alone: each list has code of its own in a client. */
export const listMutations: readonly Mutation[] = [
  {
    name: 'ends a list of deleted secrets where a page is refused',
    requirement: 'paging/error-on-later-page-surfaced',
    scenario: 'paging/error-on-the-second-page',
    mutant: changeAnswer((request, { status }) => deleted(request) && status === 403, emptyEnd),
  },
  {
    name: 'asks for a refused page of versions again',
    requirement: 'paging/error-ends-iteration',
    scenario: 'paging/error-on-the-second-page',
    mutant: {
      transport: (send) => async (request) => {
        const response = await send(request)
        return nextOf(versions)(request) && response.status === 403 ? await send(request) : response
      },
    },
  },
  {
    name: 'cuts the padding off the token of a list of versions',
    requirement: 'paging/raw-padding-kept',
    scenario: 'paging/raw-padding-in-the-token',
    mutant: changeUrl(nextOf(versions), (url) => url.replace(/==(?=&|$)/, '')),
  },
  {
    name: 'makes blanks of plus signs in a list of deleted secrets',
    requirement: 'paging/raw-plus-kept',
    scenario: 'paging/raw-plus-in-the-token',
    mutant: changeUrl(nextOf(deleted), (url) => url.replace(/(skiptoken=[^&]*)\+/, '$1%20')),
  },
  {
    name: 'encodes the token of a list of versions twice',
    requirement: 'paging/opaque-token-kept',
    scenario: 'paging/escaped-continuation-token',
    mutant: changeUrl(nextOf(versions), (url) => url.replaceAll('%2B', '%252B')),
  },
  {
    name: 'goes on where a list of deleted secrets ends in an empty link',
    requirement: 'paging/follow-until-null',
    scenario: 'paging/list-ends-without-a-link',
    mutant: followEmptyLink,
  },
  {
    name: 'loses the 26th version',
    requirement: 'paging/items-complete',
    scenario: 'paging/lists-of-no-one-and-full-pages',
    mutant: changeAnswer(nextOf(versions), emptyEnd),
  },
  {
    name: 'reads ten pages of versions at most',
    requirement: 'paging/follow-until-null',
    scenario: 'paging/five-hundred-items',
    mutant: {
      transport: (send) => {
        let pages = 0
        return async (request) => {
          const response = await send(request)
          return versions(request) && response.status === 200 && ++pages > 10 ? emptyEnd(response) : response
        }
      },
    },
  },
]
