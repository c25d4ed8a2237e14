import type { VaultBehaviour } from '../contract/generated/types/scenario.ts'
import { jsonOf } from '../wire/body.ts'
import { isResponse } from '../wire/exchange.ts'
import { clientProbes } from './check-driver-client-probes.ts'
import { askedFor, attempt, type Outcome, type Probe } from './check-driver-probe.ts'
import type { CheckedClient } from './check-driver-world.ts'

/** A probe by capability, in the order of the protocol. */
export const probes: Readonly<Record<string, Probe>> = {
  setSecret: onVault({}, (client) =>
    named(
      attempt(client, 'setSecret', {
        name: 'new',
        value: 'a value',
        contentType: 'text/plain',
        tags: { a: 'b' },
      }),
      'new',
    ),
  ),
  getSecret: onVault({}, (client) => named(attempt(client, 'getSecret', { name: 'held' }), 'held')),
  'getSecret.outContentType': onVault({}, async (client) => {
    // Whether the secret is a certificate is not the question: that the option goes out is.
    await client.call('getSecret', { name: 'held', outContentType: 'application/x-pem-file' })
    return askedFor(client, 'outcontenttype').length > 0 ? undefined : 'No request carried outContentType.'
  }),
  updateSecret: onVault({}, (client) =>
    named(attempt(client, 'updateSecret', { name: 'held', contentType: 'text/plain' }), 'held'),
  ),
  deleteSecret: onVault({}, (client) =>
    named(attempt(client, 'deleteSecret', { name: 'held', intervalMs: 1 }), 'held'),
  ),
  recoverDeletedSecret: onVault({}, (client) =>
    named(attempt(client, 'recoverDeletedSecret', { name: 'gone', intervalMs: 1 }), 'gone'),
  ),
  'lifecycle.waits': onVault({ polls: { delete: 1 } }, async (client) => {
    const { problem } = await attempt(client, 'deleteSecret', { name: 'held', intervalMs: 1 })
    if (problem !== undefined) return problem
    return client.exchanges.some(({ request }) => request.url.includes('/deletedsecrets/held'))
      ? undefined
      : 'deleteSecret ended without a look at /deletedsecrets/held: it did not wait.'
  }),
  poller: onVault({ polls: { delete: 2 } }, (client) => runPoller(client, {})),
  'poller.resume': onVault({ polls: { delete: 2 } }, async (client) => {
    const begun = await attempt(client, 'beginDeleteSecret', { name: 'held', intervalMs: 1 })
    if (begun.problem !== undefined) return begun.problem
    const kept = await attempt(client, 'pollerState', { poller: begun.value['poller'] })
    return kept.problem ?? (await runPoller(client, { resumeFrom: kept.value['state'] }))
  }),
  getDeletedSecret: onVault({}, (client) =>
    named(attempt(client, 'getDeletedSecret', { name: 'gone' }), 'gone'),
  ),
  purgeDeletedSecret: onVault(
    {},
    async (client) => (await attempt(client, 'purgeDeletedSecret', { name: 'gone' })).problem,
  ),
  listSecrets: onVault({}, (client) => listed(attempt(client, 'listSecrets'), ['held', 'other'])),
  listSecretVersions: onVault({}, (client) =>
    listed(attempt(client, 'listSecretVersions', { name: 'held' }), ['held', 'held']),
  ),
  listDeletedSecrets: onVault({}, (client) => listed(attempt(client, 'listDeletedSecrets'), ['gone'])),
  'list.byPage': onVault({ pages: { GetSecrets: [1, 1] } }, async (client) => {
    const { value, problem } = valueOr(await attempt(client, 'listSecrets', { byPage: true }))
    return problem ?? (Array.isArray(value['pages']) ? undefined : 'With byPage the result has no `pages`.')
  }),
  'list.pageSize': onVault({}, async (client) => {
    const { problem } = await attempt(client, 'listSecrets', { byPage: true, pageSize: 1 })
    if (problem !== undefined) return problem
    return askedFor(client, 'maxresults').includes('1') ? undefined : 'No request carried maxresults=1.'
  }),
  'list.continuation': onVault({ pages: { GetSecrets: [1, 1] } }, async (client) => {
    const first = valueOr(await attempt(client, 'listSecrets', { byPage: true, maxPages: 1 }))
    if (first.problem !== undefined) return first.problem
    const continuation = first.value['continuation'] ?? nextLinkOf(client)
    return listed(attempt(client, 'listSecrets', { byPage: true, continuation }), ['other'])
  }),
  backupSecret: onVault(
    {},
    async (client) => (await attempt(client, 'backupSecret', { name: 'held' })).problem,
  ),
  restoreSecretBackup: onVault({}, async (client) => {
    // What it is given is no backup: that the bytes reach the vault as they are is what matters.
    await client.call('restoreSecretBackup', { backup: Buffer.from('no backup').toString('base64') })
    return client.exchanges.some(({ request }) => request.url.includes('/secrets/restore'))
      ? undefined
      : 'No request went to /secrets/restore.'
  }),
  'text.loneSurrogates': onVault({}, async (client) => {
    // Whether the client takes it, and what it makes of it, is its own affair: that it was asked is what matters.
    const { problem } = await attempt(client, 'setSecret', { name: 'half', value: 'a\uD83Db' })
    return problem === undefined || client.exchanges.some(({ request }) => request.method === 'PUT')
      ? undefined
      : problem
  }),
  parseIdentifier: onVault({}, (client) =>
    named(attempt(client, 'parseIdentifier', identifier(client)), 'held'),
  ),
  'parseIdentifier.vaultUrl': onVault({}, async (client) => {
    const { value, problem } = valueOr(await attempt(client, 'parseIdentifier', identifier(client)))
    return problem ?? (typeof value['vaultUrl'] === 'string' ? undefined : 'The result has no `vaultUrl`.')
  }),
  ...clientProbes,
}

