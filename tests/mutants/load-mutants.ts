import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { requirements } from '../../src/contract/requirements.ts'
import { UsageError } from '../../src/wire/errors.ts'
import type { Mutant } from './mutant.ts'
import { packagesRoot } from './package-tree.ts'

const members = ['id', 'does', 'package', 'file', 'find', 'replace', 'requirement'] as const

/** All mutants of `areas/*.yaml`, area by area. Throws UsageError where one says what cannot be. */
export function loadMutants(): readonly Mutant[] {
  const folder = fileURLToPath(new URL('areas', import.meta.url))
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
  const mutants = files.flatMap((name) => readArea(join(folder, name)))
  const twice = mutants.find(({ id }, index) => mutants.findIndex((other) => other.id === id) !== index)
  if (twice) throw new UsageError(`Mutant "${twice.id}": the id is there twice.`)
  return mutants
}

/** The text of the file with the mutant's line in place of the original. Throws UsageError unless the text is in it once. */
export function mutatedText({ id, package: name, file, find, replace }: Mutant): string {
  const path = join(packagesRoot, name, file)
  if (!existsSync(path)) throw new UsageError(`Mutant "${id}": there is no ${name}/${file}.`)
  const text = readFileSync(path, 'utf8')
  const times = text.split(find).length - 1
  if (times !== 1)
    throw new UsageError(`Mutant "${id}": "${find}" is ${times} times in ${name}/${file}, not once.`)
  return text.replace(find, () => replace)
}

function readArea(path: string): Mutant[] {
  const area = basename(path, '.yaml')
  const entries: unknown = parse(readFileSync(path, 'utf8'))
  if (!Array.isArray(entries)) throw new UsageError(`${area}.yaml holds no list of mutants.`)
  return entries.map((entry) => check(entry as Mutant, area))
}

function check(entry: Mutant, area: string): Mutant {
  const missing = members.find((member) => typeof entry[member] !== 'string')
  if (missing) throw new UsageError(`Mutant "${entry.id}" of ${area}.yaml: "${missing}" is no text.`)
  if (entry.find === entry.replace) throw new UsageError(`Mutant "${entry.id}" changes nothing.`)
  if (!requirements.has(entry.requirement))
    throw new UsageError(`Mutant "${entry.id}": there is no requirement "${entry.requirement}".`)
  return { ...entry, area }
}
