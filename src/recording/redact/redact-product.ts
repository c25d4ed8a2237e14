import type { RedactionScope } from './redaction-scope.ts'

/** Runs of letters and digits that no product, version or platform has: hashes (`MacAddressHash:9e17…`) and tokens. */
const suspicious = /(?<![A-Za-z0-9+/=_])(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9+/=_]{20,}/g

/** Products of a `User-Agent`: they stay, save what looks like a hash and what was met as a secret or a name before. */
export function redactProduct(value: string, { canaries, vocabulary }: RedactionScope): string {
  const text = value
    .replace(suspicious, (run) => (isVersioned(run) ? run : 'redacted'))
    .replace(/[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/gi, (guid) =>
      vocabulary.placeholderFor('guid', guid),
    )
  return canaries.find(text) === undefined ? text : 'redacted'
}

/** `Secrets/4.0.0`, `azsdk-js-keyvault-secrets/4.4.0`: a word, a slash, a version. */
function isVersioned(run: string): boolean {
  return /^[A-Za-z_]+(?:\/v?\d{1,8}|_[a-z]+)?$/.test(run)
}
