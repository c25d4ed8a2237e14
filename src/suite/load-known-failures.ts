import { readFileSync } from 'node:fs'
import type { KnownFailure } from '../contract/generated/types/known-failures.ts'
import { requirements } from '../contract/requirements.ts'
import { validateDocument } from '../contract/validate-document.ts'
import { UsageError } from '../wire/errors.ts'
import { didYouMean } from './near-names.ts'
import { type ParsedYaml, parseYaml } from './parse-yaml.ts'
import { scenarioMatcher } from './select-scenarios.ts'

/**
 * Reads a file of known failures (`schemas/known-failures.json`, as YAML).
 *
 * @param ids of every scenario there is
 * @throws UsageError naming file, line and what would be right; also for an entry that matches no scenario, or names no
 * requirement
 */
export function loadKnownFailures(file: string, ids: readonly string[]): KnownFailure[] {
  const parsed = parseYaml(readText(file), file, (message) => new UsageError(message))
  const [invalid] = validateDocument('known-failures', parsed.value)
  if (invalid)
    throw wrong(file, parsed, invalid.pointer, `${invalid.pointer || 'the file'} ${invalid.message}`)
  // Validated on the line above.
  const entries = parsed.value as KnownFailure[]
  for (const [index, entry] of entries.entries()) {
    const problem = problemOf(entry, ids)
    if (problem !== undefined) throw wrong(file, parsed, `/${index}`, problem)
  }
  return entries
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? error.code : error
    throw new UsageError(`--known-failures "${file}" cannot be read (${reason}). It must be a YAML file.`)
  }
}

function problemOf({ scenario, requirement }: KnownFailure, ids: readonly string[]): string | undefined {
  if (scenario !== undefined && !ids.some(scenarioMatcher(scenario))) {
    return `"${scenario}" matches no scenario.${didYouMean(scenario, ids)}`
  }
  if (requirement !== undefined && !requirements.has(requirement)) {
    return `There is no requirement "${requirement}".${didYouMean(requirement, requirements.keys())}`
  }
  return undefined
}

function wrong(file: string, parsed: ParsedYaml, pointer: string, message: string): UsageError {
  return new UsageError(`${file}:${parsed.lineOf(pointer)}: ${message}`)
}
