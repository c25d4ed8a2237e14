import { isVaultHost } from '../../contract/vault-host.ts'
import { decodedAnswer } from '../../recording/recorder/decoded-for-record.ts'
import { createInProcessHttpClient } from '../../transports/in-process/http-client.ts'
import { createUpstream } from '../../transports/upstream.ts'
import { UsageError } from '../../wire/errors.ts'
import type { Handler } from '../../wire/handler.ts'
import { parseUrl } from '../../wire/url.ts'
import type { InProcessService } from '../service.ts'
import { recordTrace } from '../trace.ts'
import type { RecordingOptions } from './recording-options.ts'

/** A vault that is there, as a service of this process: what is asked of it goes out, and what comes back is seen. */
export interface LiveVault extends InProcessService {
  readonly url: string
  readonly host: string
  close(): Promise<void>
}

/** Hosts of this process that a test records. */
const taken = new Set<string>()

/**
 * Opens a vault that is there. Of two tests at once nobody could say whose request it is, so that one vault is open once.
 *
 * @param wrap sees what crosses the wire, as it does
 * @throws UsageError when the address is none of a vault, or another test has it open
 */
export function openLiveVault(
  vaultUrl: string,
  upstreamOptions: RecordingOptions['upstream'],
  wrap: (handler: Handler) => Handler,
): LiveVault {
  const host = hostOf(vaultUrl)
  if (taken.has(host))
    throw new UsageError(
      `${vaultUrl} is being recorded by another test of this process: tests that record one vault run one at a time.`,
    )
  const upstream = createUpstream({ ...upstreamOptions })
  taken.add(host)
  const traced = recordTrace()
  const wire = wrap(upstream.handler)
  const handler = traced.wrap(async (request) => decodedAnswer(await wire(request)))
  return {
    url: `https://${host}`,
    host,
    trace: traced.trace,
    handler,
    httpClient: createInProcessHttpClient(handler),
    answers: (url) => parseUrl(String(url))?.host === host,
    close: async () => {
      taken.delete(host)
      await upstream.close()
    },
  }
}

function hostOf(vaultUrl: string): string {
  const url = parseUrl(vaultUrl)
  if (url?.scheme === 'https:' && url.port === 443 && /^\/?$/.test(url.path) && isVaultHost(url.host))
    return url.host
  throw new UsageError(
    `vaultUrl "${vaultUrl}" must be the address of a vault, like https://my-vault.vault.azure.net.`,
  )
}
