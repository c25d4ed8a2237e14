import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readSkiptoken, writeSkiptoken } from './skiptoken.ts'

const keys = fc.stringMatching(/^[0-9A-Z-]{1,127}$/)
const pages = fc.nat({ max: 5000 })

test('what was written is read again, with the page and without what stands around the key', () => {
  fc.assert(
    fc.property(
      keys,
      pages,
      fc.constantFrom('', 'NAME/'),
      fc.constantFrom('', '/VERSION'),
      (key, page, before, after) => {
        const token = writeSkiptoken({ key, page }, { before, after })
        expect(token).toMatch(/^[A-Za-z0-9_-]+$/)
        expect(readSkiptoken(token, before)).toEqual({ key, page })
      },
    ),
  )
})

test('a token of the live service is read', () => {
  const live =
    '{"NextMarker":"2!104!MDAwMDMyIXNlY3JldC9MSVZFS1ZURVNUU0VDUkVUNDc3MTUzNTFEITAwMDAyOCE5OTk5LTEyLTMxVDIzOjU5OjU5Ljk5OTk5OTlaIQ--","TargetLocation":0}'
  const token = Buffer.from(live).toString('base64url')
  const position = { key: 'LIVEKVTESTSECRET47715351D', page: 0 }
  expect(readSkiptoken(token, '')).toEqual(position)
  expect(writeSkiptoken(position, { before: '', after: '' })).toBe(token)
})

test('a token of a list of other versions is none', () => {
  const token = writeSkiptoken({ key: 'V', page: 0 }, { before: 'OTHER/', after: '' })
  expect(readSkiptoken(token, 'NAME/')).toBeUndefined()
})

test('anything else is none, and never throws', () => {
  const encoded = fc.oneof(fc.json(), fc.string()).map((text) => Buffer.from(text).toString('base64url'))
  fc.assert(
    fc.property(fc.oneof(fc.string(), encoded), (text) => {
      expect(readSkiptoken(text, '')).toBeUndefined()
    }),
  )
})
