import type { MatcherState } from 'vitest'
import { UsageError } from '../../wire/errors.ts'
import { demandObject, isObject, show } from '../options.ts'
import type { SecretSnapshot } from '../vault/secret-snapshot.ts'
import type { TestVault } from '../vault/test-vault.ts'
import { differences, formatDifferences } from './difference.ts'
import { type MatcherResult, withRerun } from './matcher-result.ts'

/** What a secret is to be; what is left out may be anything. Matchers such as `expect.any(String)` may stand for values. */
export interface ExpectedSecret {
  /** Of the newest version. */
  readonly value?: unknown
  readonly enabled?: boolean
  /** `undefined`: the secret has none. */
  readonly contentType?: unknown
  /** These and no others. */
  readonly tags?: unknown
  readonly notBefore?: unknown
  readonly expiresOn?: unknown
  readonly managed?: boolean
  /** How many versions there are. */
  readonly versions?: number
  /** Default false: a secret that was deleted is not there. */
  readonly deleted?: boolean
}

const members = [
  'value',
  'enabled',
  'contentType',
  'tags',
  'notBefore',
  'expiresOn',
  'managed',
  'versions',
  'deleted',
] as const

/** `toHaveSecret`: what is in the vault is never told where it differs in its value. */
export function toHaveSecret(
  this: MatcherState,
  received: unknown,
  name: string,
  expected: ExpectedSecret = {},
): MatcherResult {
  const vault = demandVault(received)
  demandObject('toHaveSecret', expected, "{ value: 'new' }")
  demandMembers(expected)
  if (typeof name !== 'string')
    throw new UsageError(`toHaveSecret: the name of the secret must be text, not ${show(name)}.`)
  const secret = vault.secret(name)
  const heading = `the secret ${JSON.stringify(name)}`
  if (!secret) return absent(`The vault has no ${heading.slice(4)}. ${whatIsThere(vault)}`, this)
  const wanted = { deleted: false, ...expected }
  const found = differences(comparable(secret), wanted, {
    equals: (one, other) => this.equals(one, other),
    isSecret: (pointer) => pointer === '/value',
  })
  if (found.length === 0)
    return { pass: true, message: () => withRerun(`The vault was not to have ${heading} so, and has.`, this) }
  const message = [`The vault has ${heading}, but not as expected.`, ...formatDifferences(found)].join('\n')
  return absent(message, this)
}

function absent(message: string, state: MatcherState): MatcherResult {
  return { pass: false, message: () => withRerun(message, state) }
}

function comparable(secret: SecretSnapshot): Record<string, unknown> {
  const { value, enabled, contentType, tags, notBefore, expiresOn, managed, versions, deleted } = secret
  return {
    ...{ value, enabled, contentType, tags, notBefore, expiresOn, managed, deleted },
    versions: versions.length,
  }
}

function whatIsThere(vault: Pick<TestVault, 'secretNames'>): string {
  const names = vault.secretNames()
  if (names.length === 0) return 'It is empty.'
  const shown = names.slice(0, 10).join(', ')
  return `It has ${shown}${names.length > 10 ? ` and ${names.length - 10} more` : ''}.`
}

function demandVault(received: unknown): Pick<TestVault, 'secret' | 'secretNames'> {
  if (isObject(received) && typeof received['secret'] === 'function') return received as unknown as TestVault
  throw new UsageError(`expect(…).toHaveSecret: it is for a vault, not for ${show(received)}.`)
}

function demandMembers(expected: object): void {
  const unknown = Object.keys(expected).find((name) => !members.some((member) => member === name))
  if (unknown === undefined) return
  throw new UsageError(
    `toHaveSecret: there is no member "${unknown}". It may be one of ${members.join(', ')}.`,
  )
}
