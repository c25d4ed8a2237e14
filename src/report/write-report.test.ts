import { execFileSync } from 'node:child_process'
import {
  closeSync,
  constants,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { Report } from '../contract/generated/types/report.ts'
import { parseReporters } from './parse-reporter.ts'
import { writeReport } from './write-report.ts'

const folder = mkdtempSync(join(tmpdir(), 'kvc-report-'))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const report: Report = {
  client: { name: 'c', version: '1', language: 'x' },
  contract: { version: '0', hash: '', apiVersion: 'default' },
  receipt: { scenarioHash: '', planned: 0, started: 0, served: 0, judged: 0 },
  summary: { scenarios: 0, passed: 0, failed: 0, known: 0, skipped: 0, exchanges: 0, requirements: 0 },
  scenarios: [],
}

test('each reporter writes to its place, a file whole and without colours', () => {
  const printed: string[] = []
  const targets = parseReporters(['list', `json=${join(folder, 'deep', 'report.json')}`])
  writeReport(report, targets, { stdout: (text) => printed.push(text), colour: true })
  expect(printed).toHaveLength(1)
  expect(JSON.parse(readFileSync(join(folder, 'deep', 'report.json'), 'utf8'))).toEqual(report)
  expect(readdirSync(join(folder, 'deep'))).toEqual(['report.json'])
})

test('what is no file is written to and stays what it is, and a link leads to what it names', () => {
  mkdirSync(folder, { recursive: true })
  const [pipe, link, linked] = ['pipe', 'link.json', 'linked.json'].map((name) => join(folder, name))
  if (!(pipe && link && linked)) throw new Error('three names')
  execFileSync('mkfifo', [pipe])
  const reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK)
  writeFileSync(linked, 'before')
  symlinkSync(linked, link)
  const targets = parseReporters([`json=${pipe}`, `json=${link}`])
  writeReport(report, targets, { stdout: () => {}, colour: false })
  expect(JSON.parse(readFileSync(reader, 'utf8'))).toEqual(report)
  closeSync(reader)
  expect(statSync(pipe).isFIFO()).toBe(true)
  expect(lstatSync(link).isSymbolicLink()).toBe(true)
  expect(JSON.parse(readFileSync(linked, 'utf8'))).toEqual(report)
})

test('annotations go beside the list, and the job summary is added to what is there', () => {
  const printed: string[] = []
  mkdirSync(folder, { recursive: true })
  const stepSummary = join(folder, 'summary.md')
  writeFileSync(stepSummary, 'before\n')
  const options = { stdout: (text: string) => printed.push(text), colour: false, stepSummary }
  writeReport(report, parseReporters(['list', 'github']), options)
  expect(printed).toHaveLength(2)
  expect(printed[1]).toMatch(/^::error title=empty run::Nothing was planned/)
  expect(readFileSync(stepSummary, 'utf8')).toMatch(/^before\n## Key Vault contract\n/)
  writeReport(report, parseReporters(['list']), { ...options, stepSummary: '/dev/null/none' })
  expect(() =>
    writeReport(report, parseReporters(['github']), { ...options, stepSummary: '/dev/null/none' }),
  ).toThrow('The report cannot be written to /dev/null/none')
})

test('without a reporter it is the list', () => {
  expect(parseReporters([])).toEqual(parseReporters(['list']))
})

test.for([
  [['lst'], '--reporter "lst" is unknown. Expected list, json, junit or github, with =FILE or without.'],
  [['json='], '--reporter "json=" names no file after the equals sign.'],
  [
    ['list', 'json'],
    'Two reporters would write to stdout. Give each but one a file: --reporter json=report.json.',
  ],
  [
    ['github', 'json'],
    'Two reporters would write to stdout. Give each but one a file: --reporter json=report.json.',
  ],
  [['json=same.json', 'junit=./deep/../same.json'], 'Two reporters would write to ./deep/../same.json.'],
  [['json=src'], '--reporter "json=src" names a folder: expected a file.'],
  [['github', 'list', 'github'], 'Two reporters would write to stdout, as workflow commands.'],
] as const)('a wrong reporter is a mistake of the caller: %s', ([values, message]) => {
  expect(() => parseReporters(values)).toThrow(message)
})

test('a place that cannot be written to is told, and costs no other its report', () => {
  const printed: string[] = []
  const targets = parseReporters(['json=/dev/null/report.json', 'list'])
  const options = { stdout: (text: string) => printed.push(text), colour: false }
  expect(() => writeReport(report, targets, options)).toThrow('/dev/null/report.json')
  expect(printed).toHaveLength(1)
})
