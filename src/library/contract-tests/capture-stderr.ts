/** What a process prints to stderr while it is captured, which is not shown then. */
export interface CapturedStderr {
  start(): void
  stop(): void
  /** A line of our own among the others. */
  add(line: string): void
  /** All of it so far. */
  text(): string
}

/**
 * Captures stderr. Every copy of the Azure logger writes there, and there is no other place where all of them can be
 * heard: a fork brings its own.
 */
export function captureStderr(): CapturedStderr {
  let text = ''
  let original: typeof process.stderr.write | undefined
  const write = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
    text += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8')
    const done = rest.find((argument) => typeof argument === 'function')
    done?.()
    return true
  }
  return {
    start() {
      if (original !== undefined) return
      original = process.stderr.write
      process.stderr.write = write
    },
    stop() {
      // Whoever took our place meanwhile keeps it.
      if (original !== undefined && process.stderr.write === write) process.stderr.write = original
      original = undefined
    },
    add: (line) => {
      text += `${line}\n`
    },
    text: () => text,
  }
}
