import picocolors from 'picocolors'
import { formatFindings } from '../../report/format-finding.ts'
import type { RequirementEnd, TestFindings } from './test-findings.ts'

/** What one test found. */
export interface FoundInTest extends TestFindings {
  /** File, suites and test. */
  readonly name: string
  /** The command that runs it again. */
  readonly rerun: string
}

/** More are no help on a terminal. */
const mostTests = 10

/** Each broken requirement once, with the first finding whole and the tests that show it; empty when nothing was judged. */
export function formatFoundInTests(found: readonly FoundInTest[]): string {
  const ids = [...new Set(found.flatMap(({ findings }) => findings.map(({ requirement }) => requirement)))]
  const blocks = ids.sort().map((id) => formatRequirement(id, found))
  const sum = formatSum(found)
  return blocks.length + sum.length === 0 ? '' : ['Key Vault contract', ...blocks, ...sum].join('\n\n')
}

function formatRequirement(id: string, found: readonly FoundInTest[]): string {
  const showing = found.filter(({ findings }) => findings.some(({ requirement }) => requirement === id))
  const first = showing[0]?.findings.find(({ requirement }) => requirement === id)
  const tests = showing.slice(0, mostTests).flatMap(({ name, rerun }) => [`    in ${name}`, `      ${rerun}`])
  const more = showing.length > mostTests ? [`    and in ${showing.length - mostTests} more tests`] : []
  return [...(first ? formatFindings([first], picocolors) : []), ...tests, ...more].join('\n')
}

const words: Readonly<Record<RequirementEnd, string>> = {
  kept: 'kept',
  broken: 'broken',
  known: 'known to be broken',
  stale: 'known to be broken, and kept',
  fault: 'not judged, for the harness failed',
  'not-judged': 'not put to the test',
}

/** Of contracts: how many requirements came to what end. */
function formatSum(found: readonly FoundInTest[]): string[] {
  const ends = found.flatMap(({ outcome }) => (outcome === undefined ? [] : [outcome]))
  if (ends.length === 0) return []
  const counts = Object.entries(words).flatMap(([end, word]) => {
    const count = ends.filter((one) => one === end).length
    return count === 0 ? [] : [`${count} ${word}`]
  })
  return [`${ends.length} requirements: ${counts.join(', ')}.`]
}
