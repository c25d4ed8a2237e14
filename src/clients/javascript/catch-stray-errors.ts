import { AsyncLocalStorage } from 'node:async_hooks'
import type { CallResult } from '../driver.ts'
import type { DriverImplementation } from '../driver-implementation.ts'
import { show } from './show.ts'

/**
 * A client may throw where none of its callers can catch it: in a callback, or in a promise that nobody awaits. That ends a user's
 * program, and is the outcome of the very call that it happened in: category `internal`. What is thrown when that call has its
 * outcome already, or in none, ends the driver as it would end any program.
 */
export function catchStrayErrors(implementation: DriverImplementation): DriverImplementation {
  const running = new AsyncLocalStorage<(error: unknown) => boolean>()
  const take = (error: unknown): void => {
    if (running.getStore()?.(error)) return
    process.stderr.write(`${show(error)}\n`, () => process.exit(1))
  }
  process.on('uncaughtException', take)
  process.on('unhandledRejection', take)
  return {
    ...implementation,
    call: (params) =>
      new Promise((resolve, reject) => {
        let isOver = false
        const end = (settle: () => void): boolean => {
          if (isOver) return false
          isOver = true
          settle()
          return true
        }
        running
          .run(
            (error) => end(() => resolve(outcomeOf(error))),
            () => implementation.call(params),
          )
          .then(
            (result) => end(() => resolve(result)),
            (error: unknown) => end(() => reject(error)),
          )
      }),
  }
}

function outcomeOf(error: unknown): CallResult {
  const isError = error instanceof Error
  const message = `Thrown where no caller can catch it: ${isError ? error.message : show(error)}`
  return {
    outcome: 'error',
    error: { category: 'internal', type: isError ? error.name : typeof error, message },
  }
}
