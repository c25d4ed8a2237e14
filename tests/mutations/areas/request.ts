import { changeBody, changeRequest, changeUrl, everything, to, withToken } from '../change-wire.ts'
import type { Mutation } from '../mutation.ts'

const isList = to('GET', /^\/(secrets|deletedsecrets|secrets\/[^/]+\/versions)$/)
const writes = (request: Parameters<typeof withToken>[0]): boolean =>
  withToken(request) && (request.method === 'PUT' || request.method === 'PATCH')

export const requestMutations: readonly Mutation[] = [
  {
    name: 'sends the api-version twice',
    requirement: 'request/api-version-once',
    scenario: 'request/configured-api-version-of-every-operation',
    mutant: changeUrl(everything, (url) => `${url}&api-version=7.2`),
  },
  {
    name: 'sends its own api-version',
    requirement: 'request/api-version-as-configured',
    scenario: 'request/configured-api-version',
    mutant: changeUrl(everything, (url) => url.replace(/(api(?:-|%2D)version=)7\.1/, '$17.4')),
  },
  {
    name: 'forgets the api-version of one operation',
    requirement: 'request/api-version-as-configured',
    scenario: 'request/configured-api-version-of-every-operation',
    mutant: changeUrl(to('POST', /backup$/), (url) => url.replace('7.2', '7.3')),
  },
  {
    name: 'accepts anything but JSON',
    requirement: 'request/accept-json',
    scenario: 'request/configured-api-version-of-every-operation',
    mutant: changeRequest(everything, ({ headers }) => headers.set('accept', 'text/html')),
  },
  {
    name: 'calls its bodies text',
    requirement: 'request/content-type-json',
    scenario: 'request/configured-api-version-of-every-operation',
    mutant: changeRequest(writes, ({ headers }) => headers.set('content-type', 'text/plain')),
  },
  {
    name: 'sends a number for a value',
    requirement: 'request/body-schema',
    scenario: 'request/set-sends-nothing-unasked',
    mutant: changeBody(writes, (body) => ({ ...body, value: 1 })),
  },
  {
    name: 'sends back what only the service sets',
    requirement: 'request/known-members-only',
    scenario: 'request/update-sends-only-what-changes',
    mutant: changeBody(writes, (body) => ({
      ...body,
      attributes: { ...body.attributes, created: 1500000000 },
    })),
  },
  {
    name: 'drops the tags',
    requirement: 'request/body-as-asked',
    scenario: 'request/set-sends-every-option',
    mutant: changeBody(writes, ({ tags: _, ...body }) => body),
  },
  {
    name: 'takes enabled: false for absent',
    requirement: 'request/body-as-asked',
    scenario: 'request/set-disabled',
    mutant: changeBody(writes, (body) => ({ ...body, attributes: {} })),
  },
  {
    name: 'sends what was not asked for',
    requirement: 'request/nothing-unasked',
    scenario: 'request/update-sends-only-what-changes',
    mutant: changeBody(writes, (body) => ({ ...body, attributes: { ...body.attributes, enabled: true } })),
  },
  {
    name: 'drops the content type',
    requirement: 'request/content-type-option-sent',
    scenario: 'request/set-sends-every-option',
    mutant: changeBody(writes, ({ contentType: _, ...body }) => body),
  },
  {
    name: 'sends milliseconds',
    requirement: 'request/times-as-unix-seconds',
    scenario: 'request/times-before-2038',
    mutant: changeBody(writes, (body) => ({
      ...body,
      attributes: { ...body.attributes, exp: (body.attributes?.exp ?? 0) * 1000 },
    })),
  },
  {
    name: 'sends milliseconds, which no second can be',
    requirement: 'request/times-in-seconds',
    scenario: 'request/times-before-2038',
    mutant: changeBody(writes, (body) => ({
      ...body,
      attributes: { ...body.attributes, exp: (body.attributes?.exp ?? 0) * 1000 },
    })),
  },
  {
    name: 'writes a member twice',
    requirement: 'request/members-once',
    scenario: 'request/set-sends-nothing-unasked',
    mutant: changeRequest(writes, (request) => {
      request.body = String(request.body).replace('{', '{"value":"",')
    }),
  },
  {
    name: 'asks for what is no operation',
    requirement: 'request/known-operation',
    scenario: 'request/newest-version-has-an-empty-segment-or-none',
    mutant: changeUrl(everything, (url) => url.replace(/(\/secrets\/n)\/?\?/, '$1/newest/version?')),
  },
  {
    name: 'cuts times to 32 bits',
    requirement: 'request/times-as-unix-seconds',
    scenario: 'request/times-after-2038',
    mutant: 'bundled',
  },
  {
    name: 'takes an empty text for none',
    requirement: 'request/clear-with-empty',
    scenario: 'request/clear-content-type-and-tags',
    mutant: changeBody(writes, ({ contentType, ...body }) => ({
      ...body,
      ...(contentType && { contentType }),
    })),
  },
  {
    name: 'takes empty tags for none',
    requirement: 'request/clear-with-empty',
    scenario: 'request/clear-content-type-and-tags',
    mutant: changeBody(writes, ({ tags: _, ...body }) => body),
  },
  {
    name: 'puts a name into the path as it is',
    requirement: 'request/name-as-one-segment',
    scenario: 'request/slash-in-a-name-does-not-split-it',
    mutant: changeUrl(everything, (url) => url.replaceAll('%2F', '/')),
  },
  {
    name: 'puts letters beyond ASCII into the path otherwise than as UTF-8',
    requirement: 'request/name-as-one-segment',
    scenario: 'request/letters-beyond-ascii-in-a-name-are-encoded',
    mutant: changeUrl(everything, (url) => url.replaceAll('%C3%BC', '%FC')),
  },
  {
    name: 'writes null for the newest version',
    requirement: 'request/newest-version-path',
    scenario: 'request/newest-version-has-an-empty-segment-or-none',
    mutant: changeUrl(everything, (url) => url.replace(/(\/secrets\/n)\/?\?/, '$1/null?')),
  },
  {
    name: 'doubles the slash of the vault URL',
    requirement: 'request/newest-version-path',
    scenario: 'request/trailing-slash-of-the-vault-url',
    mutant: changeUrl(everything, (url) => url.replace('/secrets', '//secrets')),
  },
  {
    name: 'sends common base64',
    requirement: 'request/backup-bytes',
    scenario: 'request/backup-bytes-are-base64url',
    mutant: changeBody(to('POST', /restore$/), ({ value }) => ({
      value: Buffer.from(String(value), 'base64url').toString('base64'),
    })),
  },
  {
    name: 'cuts the backup short',
    requirement: 'request/backup-bytes',
    scenario: 'request/backup-and-restore',
    mutant: changeBody(to('POST', /restore$/), ({ value }) => ({ value: String(value).slice(0, -40) })),
  },
  {
    name: 'ignores the page size',
    requirement: 'request/maxresults',
    scenario: 'request/page-size',
    mutant: changeUrl(isList, (url) => url.replace(/&maxresults=\d+/, '')),
  },
  {
    name: 'cuts the page size to 25',
    requirement: 'request/maxresults',
    scenario: 'request/page-size-beyond-the-limit',
    mutant: changeUrl(isList, (url) => url.replace('maxresults=100', 'maxresults=25')),
  },
  {
    name: 'drops outContentType',
    requirement: 'request/out-content-type',
    scenario: 'request/out-content-type',
    mutant: changeUrl(everything, (url) => url.replace(/&outContentType=[^&]*/, '')),
  },
  {
    name: 'sends a body with GET',
    requirement: 'request/get-without-body',
    scenario: 'request/configured-api-version-of-every-operation',
    mutant: changeRequest(to('GET', /./), (request) => {
      request.body = '{}'
    }),
  },
  {
    name: 'does not say who it is',
    requirement: 'request/user-agent',
    scenario: 'request/configured-api-version-of-every-operation',
    mutant: changeRequest(everything, ({ headers }) => headers.delete('user-agent')),
  },
  {
    name: 'says that it is a promise',
    requirement: 'request/user-agent',
    scenario: 'request/configured-api-version-of-every-operation',
    mutant: changeRequest(everything, ({ headers }) => headers.set('user-agent', '[object Promise]')),
  },
  {
    name: 'clears tags that nobody spoke of',
    requirement: 'request/nothing-unasked',
    scenario: 'request/update-keeps-the-tags',
    mutant: changeBody(to('PATCH', /./), (body) => ({ tags: {}, ...body })),
  },
  {
    name: 'takes an empty content type of a new secret for none',
    requirement: 'request/content-type-option-sent',
    scenario: 'request/set-with-an-empty-content-type',
    mutant: changeBody(to('PUT', /./), ({ contentType: _, ...body }) => body),
  },
  {
    name: 'gives all operations one id',
    requirement: 'request/client-request-id-unique',
    scenario: 'request/configured-api-version-of-every-operation',
    mutant: changeRequest(everything, ({ headers }) =>
      headers.set('x-ms-client-request-id', '11111111-1111-4111-8111-111111111111'),
    ),
  },
  {
    name: 'drops the path of the vault URL',
    requirement: 'request/url-path-prefix-kept',
    scenario: 'request/path-of-the-vault-url',
    mutant: changeUrl(everything, (url) => url.replace('/gateway', '')),
  },
  {
    name: 'mistakes 400 for 404',
    requirement: 'api-version/unknown-surfaced',
    scenario: 'api-version/unknown-to-the-service',
    mutant: {
      transport: (send) => async (request) => {
        const response = await send(request)
        return response.status === 400 ? { ...response, status: 404 } : response
      },
    },
  },
]
