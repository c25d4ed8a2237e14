import picomatch from 'picomatch'
import { UsageError } from '../wire/errors.ts'
import { didYouMean } from './near-names.ts'

/** What has an id that globs are matched against. */
interface Identified {
  readonly id: string
}

/**
 * The scenarios that any of the globs matches (`*` within a segment, `**` across), all when there is none, in the
 * order given.
 *
 * @param option what the caller calls the globs, for messages
 * @throws UsageError for a glob that matches nothing, with the ids near to it
 */
export function selectScenarios<T extends Identified>(
  scenarios: readonly T[],
  globs: readonly string[],
  option: '--scenario' | 'scenarios' = '--scenario',
): T[] {
  if (globs.length === 0) return [...scenarios]
  // picomatch throws for it, with words that name no option.
  if (globs.includes('')) throw matchesNothing('', scenarios, option)
  const matchers = globs.map((glob) => scenarioMatcher(glob))
  for (const [index, glob] of globs.entries()) {
    if (!scenarios.some(({ id }) => matchers[index]?.(id))) throw matchesNothing(glob, scenarios, option)
  }
  return scenarios.filter(({ id }) => matchers.some((matches) => matches(id)))
}

/** Tells whether an id is one that the glob names. */
export function scenarioMatcher(glob: string): (id: string) => boolean {
  const matches = picomatch(glob, { nonegate: true, noextglob: true, dot: true })
  // With a second argument, as `filter` gives one, picomatch returns an object: always true.
  return (id) => matches(id)
}

function matchesNothing(glob: string, scenarios: readonly Identified[], option: string): UsageError {
  const ids = scenarios.map(({ id }) => id)
  const areas = [...new Set(ids.map((id) => `${id.split('/')[0]}/**`))]
  return new UsageError(
    `${option} "${glob}" matches no scenario.${didYouMean(glob, ids)} ` +
      `Areas: ${areas.join(', ')}. \`keyvault-contract test --list\` prints all ${ids.length}.`,
  )
}