const secrets: NonNullable<VaultBehaviour['secrets']> = {
  held: { value: 'a value', versions: 2 },
  other: { value: 'another value' },
  gone: { value: 'a third value', deleted: true },
}

function onVault(
  behaviour: VaultBehaviour,
  act: (client: CheckedClient) => Promise<string | undefined>,
): Probe {
  return async ({ driver, world }) => act(await world.open(driver, { secrets, ...behaviour }))
}

async function named(outcome: Promise<Outcome>, name: string): Promise<string | undefined> {
  const { value, problem } = valueOr(await outcome)
  if (problem !== undefined || value['name'] === name) return problem
  return `The result's \`name\` must be "${name}", got ${JSON.stringify(value['name'])}.`
}

async function listed(outcome: Promise<Outcome>, names: readonly string[]): Promise<string | undefined> {
  const { value, problem } = valueOr(await outcome)
  if (problem !== undefined) return problem
  const items = Array.isArray(value['items']) ? value['items'] : []
  const got = items.map((item: { readonly name?: unknown }) => String(item.name))
  return got.join() === names.join()
    ? undefined
    : `The items must be ${names.join(', ')}; got ${got.join(', ') || 'none'}.`
}

async function runPoller(client: CheckedClient, more: Record<string, unknown>): Promise<string | undefined> {
  const begun = await attempt(client, 'beginDeleteSecret', { name: 'held', intervalMs: 1, ...more })
  if (begun.problem !== undefined) return begun.problem
  const poller = begun.value['poller']
  const polled = await attempt(client, 'pollerPoll', { poller })
  if (polled.problem !== undefined) return polled.problem
  const { value, problem } = valueOr(await attempt(client, 'pollerWait', { poller }))
  return problem ?? (value['done'] === true ? undefined : 'After pollerWait `done` must be true.')
}

/** Not every client shows where the next page begins: those that do not can be told to begin at the link itself. */
function nextLinkOf({ exchanges }: CheckedClient): string {
  const links = exchanges.flatMap(({ answer }) => {
    const page = isResponse(answer) ? jsonOf(answer.body) : undefined
    return typeof page === 'object' && page !== null && 'nextLink' in page ? [page.nextLink] : []
  })
  return String(links.at(-1))
}

function identifier({ vaultUrl }: CheckedClient): { readonly id: string } {
  return { id: `${vaultUrl.replace(/\/$/, '')}/secrets/held/${'0123456789abcdef'.repeat(2)}` }
}

/** So that both parts can be taken apart at once. */
function valueOr(outcome: Outcome): {
  readonly value: Readonly<Record<string, unknown>>
  readonly problem?: string
} {
  return outcome.problem === undefined ? { value: outcome.value } : { value: {}, problem: outcome.problem }
}
