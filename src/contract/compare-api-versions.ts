/**
 * Orders api-versions by their age: negative when `a` is older, 0 when they are the same, NaN when one is no api-version.
 * Key Vault went from dates (2015-06-01, 2016-10-01) to 7.0 … 7.6 and back to dates (2025-06-01-preview on); a preview
 * is older than the version it leads to.
 */
export function compareApiVersions(a: string, b: string): number {
  const left = keyOf(a)
  const right = keyOf(b)
  if (!left || !right) return Number.NaN
  for (let index = 0; index < left.length; index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0)
    if (difference !== 0) return Math.sign(difference)
  }
  return 0
}

const grammar = /^(?:7\.(\d+)|(\d{4})-(\d{2})-(\d{2}))(-preview)?\.?(\d*)$/

/** Era (dates, numbers, dates again), then the version itself, then the preview; final versions last. */
function keyOf(version: string): readonly number[] | undefined {
  const match = grammar.exec(version)
  if (!match) return undefined
  const [, minor, year, month, day, preview, number] = match
  const stage = preview ? [0, Number(number || 1)] : [1, 0]
  if (minor !== undefined) return [1, Number(minor), 0, 0, ...stage]
  return [Number(year) < 2018 ? 0 : 2, Number(year), Number(month), Number(day), ...stage]
}
