import { UsageError } from '../wire/errors.ts'
import { show } from './options.ts'
import type { InProcessService } from './service.ts'

/**
 * For what is put in the way of requests: a service, and one that is still open.
 *
 * @param call as the caller wrote it, for the message: `mockKeyVault`
 * @throws UsageError
 */
export function demandService(call: string, service: InProcessService & { readonly url?: string }): void {
  if (typeof service?.handler !== 'function' || typeof service.answers !== 'function')
    throw new UsageError(
      `${call}: an argument must be a vault (createVault) or a player (playRecording), not ${show(service)}.`,
    )
  const { url } = service
  if (url !== undefined && !service.answers(url))
    throw new UsageError(`${call}: ${url} is closed, and answers nothing any more. Create another one.`)
}
