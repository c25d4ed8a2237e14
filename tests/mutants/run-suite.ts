import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Report } from '../../src/contract/generated/types/report.ts'
import { HarnessError } from '../../src/wire/errors.ts'
import { clientPackage } from './package-tree.ts'

/** What one run of the suite found. */
export interface SuiteRun {
  readonly exitCode: number | null
  readonly findings: readonly Found[]
  /** Ids of scenarios that could not be judged, as when the client never answers. */
  readonly unjudged: readonly string[]
  readonly ran: number
}

export interface Found {
  readonly scenario: string
  readonly requirement: string
}

const repository = fileURLToPath(new URL('../..', import.meta.url))
const command = join(repository, 'dist', 'main.js')
const knownFailures = join(repository, 'src', 'clients', 'known-failures', 'javascript.yaml')
/** Far above what the whole suite takes on a busy machine; a mutant may wait for ever. */
const limitMs = 120_000

/** Runs scenarios of the suite, all when none is named, against the client in a package tree, as a user would. */
export async function runSuite(tree: string, scenarios: readonly string[] = []): Promise<SuiteRun> {
  const file = `${tree}.json`
  rmSync(file, { force: true })
  const exitCode = await run([
    'test',
    ...['--package', join(tree, clientPackage)],
    ...['--known-failures', knownFailures],
    ...['--reporter', `json=${file}`],
    ...scenarios.flatMap((id) => ['--scenario', id]),
  ])
  if (!existsSync(file)) throw new HarnessError(`The suite left no report: it ended with ${exitCode}.`)
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report
  return {
    exitCode,
    findings: report.scenarios.flatMap(({ id, findings }) =>
      findings.map(({ requirement }) => ({ scenario: id, requirement })),
    ),
    unjudged: report.scenarios.filter(({ status }) => status === 'error').map(({ id }) => id),
    ran: report.summary.scenarios,
  }
}

function run(args: readonly string[]): Promise<number | null> {
  if (!existsSync(command)) throw new HarnessError('dist/main.js is missing: npm run build')
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [command, ...args], { cwd: repository, stdio: 'ignore' })
    const timer = setTimeout(() => child.kill('SIGTERM'), limitMs)
    child.once('error', reject)
    child.once('close', (code) => {
      clearTimeout(timer)
      resolve(code)
    })
  })
}
