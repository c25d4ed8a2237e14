import type picocolors from 'picocolors'
import { formatFindings } from '../report/format-finding.ts'
import { printable } from '../report/printable.ts'
import type { TrafficVerdict } from './judge-service.ts'
import type { ProgramEnd } from './run-child.ts'

type Paint = ReturnType<typeof picocolors.createColors>

/** Exit code of `run`: what could not be judged whole is 3, never 0; findings outweigh that, for they stay true. */
export function exitCodeOfRun(verdict: TrafficVerdict, end: ProgramEnd): 0 | 1 | 3 {
  if (verdict.faults.length > 0) return 3
  if (verdict.findings.length > 0) return 1
  const isWhole = verdict.vaultExchanges > 0 && verdict.judged > 0 && endedWell(end)
  return isWhole ? 0 : 3
}

/** The verdict for people: findings one by one, how the program ended, what was judged. */
export function formatRunVerdict(verdict: TrafficVerdict, end: ProgramEnd, paint: Paint): string {
  const { findings, exchanges, vaultExchanges, judged, requirements } = printable(verdict)
  const lines = [
    ...formatFindings(findings, paint).map((block) => `${block}\n`),
    `keyvault-contract: ${headline(verdict, end)}`,
    `  ${exchanges} exchanges served, ${vaultExchanges} of them by the vault; ${judged} verdicts over ${requirements} requirements.`,
  ]
  return `${lines.join('\n')}\n`
}

function headline({ findings, vaultExchanges, faults }: TrafficVerdict, end: ProgramEnd): string {
  const ended = endedWell(end) ? 'The program ended well' : `The program ${describeEnd(end)}`
  if (faults.length > 0) return `${ended}, but the reference vault failed: nothing is judged.`
  if (findings.length > 0) return `${ended}; its traffic has ${counted(findings.length)}.`
  if (vaultExchanges === 0) {
    return `${ended} and never talked to the vault. Does it use AZURE_KEYVAULT_URL, and a client that honours HTTPS_PROXY?`
  }
  return endedWell(end)
    ? 'The program ended well and its traffic conforms.'
    : `${ended}; its traffic conforms as far as it went, but what it did not get to is not judged.`
}

function counted(findings: number): string {
  return findings === 1 ? '1 finding' : `${findings} findings`
}

function endedWell(end: ProgramEnd): boolean {
  return 'code' in end && end.code === 0
}

function describeEnd(end: ProgramEnd): string {
  return 'code' in end ? `exited with code ${end.code}` : `was ended by ${end.signal}`
}
