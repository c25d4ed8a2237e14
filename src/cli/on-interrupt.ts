/** Ctrl-C as a signal to stop. */
export interface Interrupt {
  readonly signal: AbortSignal
  /** From here on Ctrl-C does what it always does. */
  end(): void
}

/**
 * The first Ctrl-C (or SIGTERM) stops the run, so that what is known by then is reported; the second one ends the
 * process. Either way the exit code is 3: the run was not the whole.
 */
export function onInterrupt(): Interrupt {
  const controller = new AbortController()
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(3)
    process.stderr.write('\nStopping. Once more ends at once.\n')
    controller.abort()
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  return {
    signal: controller.signal,
    end: () => {
      process.off('SIGINT', stop)
      process.off('SIGTERM', stop)
    },
  }
}
