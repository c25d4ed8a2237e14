import type { Fault } from '../contract/generated/types/scenario.ts'
import type { OperationMatch } from '../contract/match-operation.ts'

/** What happens to a request at a vault, as far as others wait for it. */
export interface RequestEvent {
  readonly kind: 'arrived' | 'answered'
  readonly match: OperationMatch | undefined
  readonly authorized: boolean
}

/** Something that is reached when enough requests of a kind have come: what an answer can wait for. */
export interface Milestone {
  note(event: RequestEvent): void
  /** Resolves when it is reached, at the latest after `limitMs`. */
  reached(limitMs: number): Promise<void>
}

/** A milestone that has seen nothing yet. */
export function createMilestone(until: NonNullable<Fault['until']>): Milestone {
  const kind = until.arrived === undefined ? 'answered' : 'arrived'
  const wanted = until.arrived ?? until.answered ?? 1
  const waiting = new Set<() => void>()
  let count = 0
  return {
    note: (event) => {
      if (event.kind !== kind || !concerns(until, event) || ++count < wanted) return
      for (const resolve of waiting) resolve()
    },
    reached: (limitMs) => (count >= wanted ? Promise.resolve() : within(limitMs, waiting)),
  }
}

function within(limitMs: number, waiting: Set<() => void>): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      waiting.delete(done)
      resolve()
    }
    const timer = setTimeout(done, limitMs)
    waiting.add(done)
  })
}

function concerns(
  { operation, name, authorized }: NonNullable<Fault['until']>,
  event: RequestEvent,
): boolean {
  if (authorized !== undefined && authorized !== event.authorized) return false
  if (operation !== undefined && operation !== event.match?.operation) return false
  return name === undefined || name.toUpperCase() === event.match?.name?.toUpperCase()
}
