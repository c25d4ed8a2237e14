import { expect, test } from 'vitest'
import { defaultRecordTarget } from './record-target.ts'

test.each([
  ['npm', 'recordings/npm-20250131T093005Z.json'],
  ['/usr/bin/python3', 'recordings/python3-20250131T093005Z.json'],
  ['C:\\tools\\pytest.exe', 'recordings/pytest-20250131T093005Z.json'],
  ['./my script.mjs', 'recordings/my_script-20250131T093005Z.json'],
  ['/', 'recordings/program-20250131T093005Z.json'],
])('%s is recorded in %s', (program, file) => {
  expect(defaultRecordTarget(program, new Date('2025-01-31T09:30:05.123Z'))).toBe(file)
})
