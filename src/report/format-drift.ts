import type picocolors from 'picocolors'
import type { Drift, ScenarioResult } from '../contract/generated/types/report.ts'

type Paint = ReturnType<typeof picocolors.createColors>

/**
 * What a live service did that the contract, or recordings, do not say: each difference once, with the first place where it shows
 * and how often it did. Empty where there is none.
 */
export function formatDrift(results: readonly ScenarioResult[], paint: Paint): string {
  const kinds = new Map<string, Kind>()
  for (const { id, drift = [] } of results)
    for (const one of drift) {
      const key = [one.source, one.pointer, one.expected, one.received].join('\n')
      const kind = kinds.get(key) ?? { ...one, scenario: id, count: 0 }
      kinds.set(key, kind)
      kind.count++
    }
  if (kinds.size === 0) return ''
  const heading = `${paint.yellow('Drift')} (${kinds.size}): what the service did that contract or recordings do not say; it fails nothing`
  return [heading, ...[...kinds.values()].map((kind) => formatKind(kind, paint))].join('\n')
}

/** One difference, first seen in a scenario. */
type Kind = Drift & { readonly scenario: string; count: number }

function formatKind({ source, pointer, expected, received, count, ...first }: Kind, paint: Paint): string {
  const { scenario, exchange, request, status } = first
  const place = exchange === undefined ? scenario : `${scenario} #${exchange}`
  return [
    `  ${pointer}${count === 1 ? '' : ` × ${count}`}`,
    `    the ${source} says  ${paint.green(expected)}`,
    `    received  ${paint.yellow(received)}`,
    `    first in ${place}: ${request} → ${status ?? 'no answer'}`,
  ].join('\n')
}
