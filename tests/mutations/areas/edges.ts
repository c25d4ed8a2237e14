import { changeAnswer, changeBody, changeUrl, everything, withToken } from '../change-wire.ts'
import type { Mutation } from '../mutation.ts'
import { bundledSdk } from '../run-with-client.ts'

/** Defects that show at the edges only: odd names, times and texts, answers that hold little or nothing. */
export const edgeMutations: readonly Mutation[] = [
  {
    name: 'makes a blank of a plus sign',
    requirement: 'paging/raw-plus-kept',
    scenario: 'paging/raw-plus-in-the-token',
    mutant: changeUrl(everything, (url) => url.replace(/(skiptoken=)\+/, '$1%20')),
  },
  {
    name: 'lets dots choose another resource',
    requirement: 'request/dot-names-refused',
    scenario: 'request/dot-segments-are-no-names',
    mutant: 'bundled',
  },
  {
    name: 'asks for a secret without a name',
    requirement: 'request/empty-name-refused',
    scenario: 'request/empty-name-is-refused',
    mutant: 'bundled',
  },
  {
    name: 'takes a backslash for a slash',
    requirement: 'request/name-as-one-segment',
    scenario: 'request/backslash-in-a-name-is-encoded',
    mutant: changeUrl(everything, (url) => url.replace('%5C', '/')),
  },
  {
    name: 'fills its template twice',
    requirement: 'request/name-as-one-segment',
    scenario: 'request/braces-in-a-name-are-no-template',
    mutant: changeUrl(everything, (url) => url.replace('%7Bsecret-version%7D', '')),
  },
  {
    name: 'has a preview for its default',
    requirement: 'api-version/default-known',
    scenario: 'api-version/default-of-the-client',
    mutant: changeUrl(everything, (url) => url.replace(/(api(?:-|%2D)version=)[^&]*/, '$17.6-preview.2')),
  },
  {
    name: 'takes an answer without a body as it comes',
    requirement: 'response/empty-success-reported',
    scenario: 'response/success-without-a-body',
    mutant: 'bundled',
  },
  {
    name: 'reads anything as an identifier',
    requirement: 'identifiers/nonsense-refused',
    scenario: 'identifiers/nonsense-is-refused',
    mutant: {
      sdk: {
        ...bundledSdk,
        parseKeyVaultSecretIdentifier: (id) => ({ name: id, vaultUrl: id, sourceId: id }),
      },
    },
  },
  {
    name: 'takes the first second of 1970 for no time',
    requirement: 'request/times-as-unix-seconds',
    scenario: 'request/times-at-the-edges',
    mutant: changeBody(withToken, (body) => ({
      ...body,
      attributes: { ...body.attributes, nbf: undefined },
    })),
  },
  {
    name: 'cuts a text at NUL',
    requirement: 'request/body-as-asked',
    scenario: 'request/text-that-is-hard-to-quote',
    mutant: changeBody(withToken, (body) => ({ ...body, value: String(body.value).split('\0')[0] })),
  },
  {
    name: 'loses the tags of listed items',
    requirement: 'response/members-reach-the-caller',
    scenario: 'response/members-of-listed-items',
    mutant: changeAnswer(
      (_, response) => response.bodyAsText?.includes('nextLink') === true,
      (response) => ({
        ...response,
        bodyAsText: (response.bodyAsText ?? '').replaceAll('"tags"', '"labels"'),
      }),
    ),
  },
  {
    name: 'leaves a percent sign in a name as it is',
    requirement: 'request/name-as-one-segment',
    scenario: 'request/percent-sign-in-a-name-is-encoded',
    mutant: changeUrl(everything, (url) => url.replaceAll('%25', '%')),
  },
  {
    name: 'lets a version lead to another secret',
    requirement: 'request/version-as-one-segment',
    scenario: 'request/version-is-one-segment',
    mutant: changeUrl(everything, (url) => url.replace('/a/..%2F', '/')),
  },
  {
    name: 'ends a secret when it begins, if nobody says when',
    requirement: 'request/nothing-unasked',
    scenario: 'request/options-one-at-a-time',
    mutant: changeBody(withToken, (body) => {
      const { nbf, exp = nbf } = body.attributes ?? {}
      return { ...body, attributes: { ...body.attributes, exp } }
    }),
  },
  {
    name: 'sends a content type beside tags only',
    requirement: 'request/body-as-asked',
    scenario: 'request/options-one-at-a-time',
    mutant: changeBody(withToken, ({ contentType, ...body }) =>
      body.tags ? { ...body, contentType } : body,
    ),
  },
  {
    name: 'loses what listed items say of being managed',
    requirement: 'response/members-reach-the-caller',
    scenario: 'response/managed-secret',
    mutant: changeAnswer(
      (_, response) => response.bodyAsText?.includes('nextLink') === true,
      (response) => ({
        ...response,
        bodyAsText: (response.bodyAsText ?? '').replaceAll('"managed"', '"isManaged"'),
      }),
    ),
  },
  {
    name: 'loses the version before a deleted one',
    requirement: 'response/members-reach-the-caller',
    scenario: 'response/previous-version',
    mutant: changeAnswer(
      (request) => request.url.includes('/deletedsecrets/'),
      (response) => ({
        ...response,
        bodyAsText: (response.bodyAsText ?? '').replace('"previousVersion"', '"before"'),
      }),
    ),
  },
]
