import type { RedactionScope } from './redaction-scope.ts'

/** Runs of letters and digits that no product, version or platform has: hashes (`MacAddressHash:9e17…`) and tokens. */
const suspicious = /(?<![A-Za-z0-9+/=_])(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9+/=_]{12,}/g

/** Products of a `User-Agent`: they stay, save what looks like a hash and what was met as a secret or a name before. */
export function redactProduct(value: string, { canaries, vocabulary }: RedactionScope): string {
  const text = value
    .replace(suspicious, (run) => (isVersioned(run) ? run : 'redacted'))
    .replace(/[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/gi, (guid) =>
      vocabulary.placeholderFor('guid', guid),
    )
  return canaries.find(text) === undefined ? text : 'redacted'
}

/** `HeadlessChrome/103`, `dev20190929`: words and one number behind them. */
function isVersioned(run: string): boolean {
  return /^[A-Za-z_/]+\d{0,8}$/.test(run)
}
