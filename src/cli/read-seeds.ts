import { readFile } from 'node:fs/promises'
import type { Seeds } from '../vault/seed.ts'
import { HarnessError, UsageError } from '../wire/errors.ts'

/** Stands for the parts of a scenario that a file of seeds has not. */
const scenarioAround = {
  title: 'Secrets of a file',
  requirements: ['request/user-agent'],
  steps: [{ wait: 1 }],
}
const secretsPointer = '/vault/secrets'

/**
 * Reads the secrets a vault is to hold: JSON or YAML, a mapping of names to what a scenario calls a secret, or so many
 * with one prefix. Throws `UsageError` that names file and line; values of secrets are never quoted.
 */
export async function readSeeds(file: string): Promise<Seeds> {
  // Read for this option only: `serve` has to answer at once.
  const [{ parseYaml }, { validateDocument }] = await Promise.all([
    import('../suite/parse-yaml.ts'),
    import('../contract/validate-document.ts'),
  ])
  const text = await readText(file)
  // JSON is YAML. A parser's own words may quote what it could not read, so they are not passed on.
  const { value, lineOf } = parseYaml(text, file, (message) => {
    const place = /^.*:\d+(?=: )/.exec(message)?.[0] ?? file
    return new UsageError(`--seed ${place}: not readable as JSON or YAML.`)
  })
  const [problem] = validateDocument('scenario', { ...scenarioAround, vault: { secrets: value } })
  if (!problem) return value as Seeds
  if (!problem.pointer.startsWith(secretsPointer)) {
    throw new HarnessError(`The scenario around --seed is broken: ${problem.pointer} ${problem.message}.`)
  }
  const pointer = problem.pointer.slice(secretsPointer.length)
  throw new UsageError(`--seed ${file}:${lineOf(pointer)}: ${pointer || 'the file'} ${problem.message}.`)
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new UsageError(
      `--seed "${file}" can not be read: ${error instanceof Error ? error.message : error}.`,
    )
  }
}
