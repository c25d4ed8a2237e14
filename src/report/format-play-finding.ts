import type picocolors from 'picocolors'
import type { FieldVerdict, Miss, NearExchange } from '../recording/player/explain-miss.ts'
import type { PlayFinding } from '../recording/player/play-finding.ts'

type Paint = ReturnType<typeof picocolors.createColors>

/** One request that nothing answered, as a block: the nearest exchanges field by field, and what to do next. */
export function formatMiss(miss: Miss, paint: Paint): string {
  const { request, host, count, reason, nearest, used, left, suggestions } = miss
  const times = count === 1 ? '' : ` (${count} times)`
  return [
    `  ${paint.red('✗')} ${request} on ${host}: ${reason}${times}. The connection was closed.`,
    ...nearest.flatMap((near, index) => formatNear(near, index, paint)),
    `    Used by this client: ${counted(used, 'exchange')}; left in what it plays: ${left}.`,
    ...suggestions.map((suggestion, index) => `    (${index + 1}) ${suggestion}`),
  ].join('\n')
}

function formatNear(near: NearExchange, index: number, paint: Paint): string[] {
  const marks = near.fields.map(({ field, fits }) => `${field} ${fits ? paint.green('✓') : paint.red('✗')}`)
  return [
    `    ${index === 0 ? 'nearest' : '   then'} ${near.recording} #${near.exchange} ${near.request} → ${near.status || 'closed'}`,
    `            ${marks.join('  ')}`,
    ...near.fields.filter(({ fits }) => !fits).map((field) => `              ${formatField(field, paint)}`),
  ]
}

function formatField({ field, expected, received }: FieldVerdict, paint: Paint): string {
  return `${field}: expected ${paint.green(expected)}, received ${paint.red(received)}`
}

/** One difference as a block. */
export function formatPlayFinding(finding: PlayFinding, paint: Paint): string {
  const { level, recording, exchange, request, field, expected, received } = finding
  const mark = level === 'warn' ? paint.yellow('!') : paint.red('✗')
  const place = [recording, exchange === undefined ? '' : `#${exchange}`, request].filter(Boolean).join(' ')
  return [
    `  ${mark} ${place}`,
    `    ${field}`,
    `      expected  ${paint.green(expected)}`,
    `      received  ${paint.red(received)}`,
  ].join('\n')
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
