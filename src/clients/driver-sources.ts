import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { HarnessError } from '../wire/errors.ts'

/** The folder with a bundled driver's sources, known by a file that is in it: beside this one in the checkout, below `drivers/` in the bundle. */
export function driverSources(language: string, file: string): string {
  const candidates = [`./${language}`, `./drivers/${language}`].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  )
  const found = candidates.find((path) => existsSync(join(path, file)))
  if (found === undefined)
    throw new HarnessError(`The ${language} driver is missing: expected it in ${candidates.join(' or ')}.`)
  return found
}
