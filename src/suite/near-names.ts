/**
 * The known names that a wrong one may have meant, nearest first, at most three. For messages that fix a typo.
 */
export function nearNames(wrong: string, known: Iterable<string>): string[] {
  const limit = Math.max(2, Math.floor(wrong.length / 3))
  return [...known]
    .map((name) => ({ name, distance: distanceOf(wrong, name) }))
    .filter(({ name, distance }) => distance <= limit || (wrong !== '' && name.includes(wrong)))
    .sort((a, b) => a.distance - b.distance || a.name.localeCompare(b.name))
    .slice(0, 3)
    .map(({ name }) => name)
}

/** ` Did you mean a, b?`, or nothing when no known name is near. */
export function didYouMean(wrong: string, known: Iterable<string>): string {
  const near = nearNames(wrong, known)
  return near.length === 0 ? '' : ` Did you mean ${near.join(', ')}?`
}

/** Levenshtein: single characters put in, left out or exchanged. */
function distanceOf(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [index, character] of [...a].entries()) {
    const next = [index + 1]
    for (let at = 1; at <= b.length; at++) {
      const exchanged = (row[at - 1] ?? 0) + (character === b[at - 1] ? 0 : 1)
      next.push(Math.min(exchanged, (row[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
