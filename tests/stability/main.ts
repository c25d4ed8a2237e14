/**
 * Runs the whole suite against the bundled client many times in a row, on a machine that is kept busy, and compares what came of
 * it: `npx tsx tests/stability/main.ts [runs] [client…]` after `npm run build`. Ends with 1 when two runs differ.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Report } from '../../src/contract/generated/types/report.ts'
import { keepBusy } from './keep-busy.ts'
import { describeVerdicts, differencesOf, type Verdicts } from './verdicts.ts'

const [count = '20', ...client] = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'kvc-stability-'))
const busy = keepBusy(2)
try {
  const runs: Verdicts[] = []
  for (let number = 1; number <= Number(count); number++) {
    const started = performance.now()
    const report = await runOnce(join(folder, `${number}.json`))
    runs.push(describeVerdicts(report))
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    const { scenarios, passed, failed, known, skipped, errors = 0 } = report.summary
    console.log(
      `run ${number}: ${seconds} s, ${scenarios} scenarios: ${passed} passed, ${failed} failed, ${known} known, ${skipped} skipped, ${errors} errors`,
    )
  }
  const differences = differencesOf(runs)
  for (const line of differences) console.log(line)
  console.log(
    differences.length === 0
      ? `${runs.length} runs, the same findings`
      : `${differences.length} scenarios differ`,
  )
  process.exitCode = differences.length === 0 && runs.length > 1 ? 0 : 1
} finally {
  busy.end()
  rmSync(folder, { recursive: true })
}

/** Findings and known failures alike: what is known must be the same every time as well. */
async function runOnce(file: string): Promise<Report> {
  const child = spawn(process.execPath, ['dist/main.js', 'test', ...client, '--reporter', `json=${file}`], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  await new Promise((resolve) => child.once('close', resolve))
  return JSON.parse(readFileSync(file, 'utf8')) as Report
}
