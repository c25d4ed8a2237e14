import type {
  ClientOptions,
  Scenario,
  SeedSecret,
  VaultBehaviour,
} from '../contract/generated/types/scenario.ts'
import { type CallStep, isCallStep, walkSteps } from './walk-steps.ts'

/** What a client can set by itself. Versions, deletion, certificates and times of creation are the vault's doing. */
const ofSetSecret: ReadonlySet<keyof SeedSecret> = new Set([
  'value',
  'contentType',
  'tags',
  'enabled',
  'notBefore',
  'expiresOn',
])

/** The official JavaScript client, which the shipped recordings are made with, sends no later time (see its known failures). */
const last32BitSecond = 2 ** 31 - 1

/** Lists of a whole vault: a live one holds what is nobody's business, and what no expectation could foresee. */
const listsOfAll: ReadonlySet<string> = new Set(['listSecrets', 'listDeletedSecrets'])

/**
 * Why a scenario cannot be recorded against a vault that nobody staged for it, in a few words that group well; `undefined` when it
 * can: a live vault does by itself all that it needs, and what is to be there first the client can set.
 */
export function recordingObstacle(scenario: Scenario): string | undefined {
  return obstacleOfVault(scenario) ?? obstacleOfClients(scenario) ?? obstacleOfSteps(scenario)
}

function obstacleOfVault({ vault = {}, otherVaults = {}, identity }: Scenario): string | undefined {
  if (identity) return 'Entra cannot be told to fail'
  if (Object.keys(otherVaults).length > 0) return 'it needs several vaults'
  const staged = Object.keys(vault).filter((member) => member !== 'secrets')
  if (staged.length > 0) return `a live vault cannot be told its ${staged.sort().join(', ')}`
  return obstacleOfSeeds(vault)
}

function obstacleOfSeeds({ secrets = {} }: VaultBehaviour): string | undefined {
  if (isMany(secrets)) return 'it needs many secrets that are there before'
  const members = Object.values(secrets).flatMap((seed) => Object.keys(seed) as (keyof SeedSecret)[])
  const beyond = [...new Set(members.filter((member) => !ofSetSecret.has(member)))]
  if (beyond.length > 0) return `no client can set a secret with ${beyond.sort().join(', ')}`
  const times = Object.values(secrets).flatMap(({ notBefore = 0, expiresOn = 0 }) => [notBefore, expiresOn])
  return Math.max(0, ...times) > last32BitSecond ? 'it needs a secret with times after 2038' : undefined
}

function isMany(
  secrets: NonNullable<VaultBehaviour['secrets']>,
): secrets is Extract<typeof secrets, { count: number }> {
  return typeof secrets['count'] === 'number'
}

function obstacleOfClients({ client = {}, clients = {} }: Scenario): string | undefined {
  for (const options of [client, ...Object.values(clients)]) {
    const obstacle = obstacleOfClient(options)
    if (obstacle) return obstacle
  }
  return undefined
}

function obstacleOfClient(options: ClientOptions): string | undefined {
  if (options.credential === 'managedIdentity') return 'it needs a managed identity'
  if (options.tokenLifetimesSeconds) return 'it needs tokens with lifetimes of its own'
  const spelling = options.vaultUrl
  // A gateway, another port or no TLS are not what a live vault has.
  const isPlain = spelling === undefined || /^\$\{vaults\.vault\.url\}\/?$/.test(spelling)
  return isPlain ? undefined : 'it asks under another address than the vault has'
}

function obstacleOfSteps({ steps, expect = [] }: Scenario): string | undefined {
  const placed = walkSteps(steps).map(({ step }) => step)
  if (placed.some((step) => 'vault' in step)) return 'it changes the vault between its steps'
  const calls = placed.filter(isCallStep)
  if (calls.every(sendsNothing)) return 'it sends nothing'
  if (calls.some(({ call }) => listsOfAll.has(call))) return 'it lists a whole vault'
  if (expect.some(({ request }) => request?.token)) return 'it looks into test tokens'
  return undefined
}

function sendsNothing({ call }: CallStep): boolean {
  return call === 'parseIdentifier'
}
