import { describeService } from './describe-service.ts'
import { openService } from './open-service.ts'
import type { ServeOptions } from './serve-options.ts'

/** Serves until SIGINT, SIGTERM or SIGHUP, then ends every connection and resolves. What goes wrong meanwhile is said on stderr. */
export async function serveUntilStopped(options: ServeOptions): Promise<void> {
  const stopped = nextSignal()
  const open = await openService(options, (message) =>
    process.stderr.write(`keyvault-contract: ${message}\n`),
  )
  // `serve | head`: whoever read this has seen enough, and the service goes on.
  process.stdout.on('error', () => {})
  process.stdout.write(describeService(open, options.format))
  await stopped
  await open.proxy.close()
}

/** A second signal ends the process at once, as if nobody listened. */
function nextSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
  })
}
