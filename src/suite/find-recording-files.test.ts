import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findRecordingFiles } from './find-recording-files.ts'

let root = ''
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'kvc-find-'))
  for (const folder of ['b/deep', 'node_modules/x', '.git', 'a'])
    mkdirSync(join(root, folder), { recursive: true })
  for (const file of [
    'z.json',
    'b/2.json',
    'b/10.json',
    'b/deep/1.yaml',
    'node_modules/x/x.json',
    '.git/x.json',
    'a:3',
  ])
    writeFileSync(join(root, file), '')
  symlinkSync(join(root, 'z.json'), join(root, 'a/link.json'))
  symlinkSync(root, join(root, 'a/round'))
})
afterAll(() => rmSync(root, { recursive: true }))

function find(...names: readonly string[]): unknown[] {
  return [...findRecordingFiles(names.map((name) => join(root, name)))].map(({ path, ...rest }) => ({
    path: relative(root, path),
    ...rest,
  }))
}

test('folders are searched through in order; links to folders, node_modules and .git are passed over', () => {
  expect(find('.').map((file) => Reflect.get(Object(file), 'path'))).toEqual([
    'a/link.json',
    'a:3',
    'b/10.json',
    'b/2.json',
    'b/deep/1.yaml',
    'z.json',
  ])
})

test('a file is taken as named, with a line if no file has that name', () => {
  expect(find('z.json', 'z.json:17', 'a:3')).toEqual([
    { path: 'z.json', origin: 'named' },
    { path: 'z.json', origin: 'named', line: 17 },
    { path: 'a:3', origin: 'named' },
  ])
})

test('a name that is nothing is a mistake, told before anything is read', () => {
  expect(() => findRecordingFiles(['nothing.json'])).toThrowErrorMatchingInlineSnapshot(
    `[UsageError: "nothing.json" is neither a file nor a folder. Name recordings, or folders of them.]`,
  )
  expect(() => findRecordingFiles(['nothing.json:3'])).toThrow(
    '"nothing.json:3" is neither a file nor a folder.',
  )
})
