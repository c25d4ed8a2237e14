import type picocolors from 'picocolors'
import type { ReportedFinding } from '../contract/generated/types/report.ts'
import { requirements } from '../contract/requirements.ts'
import { formatWire, type ShownBefore } from './format-wire.ts'
import { sideBySide } from './side-by-side.ts'

type Paint = ReturnType<typeof picocolors.createColors>

/**
 * One finding as a block: the requirement and its sentence, where it shows, expected and received side by side, what
 * happened in one sentence, and what crossed the wire.
 *
 * @param before exchanges that earlier findings in the same place have shown; absent: none
 */
export function formatFinding(
  finding: ReportedFinding,
  paint: Paint,
  before: ShownBefore = new Set(),
): string {
  const { requirement, level, message } = finding
  const lines = [
    `  ${paint.red('✗')} ${requirement} (${level})`,
    `    ${requirements.get(requirement)?.statement ?? ''}`,
    ...placesOf(finding).map((place) => `    ${place}`),
    ...sideBySide(finding, paint).map((line) => `    ${line}`),
    `    ${message}`,
    ...formatWire(finding, paint, before).map((line) => `    ${line}`),
  ]
  return lines.map((line) => `  ${line}`).join('\n')
}

/** Findings of one scenario: an exchange that several of them show is printed once. */
export function formatFindings(findings: readonly ReportedFinding[], paint: Paint): string[] {
  const before: ShownBefore = new Set()
  return findings.map((finding) => formatFinding(finding, paint, before))
}

function placesOf({ step, exchange, request, status, pointer }: ReportedFinding): string[] {
  const answer = status === undefined ? 'no answer' : status
  return [
    ...(step === undefined ? [] : [`step ${step + 1}`]),
    ...(exchange === undefined
      ? []
      : [`#${exchange} ${request === undefined ? '' : `${shortHost(request)} → ${answer}`}`.trimEnd()]),
    ...(pointer === '' ? [] : [`at ${pointer}`]),
  ]
}

/** A scenario's host is a random one: it says nothing to a reader. */
function shortHost(request: string): string {
  return request.replace(/^(\S+ https?:\/\/)[a-z][a-z0-9]*-[0-9a-f]{8}\.vault\.azure\.net/, '$1…')
}
