import type picocolors from 'picocolors'
import type { ReportedFinding } from '../contract/generated/types/report.ts'
import { requirements } from '../contract/requirements.ts'

type Paint = ReturnType<typeof picocolors.createColors>

/**
 * One finding as a block: the requirement and its sentence, where it shows, expected and received side by side, and
 * what happened in one sentence.
 */
export function formatFinding(finding: ReportedFinding, paint: Paint): string {
  const { requirement, level, message } = finding
  const lines = [
    `  ${paint.red('✗')} ${requirement} (${level})`,
    `    ${requirements.get(requirement)?.statement ?? ''}`,
    ...placesOf(finding).map((place) => `    ${place}`),
    `    expected  ${paint.green(finding.expected)}`,
    `    received  ${paint.red(finding.received)}`,
    `    ${message}`,
  ]
  return lines.map((line) => `  ${line}`).join('\n')
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
