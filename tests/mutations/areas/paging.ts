import {
  type Body,
  breakDown,
  changeAnswer,
  changeAnswerBody,
  changeRequest,
  changeUrl,
  copyOf,
  itemsOf,
  jsonOf,
  sendAgain,
  withToken,
} from '../change-wire.ts'
import type { Mutation } from '../mutation.ts'
import type { Mutant, PipelineRequest } from '../run-with-client.ts'

const isPage = (body: Body): boolean => itemsOf(body) !== undefined
const isNextPage = (request: PipelineRequest): boolean => request.url.includes('skiptoken')
const theEnd = (body: Body): Body => ({ ...body, nextLink: null })

/** Asks without a token first when the URL spells out the port. */
const takePortForForeign: Mutant = {
  transport: (send) => async (request) => {
    if (withToken(request) && request.url.includes(':443')) {
      const probe = copyOf(request)
      probe.headers.delete('authorization')
      await send(probe)
    }
    return await send(request)
  },
}

/** Begins anew, once, where it should go on. */
const beginAnew: Mutant = {
  transport: (send) => {
    let done = false
    return (request) => {
      if (done || !isNextPage(request)) return send(request)
      done = true
      const copy = copyOf(request)
      copy.url = request.url.replace(/&\$skiptoken=[^&]*/, '')
      return send(copy)
    }
  },
}

export const pagingMutations: readonly Mutation[] = [
  {
    name: 'turns the %2B of a nextLink into a plus sign',
    requirement: 'paging/link-as-given',
    scenario: 'paging/escaped-continuation-token',
    mutant: changeUrl(isNextPage, (url) => url.replace(/%2B/gi, '+')),
  },
  {
    name: 'reads the first page only',
    requirement: 'paging/follow-until-null',
    scenario: 'paging/every-page-is-read',
    mutant: changeAnswerBody(isPage, theEnd),
  },
  {
    name: 'takes an empty page for the end',
    requirement: 'paging/empty-page-is-not-the-end',
    scenario: 'paging/empty-pages-are-followed',
    mutant: changeAnswerBody((body) => itemsOf(body)?.length === 0, theEnd),
  },
  {
    name: 'adds a parameter to the link',
    requirement: 'paging/link-as-given',
    scenario: 'paging/every-page-is-read',
    mutant: changeUrl(isNextPage, (url) => `${url}&maxresults=25`),
  },
  {
    name: 'asks for the second page of versions where secrets are listed',
    requirement: 'paging/link-as-given',
    scenario: 'paging/versions-over-several-pages',
    mutant: changeUrl(isNextPage, (url) => url.replace('/s/versions', '/s/versions/versions')),
  },
  {
    name: 'puts its own api-version into the link',
    requirement: 'paging/link-api-version-kept',
    scenario: 'paging/api-version-of-the-link',
    mutant: changeUrl(isNextPage, (url) => url.replace(/api-version=[^&]*/, 'api-version=7.1')),
  },
  {
    name: 'follows a foreign link with its token',
    requirement: 'paging/foreign-link-gets-no-token',
    scenario: 'paging/link-to-another-vault-gets-no-token',
    mutant: 'bundled',
  },
  {
    name: 'takes the default port for another origin',
    requirement: 'paging/default-port-is-same-origin',
    scenario: 'paging/default-port-in-the-link',
    mutant: takePortForForeign,
  },
  {
    name: 'takes a short page for the last',
    requirement: 'paging/short-pages',
    scenario: 'paging/short-pages',
    mutant: changeAnswerBody((body) => (itemsOf(body)?.length ?? 5) < 5, theEnd),
  },
  {
    name: 'loses the last item of a page',
    requirement: 'paging/items-complete',
    scenario: 'paging/every-page-is-read',
    mutant: changeAnswerBody(isPage, (body) => ({ ...body, value: itemsOf(body)?.slice(0, -1) })),
  },
  {
    name: 'gives the items of a page twice',
    requirement: 'paging/items-complete',
    scenario: 'paging/one-item-a-page-in-every-list',
    mutant: changeAnswerBody(isPage, (body) => ({
      ...body,
      value: itemsOf(body)?.flatMap((item) => [item, item]),
    })),
  },
  {
    name: 'takes a refused page for the end',
    requirement: 'paging/error-on-later-page-surfaced',
    scenario: 'paging/error-on-the-second-page',
    mutant: changeAnswer(
      (request, { status }) => isNextPage(request) && status === 403,
      (response) => ({ ...response, status: 200, bodyAsText: '{"value":[],"nextLink":null}' }),
    ),
  },
  {
    name: 'asks for the refused page again and again',
    requirement: 'paging/error-ends-iteration',
    scenario: 'paging/error-on-the-second-page',
    mutant: sendAgain((request, { status }) => isNextPage(request) && status === 403, 3),
  },
  {
    name: 'begins anew where it should go on',
    requirement: 'paging/continuation',
    scenario: 'paging/resumed-in-the-middle',
    mutant: beginAnew,
  },
  {
    name: 'breaks down over a null page',
    requirement: 'paging/null-list',
    scenario: 'paging/page-whose-value-is-null',
    mutant: 'bundled',
  },
  {
    name: 'decodes the continuation token',
    requirement: 'paging/opaque-token-kept',
    scenario: 'paging/escaped-continuation-token',
    mutant: changeRequest(isNextPage, (request) => {
      request.url = request.url.replace(/%2B/gi, '+').replace(/%3D/gi, '')
    }),
  },
  {
    name: 'cuts the continuation token at its padding',
    requirement: 'paging/raw-padding-kept',
    scenario: 'paging/raw-padding-in-the-token',
    mutant: changeUrl(isNextPage, (url) => url.replace(/=+(?=&|$)/, '')),
  },
  {
    name: 'breaks down over a list without a link',
    requirement: 'paging/follow-until-null',
    scenario: 'paging/list-ends-without-a-link',
    mutant: breakDown((_, response) => isPage(jsonOf(response)) && !jsonOf(response).nextLink),
  },
]
