import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import type { Scenario } from '../contract/generated/types/scenario.ts'
import { validateDocument } from '../contract/validate-document.ts'
import { HarnessError } from '../wire/errors.ts'
import { checkScenario } from './check-scenario.ts'
import type { LoadedScenario } from './loaded-scenario.ts'
import { packageRoot } from './package-root.ts'
import { parseYaml } from './parse-yaml.ts'

/**
 * Reads every scenario below a folder (default: the suite's own), sorted by id.
 *
 * @throws HarnessError naming file, line and what would be right, for the first file that is unsound
 */
export function loadScenarios(folder?: string): readonly LoadedScenario[] {
  if (folder !== undefined) return loadFolder(folder)
  // A test file may put many clients to the suite.
  own ??= loadFolder(join(packageRoot(), 'tests', 'scenarios'))
  return own
}

let own: readonly LoadedScenario[] | undefined

function loadFolder(folder: string): LoadedScenario[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.yaml'),
  )
  return files
    .map((file) => file.split(sep).join('/').slice(0, -'.yaml'.length))
    .sort()
    .map((id) => loadScenario(id, join(folder, `${id}.yaml`)))
}

function loadScenario(id: string, file: string): LoadedScenario {
  const text = readFileSync(file, 'utf8')
  const parsed = parseYaml(text, file)
  const [invalid] = validateDocument('scenario', parsed.value)
  if (invalid)
    throw unsound(file, parsed.lineOf(invalid.pointer), `${invalid.pointer || 'the file'} ${invalid.message}`)
  // Validated on the line above.
  const scenario = parsed.value as Scenario
  const [problem] = checkScenario(scenario)
  if (problem) throw unsound(file, parsed.lineOf(problem.pointer), problem.message)
  return { id, text, scenario }
}

function unsound(file: string, line: number, message: string): HarnessError {
  return new HarnessError(`${file}:${line}: ${message}`)
}
