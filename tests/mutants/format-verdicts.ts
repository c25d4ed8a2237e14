import type { Verdict } from './judge-mutant.ts'

/** A line for each mutant: its id, the requirement, and who noticed; what was not killed as it should be comes last. */
export function formatVerdicts(verdicts: readonly Verdict[]): string {
  const killed = verdicts.filter(({ outcome }) => outcome === 'killed')
  const others = verdicts.filter(({ outcome }) => outcome !== 'killed')
  const idWidth = widthOf(verdicts.map(({ mutant }) => mutant.id))
  const requirementWidth = widthOf(verdicts.map(({ mutant }) => mutant.requirement))
  return [...killed, ...others]
    .map((verdict) => {
      const { id, requirement } = verdict.mutant
      return `${id.padEnd(idWidth)}  ${requirement.padEnd(requirementWidth)}  ${noticed(verdict)}`
    })
    .join('\n')
}

const shown = 3

function noticed({ outcome, by, mutant }: Verdict): string {
  if (outcome === 'survived') return `SURVIVED: a client that ${mutant.does}`
  const more = by.length > shown ? ` and ${by.length - shown} more` : ''
  const list = `${by.slice(0, shown).join(', ')}${more}`
  return outcome === 'killed' ? list : `NOT BY THAT, but by ${list}`
}

function widthOf(texts: readonly string[]): number {
  return Math.max(0, ...texts.map(({ length }) => length))
}
