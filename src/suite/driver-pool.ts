import type { Driver } from '../clients/driver.ts'
import { HarnessError } from '../wire/errors.ts'

/** A driver that scenarios share, until it dies or is retired. */
export interface DriverLease {
  readonly driver: Driver
  /** Why it died; `undefined` while it lives. */
  deathOf(): string | undefined
  /** No further scenario gets it; it is shut down once the last one has given it back. */
  retire(): void
  release(): Promise<void>
}

export interface DriverPool {
  /** The current driver, or a new one when that is gone. Throws `HarnessError` when none can be started. */
  acquire(): Promise<DriverLease>
  /** Shuts down every driver. Never throws. */
  close(): Promise<void>
}

interface Running {
  readonly driver: Driver
  users: number
  retired: boolean
  death: string | undefined
}

/** Beyond that a client kills its driver over and over, and starting it again is only slow. */
const mostStarts = 40

/** Starts drivers when they are needed: one at a time, shared by everything that runs. */
export function createDriverPool(startDriver: () => Promise<Driver>): DriverPool {
  const running = new Set<Running>()
  let current: Promise<Running> | undefined
  let starts = 0
  let closed = false
  const start = async (): Promise<Running> => {
    if (closed) throw new HarnessError('The run was stopped.')
    if (++starts > mostStarts) throw new HarnessError(`The driver had to be started ${mostStarts} times.`)
    const driver = await startDriver()
    const made: Running = { driver, users: 0, retired: false, death: undefined }
    running.add(made)
    void driver.died.then((reason) => {
      made.death = reason
      made.retired = true
    })
    return made
  }
  const acquire = async (): Promise<DriverLease> => {
    const before = current
    const found = await before?.catch(() => undefined)
    if (current === before && (found === undefined || found.retired)) current = start()
    const taken = await (current ?? start())
    if (taken.retired) return acquire()
    return lease(taken)
  }
  const lease = (taken: Running): DriverLease => {
    taken.users++
    return {
      driver: taken.driver,
      deathOf: () => taken.death,
      retire: () => {
        taken.retired = true
      },
      release: async () => {
        taken.users--
        if (taken.retired && taken.users === 0 && running.delete(taken)) await taken.driver.shutdown()
      },
    }
  }
  return {
    acquire,
    close: async () => {
      closed = true
      await Promise.all([...running].map(({ driver }) => driver.shutdown()))
      running.clear()
    },
  }
}
