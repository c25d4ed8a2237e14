import type { RedactionScope } from './redaction-scope.ts'

/** Runs of letters and digits that no product, version or platform has: hashes (`MacAddressHash:9e17…`, `app/9e17…`) and tokens. */
const suspicious =
  /(?<![A-Za-z0-9+=_])(?=[A-Za-z+=_]*\d)(?=[\d+=_]*[A-Za-z])[A-Za-z0-9+=_]{12,}|(?<![\d-])\d{12,}/g

/** Words with characters that no product and no comment on one has: JSON, PEM, generated passwords. */
const strange = /[^\s()]*[^\s\w.,;:()+"'=~@*?#/[\]-][^\s()]*|-----[A-Z ]+-----[^()]*/g

/**
 * Products of a `User-Agent`: they stay, save what looks like a hash and what was met as a secret or a name before. In comments
 * versions are cut to two numbers: kernels and builds tell machines apart (`Linux 6.1.0-18-cloud-amd64` becomes `Linux 6.1`).
 */
export function redactProduct(value: string, { canaries, vocabulary }: RedactionScope): string {
  const text = value
    .replace(/[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/gi, (guid) =>
      vocabulary.placeholderFor('guid', guid),
    )
    .replace(strange, 'redacted')
    .replace(/\([^()]*\)/g, (comment) => comment.replace(build, '$1'))
    .replace(suspicious, (run) => (isVersioned(run) ? run : 'redacted'))
  return canaries.find(text) === undefined ? text : 'redacted'
}

const build = /(?<![\d.])(\d+\.\d+)(?:\.[\w.]*)?(?:[-+~][\w.+~-]*)?/g

/** `HeadlessChrome103`, `dev20190929`: words and one number behind them. */
function isVersioned(run: string): boolean {
  return /^[A-Za-z_]+\d{0,8}$/.test(run)
}
