import { setTimeout as delay } from 'node:timers/promises'
import { readTestToken } from '../vault/test-token.ts'
import { attempt, describeError, type ProbeScene } from './check-driver-probe.ts'

const behaviour = { secrets: { held: { value: 'a value' } } }

/** The test credential's tokens carry what was asked for, and whose they are. */
export async function judgeCredential({ driver, world }: ProbeScene): Promise<string | undefined> {
  const client = await world.open(driver, behaviour)
  const { problem } = await attempt(client, 'getSecret', { name: 'held' })
  const tokens = client.tokens()
  if (tokens.length === 0) return problem ?? 'No token was sent to the vault.'
  const payloads = tokens.map(readTestToken)
  const broken = payloads.find((payload) => payload === undefined || payload.clientId !== client.clientId)
  if (payloads.includes(undefined))
    return 'A token is not `kvc-test.` and the unpadded base64url of {scopes, tenantId, claims, enableCae, serial, clientId}.'
  if (broken) return "A token's `clientId` is not that of the credential it was made by."
  if (payloads.some((payload) => payload?.serial === 0 || payload?.scopes.length === 0))
    return 'A token must say its `serial`, from 1, and the `scopes` that the client asked for.'
  return problem
}

/** What the client reports of a refusal arrives as an outcome. */
export async function judgeErrors({ driver, world }: ProbeScene): Promise<string | undefined> {
  const client = await world.open(driver, behaviour)
  const result = await client.call('getSecret', { name: 'nobody' })
  if (result.outcome === 'value')
    return 'getSecret of a secret that there is not must be an error; got a value.'
  const { category, status } = result.error
  if (category !== 'service')
    return `A 404 of the vault has the category service; got ${describeError(result)}.`
  return status === undefined || status === 404 ? undefined : `The status must be 404; got ${status}.`
}

/** One call waits for its vault; others of the same driver must not wait for it. */
export async function judgeOverlap({ driver, world, overlapMs }: ProbeScene): Promise<string | undefined> {
  const waiting = await world.open(driver, behaviour)
  const free = await world.open(driver, behaviour)
  const release = world.hold(waiting)
  const late = new AbortController()
  const slow = attempt(waiting, 'getSecret', { name: 'held' })
  slow.catch(() => undefined)
  const quick = Promise.all([1, 2, 3].map(() => attempt(free, 'getSecret', { name: 'held' })))
  try {
    const limit = delay(overlapMs, undefined, { signal: late.signal }).catch(() => undefined)
    const first = await Promise.race([quick, limit])
    if (first === undefined)
      return `While one call waited for its vault, calls to another one got no outcome for ${overlapMs / 1000} s.`
    const failed = first.find(({ problem }) => problem !== undefined)
    release()
    return failed?.problem ?? (await slow).problem
  } finally {
    late.abort()
    release()
    await Promise.allSettled([slow, quick])
  }
}

/** A closed client takes no other with it. */
export async function judgeClosing({ driver, world }: ProbeScene): Promise<string | undefined> {
  const closed = await world.open(driver, behaviour)
  const other = await world.open(driver, behaviour)
  await attempt(closed, 'getSecret', { name: 'held' })
  await driver.closeClient(closed.client)
  return (await attempt(other, 'getSecret', { name: 'held' })).problem
}
