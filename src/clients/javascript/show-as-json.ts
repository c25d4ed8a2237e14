/** A value as a log that is written in JSON shows it; what leads back to itself is left out. Never throws. */
export function showAsJson(value: unknown): string {
  const above: unknown[] = []
  try {
    return JSON.stringify(value, function (this: unknown, _name, member: unknown) {
      // `this` is what holds the member: whatever was deeper than that is done with.
      while (above.length > 0 && above.at(-1) !== this) above.pop()
      if (typeof member !== 'object' || member === null) return member
      if (above.includes(member)) return undefined
      above.push(member)
      return member
    })
  } catch {
    return `[${typeof value}]`
  }
}
