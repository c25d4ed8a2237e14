import { expect, test } from 'vitest'
import { jsonBytes, jsonOf } from '../../wire/body.ts'
import { type Exchange, isResponse, noBody, nothingUnknown } from '../../wire/exchange.ts'
import { getHeader } from '../../wire/headers.ts'
import { createRedactor, type Redactor } from './redactor.ts'

const product = 'core-rest-pipeline/1.24.0'

function exchange(index: number, value: string): Exchange {
  return {
    index,
    request: {
      method: 'GET',
      url: `https://v.vault.azure.net/secrets/s${index}?api-version=7.6`,
      headers: [['User-Agent', `client/1.0 ${product}`]],
      body: noBody,
    },
    answer: { status: 200, headers: [], body: jsonBytes({ value }) },
    sentAt: 1,
    answeredAt: 2,
    unknown: nothingUnknown,
  }
}

test('a header that was kept is looked at again once its text has turned out to be a secret', () => {
  const redactor = createRedactor()
  const agentOf = (one: Exchange): string | undefined =>
    getHeader(redactor.redact(one).request.headers, 'user-agent')

  expect(agentOf(exchange(0, 'harmless-value'))).toContain(product)
  expect(agentOf(exchange(1, product))).not.toContain('core-rest-pipeline')
  expect(agentOf(exchange(2, 'harmless-value'))).not.toContain('core-rest-pipeline')
})

test('an address that was kept is looked at again once a part of it has turned out to be a secret', () => {
  const redactor = createRedactor({ keep: new Map([['note', 'public']]) })
  const urlOf = (one: Exchange): string => {
    const url = `https://v.vault.azure.net/secrets/a?note=${product}`
    return decodeURIComponent(redactor.redact({ ...one, request: { ...one.request, url } }).request.url)
  }

  expect(urlOf(exchange(0, 'harmless-value'))).toContain(product)
  expect(urlOf(exchange(1, 'harmless-value'))).toContain(product)
  expect(urlOf(exchange(2, product))).not.toContain('core-rest-pipeline')
  expect(urlOf(exchange(3, 'harmless-value'))).not.toContain('core-rest-pipeline')
})

test('what is left out of an address is told each time', () => {
  const redactor = createRedactor()
  for (const index of [0, 1, 2]) {
    const one = exchange(index, 'harmless-value')
    redactor.redact({
      ...one,
      request: { ...one.request, url: 'https://v.vault.azure.net/secrets/a?trick=1' },
    })
  }

  expect(redactor.report().refused).toContainEqual({ part: 'request.query', name: 'trick', count: 3 })
})

function bodyOf(one: Exchange, redactor: Redactor): unknown {
  const { answer } = redactor.redact(one)
  return isResponse(answer) ? jsonOf(answer.body) : undefined
}

function failed(index: number, name: string, message: string): Exchange {
  const { request, ...rest } = exchange(index, '')
  const url = `https://v.vault.azure.net/secrets/${name}?api-version=7.6`
  const body = jsonBytes({ error: { code: 'Forbidden', message } })
  return { ...rest, request: { ...request, url }, answer: { status: 403, headers: [], body } }
}

test('the same message says more once a word of it has turned out to be the name of a secret', () => {
  const redactor = createRedactor()
  const say = (index: number, name: string): unknown =>
    bodyOf(failed(index, name, 'Operation get is not allowed on zebra.'), redactor)
  const messageWith = (word: string): unknown => ({
    error: { code: 'Forbidden', message: expect.stringMatching(new RegExp(`${word}\\.$`)) },
  })

  expect(say(0, 'other')).toEqual(messageWith('redacted'))
  expect(say(1, 'other')).toEqual(messageWith('redacted'))
  expect(say(2, 'zebra')).toEqual(messageWith('secret-\\d+'))
  expect(say(3, 'other')).toEqual(messageWith('secret-\\d+'))
})

test('the same body is looked at again once a part of it has turned out to be a secret', () => {
  const redactor = createRedactor()
  const typed = (index: number, value: string): Exchange => ({
    ...exchange(index, ''),
    answer: { status: 200, headers: [], body: jsonBytes({ value, contentType: 'text/hunterhunter' }) },
  })

  expect(bodyOf(typed(0, 'harmless-value'), redactor)).toMatchObject({ contentType: 'text/hunterhunter' })
  expect(bodyOf(typed(1, 'harmless-value'), redactor)).toMatchObject({ contentType: 'text/hunterhunter' })
  bodyOf(typed(2, 'hunterhunter'), redactor)
  expect(bodyOf(typed(3, 'harmless-value'), redactor)).not.toMatchObject({ contentType: 'text/hunterhunter' })
})

test('what is left out of a body is told each time', () => {
  const redactor = createRedactor()
  for (const index of [0, 1, 2]) {
    const body = jsonBytes({ value: 'harmless-value', trick: 1 })
    redactor.redact({ ...exchange(index, ''), answer: { status: 200, headers: [], body } })
  }

  expect(redactor.report().refused).toEqual([{ part: 'response.body', name: '/trick', count: 3 }])
})
