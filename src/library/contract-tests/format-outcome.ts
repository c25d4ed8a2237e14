import picocolors from 'picocolors'
import { formatFindings } from '../../report/format-finding.ts'
import type { PlacedFinding, RequirementOutcome } from './judge-requirement.ts'

const paint = picocolors.createColors(false)

/** Findings of one requirement, scenario by scenario, each with what crossed the wire, and the command for this one case. */
export function formatBroken(requirement: string, findings: readonly PlacedFinding[], rerun: string): string {
  const ids = [...new Set(findings.map(({ scenario }) => scenario.id))]
  const blocks = ids.map((id) => formatScenario(findings.filter(({ scenario }) => scenario.id === id)))
  const where = ids.length === 1 ? '1 scenario' : `${ids.length} scenarios`
  return [`${requirement} is broken in ${where}.`, ...blocks, `run it again: ${rerun}`].join('\n\n')
}

function formatScenario(placed: readonly PlacedFinding[]): string {
  const [first] = placed
  const heading = `${first?.scenario.id ?? ''}: ${first?.scenario.title ?? ''}`
  return [
    heading,
    ...formatFindings(
      placed.map(({ finding }) => finding),
      paint,
    ),
  ].join('\n')
}

/** Scenarios that say nothing of the client, for the harness failed in them. */
export function formatFault(
  requirement: string,
  { reasons }: Extract<RequirementOutcome, { end: 'fault' }>,
  rerun: string,
): string {
  const heading = `${requirement} could not be judged; that says nothing of the client.`
  return [heading, ...reasons.map((reason) => `  ${reason}`), `run it again: ${rerun}`].join('\n')
}

/** Known failures that are gone. */
export function formatStale(
  requirement: string,
  { entries }: Extract<RequirementOutcome, { end: 'stale' }>,
  rerun: string,
): string {
  const heading = `${requirement} was expected to fail and did not. Take out of the known failures:`
  return [heading, ...entries.map((entry) => `  ${entry}`), `run it again: ${rerun}`].join('\n')
}
