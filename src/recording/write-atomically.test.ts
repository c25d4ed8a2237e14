import {
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { writeAtomically } from './write-atomically.ts'

const folder = mkdtempSync(join(tmpdir(), 'kvc-write-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('what a link names is replaced: nothing of it is left beside a link that became a file', async () => {
  const [named, link] = [join(folder, 'named.json'), join(folder, 'link.json')]
  writeFileSync(named, 'a secret')
  symlinkSync(named, link)
  await writeAtomically(link, 'replace', (handle) => handle.appendFile('redacted'))
  expect(readFileSync(named, 'utf8')).toBe('redacted')
  expect(lstatSync(link).isSymbolicLink()).toBe(true)
  expect(readdirSync(folder)).toEqual(['link.json', 'named.json'])
})
