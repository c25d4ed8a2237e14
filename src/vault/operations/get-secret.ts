import { secretBundle } from '../bundle.ts'
import type { Call } from '../call.ts'
import { errors } from '../errors.ts'
import { findLive } from '../lifecycle.ts'
import { type Outcome, ok } from '../outcome.ts'
import { findVersion, type Secret, type SecretVersion } from '../secret.ts'
import type { VersionTraits } from '../version-traits.ts'

/**
 * GetSecret, newest or named version. `exp` and `nbf` do not matter; a disabled version is refused.
 * Unconfirmed: a version segment that is no 32 hexadecimal digits is answered like an unknown version.
 */
export function getSecret(call: Call): Outcome {
  const live = findLive(call)
  const version = live && findVersion(live.secret, call.match.version)
  if (!live || !version) return errors.secretNotFound(requestedId(call))
  if (!version.enabled) return errors.secretDisabled()
  const target = outContentType(call)
  if (target === undefined) return wholeAnswer(call, live.secret, version)
  const converted = convert(version, target)
  return 'status' in converted ? converted : ok(secretBundle(call, live.secret, converted, 'value'))
}

interface Written {
  readonly traits: VersionTraits
  readonly outcome: Outcome
}

const written = new WeakMap<SecretVersion, Written>()

/** Versions never change in place, so that their answer is written once and not with every read. */
function wholeAnswer(call: Call, secret: Secret, version: SecretVersion): Outcome {
  const known = written.get(version)
  if (known?.traits === call.traits) return known.outcome
  const outcome = ok(secretBundle(call, secret, version, 'value'))
  written.set(version, { traits: call.traits, outcome })
  return outcome
}

/** Name, or name and version: the form with a version is unconfirmed. */
export function requestedId({ name, match }: Call): string {
  return match.version === undefined ? name : `${name}/${match.version}`
}

/** The parameter is part of the contract since 2025-06-01-preview; before, it means nothing. */
function outContentType({ match, traits }: Call): string | undefined {
  if (!traits.outContentType) return undefined
  return match.query.find(([name]) => name === 'outContentType')?.[1]
}

const formatNames: Readonly<Record<string, string>> = {
  'application/x-pkcs12': 'PFX',
  'application/x-pem-file': 'PEM',
}

/**
 * Only PFX to PEM is converted; a plain secret (`text/plain` in the recording) counts as `Unsupported`. The
 * vault holds values as opaque text, so the PEM form of a certificate is given to it beside the PFX.
 * Unconfirmed: that a form asked for that is the stored one is answered as it is.
 */
function convert(version: SecretVersion, target: string): SecretVersion | Outcome {
  const from = formatNames[version.contentType ?? ''] ?? 'Unsupported'
  const to = formatNames[target] ?? 'Unsupported'
  if (from === to && from !== 'Unsupported') return version
  if (from === 'PFX' && to === 'PEM' && version.valueAsPem !== undefined) {
    return { ...version, value: version.valueAsPem, contentType: target }
  }
  return errors.unsupportedConversion(from, to)
}
