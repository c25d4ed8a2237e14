import { matchOperation, type OperationMatch } from '../../src/contract/match-operation.ts'
import { jsonOf } from '../../src/wire/body.ts'
import { isResponse } from '../../src/wire/exchange.ts'
import { compareAnswers } from './compare-answers.ts'
import { type BlobBook, knownVersion, mapUrl, requestBody } from './map-request.ts'
import { createRecordedVault, type RecordedVault, setWindows, tenantId } from './recorded-vault.ts'
import { createKnownSecrets, skipReason } from './skip-reason.ts'
import { absoluteUrl, asJson, dateOf, type Json, type RecordedExchange, type Trace } from './trace.ts'

/** What became of one exchange: not comparable, or compared. */
export type Compared = { readonly skipped: string } | { readonly differences: readonly string[] }

const asked = { scopes: ['https://vault.azure.net/.default'], tenantId }
const token = `kvc-test.${Buffer.from(JSON.stringify(asked)).toString('base64url')}`

/** Replays one trace, exchange by exchange, to fresh vaults, one for each host. */
export function createReplay(trace: Trace): (exchange: RecordedExchange, index: number) => Promise<Compared> {
  const vaults = new Map<string, RecordedVault>()
  const versions = new Map<string, string>()
  const blobs: BlobBook = { ours: new Map() }
  const secrets = createKnownSecrets()

  return async (exchange, index) => {
    const url = absoluteUrl(exchange.url)
    const match = matchOperation(exchange.method, url)
    const apiVersion = knownVersion(match?.apiVersion ?? '7.0', dateOf(exchange.resHeaders))
    const skipped = skipReason(exchange, apiVersion)
    if (skipped) return { skipped }
    if (match && secrets.isOlder(exchange, match)) return { skipped: 'secret from before the trace' }
    const body = requestBody(exchange, match, blobs)
    if (body === undefined) return { skipped: 'request body not recorded' }
    const host = match?.host ?? 'unmatched.vault.azure.net'
    const { vault, polls } = vaults.get(host) ?? createRecordedVault(trace, host)
    vaults.set(host, { vault, polls })
    if (match) setWindows(polls, trace, index, match)
    const headers = headersFor(exchange)
    const request = {
      method: exchange.method,
      url: mapUrl(url, apiVersion, versions),
      headers,
      body: Buffer.from(body),
    }
    const answer = await vault.handler(request)
    if (!isResponse(answer)) return { differences: ['connection closed'] }
    const recorded = asJson(exchange.resBody)
    const ours = asJson(jsonOf(answer.body))
    learnVersion(versions, recorded, ours)
    learnBlob(blobs, match, recorded, ours)
    return { differences: compareAnswers(exchange, answer, { match, recorded, ours }) }
  }
}

function headersFor({ reqHeaders, status }: RecordedExchange): (readonly [string, string])[] {
  const kept = (reqHeaders ?? []).filter(([name]) => name.toLowerCase() === 'x-ms-client-request-id')
  return status === 401 ? kept : [...kept, ['Authorization', `Bearer ${token}`]]
}

function learnVersion(
  versions: Map<string, string>,
  recorded: Json | undefined,
  ours: Json | undefined,
): void {
  const [theirId, ourId] = [recorded, ours].map((body) => /\/([0-9a-f]{32})$/.exec(String(body?.['id']))?.[1])
  if (theirId && ourId) versions.set(theirId, ourId)
}

function learnBlob(
  blobs: BlobBook,
  match: OperationMatch | undefined,
  recorded: Json | undefined,
  ours: Json | undefined,
): void {
  const [theirBlob, ourBlob] = [recorded?.['value'], ours?.['value']]
  if (match?.operation !== 'BackupSecret' || typeof ourBlob !== 'string') return
  blobs.last = ourBlob
  if (typeof theirBlob === 'string') blobs.ours.set(theirBlob, ourBlob)
}
