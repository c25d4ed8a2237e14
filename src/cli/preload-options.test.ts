import { expect, test } from 'vitest'
import { preloadOptions } from './preload-options.ts'

const built = new URL('../../dist/cli.js', import.meta.url)

test('what the caller has in NODE_OPTIONS stays, ahead of ours', () => {
  expect(preloadOptions({ NODE_OPTIONS: '--no-deprecation' }, built)).toEqual({
    NODE_OPTIONS: expect.stringMatching(
      /^--no-deprecation --require ".*[\\/]dist[\\/]preload[\\/]fetch-through-proxy\.cjs"$/,
    ),
  })
  expect(preloadOptions({}, built)['NODE_OPTIONS']).toMatch(/^--require "/)
})

test('nothing where nothing was built', () => {
  expect(preloadOptions({ NODE_OPTIONS: '--no-deprecation' })).toEqual({})
})
