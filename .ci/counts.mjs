// Prints "passed failed" of a result file: vitest's json reporter, our own json reporter, or { passed, failed }.
import { readFileSync } from 'node:fs'

const result = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const [passed, failed] =
  result.numTotalTests !== undefined
    ? [result.numPassedTests, result.numFailedTests]
    : result.summary !== undefined
      ? [result.summary.passed + result.summary.known, result.summary.failed + (result.summary.errors ?? 0)]
      : [result.passed, result.failed]
if (!Number.isInteger(passed) || !Number.isInteger(failed) || passed + failed === 0) process.exit(1)
console.log(`${passed} ${failed}`)
