import { randomBytes } from 'node:crypto'

/** Secret names of one run of a scenario, in a vault that it shares with others. */
export interface UniqueNames {
  /** A name that nobody else has. Names that differ in letter case alone still do. */
  unique(name: string): string
  /** A text with unique names in it, as it would be with the scenario's own names. */
  original(text: string): string
  /** Every unique name that was asked for. */
  given(): readonly string[]
}

/** What the service takes (see schemas/parameters.json); longer names are refused whatever is at their end. */
const longest = 127

/** Names get an ending of their own; where that would make one too long, it replaces the last letters. */
export function createUniqueNames(): UniqueNames {
  const ending = newEnding()
  const replaced = new Map<string, string>()
  const given = new Set<string>()
  return {
    given: () => [...given],
    unique: (name) => {
      if (name === '') return name
      const unique = rename(name)
      given.add(unique)
      return unique
    },
    original: (text) => {
      let found = text.replaceAll(ending, '')
      for (const [cut, its] of replaced) found = found.replaceAll(its, cut)
      return found
    },
  }

  function rename(name: string): string {
    if (name.length > longest || name.length + ending.length <= longest) return name + ending
    const cut = name.slice(longest - ending.length)
    const known = replaced.get(cut) ?? newEnding()
    replaced.set(cut, known)
    return name.slice(0, longest - ending.length) + known
  }
}

/** Only what may stand in a name, so that it is the same in URLs, bodies and messages. */
function newEnding(): string {
  return `-kvc${randomBytes(5).toString('hex')}`
}
