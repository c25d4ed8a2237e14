import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { journalOf } from './journal.ts'
import { startRecording } from './start-recording.ts'
import { testFolder } from './test-support.ts'

test.each([
  ['a folder', (folder: string) => folder, 'DIR is a folder: a recording is a file.'],
  ['a device', () => '/dev/zero', '/dev/zero is a device or a pipe: a recording is a file.'],
  [
    'below a file',
    (folder: string) => join(folder, 'file', 'x.json'),
    'DIR/file/x.json cannot be written: a part of its path is no folder (EEXIST).',
  ],
  ['there', (folder: string) => join(folder, 'file'), 'DIR/file exists. Add --force to replace it.'],
  [
    'with too long a name',
    (folder: string) => join(folder, 'x'.repeat(300)),
    `DIR/${'x'.repeat(300)} cannot be written: the name is too long (ENAMETOOLONG).`,
  ],
])(
  'a target that is %s is a mistake of the caller, and nothing is left behind',
  async (_, place, message) => {
    const folder = testFolder()
    writeFileSync(join(folder, 'file'), '')
    const file = place(folder)

    const error: Error = await startRecording({ file, existing: 'refuse', origin: 'live' }).then(
      () => new Error('was not refused'),
      (reason) => reason,
    )

    expect(error).toMatchObject({ code: 'KVC_USAGE' })
    expect(error.message.replaceAll(folder, 'DIR')).toBe(message)
    expect(readdirSync(folder)).toEqual(['file'])
  },
)

test('folders are made', async () => {
  const file = join(testFolder(), 'recordings', 'deep', 'mine.json')

  const recording = await startRecording({ file, existing: 'refuse', origin: 'live' })

  expect(await recording.finish()).toMatchObject({ exchanges: 0 })
})

test.each([
  ['{"KeyvaultContractJournal":2}\n', 'it is a journal of version 2, and this version'],
  ['{"Entries":[]}\n', 'it is no journal of keyvault-contract'],
  [
    '{"KeyvaultContractJournal":1,"Origin":"live","Existing":"refuse"}\n{}\n',
    'line 2: a line of it is no exchange',
  ],
  [
    '{"KeyvaultContractJournal":1,"Origin":"live","Existing":"refuse"}\nhm\n',
    'line 2: a line of it is no JSON',
  ],
])('what is no journal of this version is left alone: %j', async (text, message) => {
  const file = join(testFolder(), 'mine.json')
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(journalOf(file), text)

  await expect(startRecording({ file, existing: 'refuse', origin: 'live' })).rejects.toMatchObject({
    code: 'KVC_HARNESS',
    message: expect.stringContaining(message),
  })
  expect(readdirSync(join(file, '..'))).toEqual(['mine.json.journal'])
})
