/** The time a vault lives in, in milliseconds since the Unix epoch. Delays and timeouts are real time, whatever it says. */
export interface Clock {
  now(): number
  /** Stands still at this time from now on until it is advanced or set again. */
  set(milliseconds: number): void
  /** Moves forward; a running clock goes on running. */
  advance(seconds: number): void
}

/** A clock that runs with the machine's until it is set. */
export function createClock(): Clock {
  let offset = 0
  let frozen: number | undefined
  return {
    now: () => frozen ?? Date.now() + offset,
    set: (milliseconds) => {
      frozen = milliseconds
    },
    advance: (seconds) => {
      if (frozen === undefined) offset += seconds * 1000
      else frozen += seconds * 1000
    },
  }
}
