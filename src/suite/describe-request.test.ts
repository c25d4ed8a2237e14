import { expect, test } from 'vitest'
import { describeRequest } from './describe-request.ts'
import { traceOf } from './expectations/trace-support.ts'

function described(url: string): string {
  return traceOf({ url }).map(describeRequest).join()
}

test('a skiptoken is cut, user information is left out, everything else stays as it was sent', () => {
  expect(described('https://v.vault.azure.net/secrets?api%2Dversion=7.6&$skiptoken=eyJOZXh0TWFya2Vy')).toBe(
    'GET https://v.vault.azure.net/secrets?api%2Dversion=7.6&$skiptoken=eyJOZXh0…',
  )
  expect(described('https://me:secret@v.vault.azure.net/secrets')).toBe(
    'GET https://v.vault.azure.net/secrets',
  )
})
