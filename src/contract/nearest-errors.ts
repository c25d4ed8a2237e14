import type { CompiledError } from './generated/compiled-validator.d.ts'

/**
 * Thins out the errors of a validator that collects all: of the alternatives of a `oneOf` or `anyOf` only the errors of
 * the one that comes nearest stay, and none of the keywords that only say that something inside them failed.
 */
export function nearestErrors(errors: readonly CompiledError[]): CompiledError[] {
  const kept: CompiledError[] = []
  for (const error of errors) {
    if (error.keyword === 'if') continue
    if (error.keyword !== 'oneOf' && error.keyword !== 'anyOf') {
      kept.push(error)
      continue
    }
    // Its alternatives' errors came right before it.
    let start = kept.length
    while (start > 0 && isInside(kept[start - 1], error)) start--
    const inside = kept.splice(start)
    kept.push(...(inside.length === 0 ? [error] : nearest(alternatives(inside, error), error)))
  }
  return kept
}

function isInside(candidate: CompiledError | undefined, choice: CompiledError): boolean {
  if (!candidate?.instancePath.startsWith(choice.instancePath)) return false
  // A keyword beside the choice has the same parent in the schema.
  const beside = parentOf(candidate.schemaPath) === parentOf(choice.schemaPath)
  return !(beside && candidate.instancePath === choice.instancePath)
}

/**
 * Errors by the alternative they belong to. What an alternative refers to shows paths of its own, which for a schema
 * that holds itself (a step among parallel steps) look like those of an alternative that does not even know the member.
 */
function alternatives(inside: readonly CompiledError[], choice: CompiledError): CompiledError[][] {
  const groups = new Map<string, CompiledError[]>()
  for (const error of inside) {
    const own = alternativeOf(error, choice)
    const key = own !== undefined && !refuses(inside, error, { own, choice }) ? own : 'referred'
    groups.set(key, [...(groups.get(key) ?? []), error])
  }
  return [...groups.values()]
}

function alternativeOf(error: CompiledError, choice: CompiledError): string | undefined {
  if (!error.schemaPath.startsWith(`${choice.schemaPath}/`)) return undefined
  return error.schemaPath.slice(choice.schemaPath.length + 1).split('/')[0]
}

/** True when that alternative says of the member in which the error lies that it has no such member. */
function refuses(
  inside: readonly CompiledError[],
  error: CompiledError,
  { own, choice }: { own: string; choice: CompiledError },
): boolean {
  const member = error.instancePath.slice(choice.instancePath.length + 1).split('/')[0]
  return inside.some(
    (other) =>
      other.instancePath === choice.instancePath &&
      other.params['additionalProperty'] === member &&
      alternativeOf(other, choice) === own,
  )
}

function nearest(groups: readonly CompiledError[][], choice: CompiledError): CompiledError[] {
  const ranked = groups.map((errors) => ({ errors, distance: distanceOf(errors, choice) }))
  ranked.sort((a, b) => a.distance - b.distance)
  return ranked[0]?.errors ?? []
}

/** Something of another type is no near miss, nor is an object of another kind; a bad member inside is. */
function distanceOf(errors: readonly CompiledError[], choice: CompiledError): number {
  const depth = choice.instancePath.split('/').length
  return errors.reduce((sum, error) => {
    const level = error.instancePath.split('/').length - depth
    if (level === 0 && error.keyword === 'type') return sum + 100
    if (level <= 1 && error.keyword === 'const') return sum + 50
    return sum + (level === 0 && error.keyword === 'required' ? 10 : 1)
  }, 0)
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'))
}
