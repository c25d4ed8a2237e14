import { UsageError } from '../wire/errors.ts'
import { show } from './options.ts'
import type { InProcessService } from './service.ts'

/** A service that may have a vault's address of its own. */
type PlacedService = InProcessService & { readonly url?: string }

/**
 * For what is put in the way of requests: services that are still open, each at an address of its own.
 *
 * @param call as the caller wrote it, for the message: `mockKeyVault`
 * @throws UsageError
 */
export function demandServices(call: string, services: readonly PlacedService[]): void {
  if (services.length === 0)
    throw new UsageError(`${call}: give it at least one vault (createVault) or player (playRecording).`)
  const urls = new Set<string>()
  for (const service of services) {
    demandService(call, service)
    const { url } = service
    if (url !== undefined && urls.has(url))
      throw new UsageError(`${call}: two of these are at ${url}, and the second would never be asked.`)
    if (url !== undefined) urls.add(url)
  }
}

/**
 * For one service: as `demandServices`.
 *
 * @throws UsageError
 */
export function demandService(call: string, service: PlacedService): void {
  if (typeof service?.handler !== 'function' || typeof service.answers !== 'function')
    throw new UsageError(
      `${call}: an argument must be a vault (createVault) or a player (playRecording), not ${show(service)}.`,
    )
  const { url } = service
  if (url !== undefined && !service.answers(url))
    throw new UsageError(`${call}: ${url} is closed, and answers nothing any more. Create another one.`)
}
