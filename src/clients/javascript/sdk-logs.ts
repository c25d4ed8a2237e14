/** What every copy of `@azure/logger` writes, in every release: `azure:<package>:<level> …`. */
const logLine = /^(?:azure|typeSpecRuntime|typespec)[:-]/

/**
 * Makes the Azure packages log all they can, and shows it only while a client asked for that.
 * They read these variables when they are loaded, and each copy of the logger (a fork brings its own) keeps its own
 * level: set before any of them loads, the variables reach every copy. Call it before an Azure package is imported.
 */
export function captureSdkLogs(stderr: NodeJS.WriteStream): { show(shown: boolean): void } {
  process.env['AZURE_LOG_LEVEL'] = 'verbose'
  process.env['TYPESPEC_RUNTIME_LOG_LEVEL'] = 'verbose'
  let shown = false
  const write = stderr.write.bind(stderr) as (chunk: string | Uint8Array, ...rest: unknown[]) => boolean
  const filtered = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
    if (shown || typeof chunk !== 'string' || !logLine.test(chunk)) return write(chunk, ...rest)
    const done = rest.find((argument) => typeof argument === 'function')
    if (done) process.nextTick(done)
    return true
  }
  stderr.write = filtered as typeof stderr.write
  return {
    show(wanted) {
      shown = wanted
    },
  }
}
