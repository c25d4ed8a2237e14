import picocolors from 'picocolors'
import { checkDriver } from '../clients/check-driver.ts'
import { formatDriverCheck } from '../report/format-driver-check.ts'
import { UsageError } from '../wire/errors.ts'
import { findProgram } from './find-program.ts'
import { takesColour } from './takes-colour.ts'

/** Judges a driver and prints the verdict. Resolves to the exit code: 1 when a rule is broken, 3 when one could not be judged. */
export async function runDriverCheck(argv: readonly string[]): Promise<0 | 1 | 3> {
  const [program = ''] = argv
  if (findProgram(program, process.env) === undefined)
    throw new UsageError(`There is no program \`${program}\`: neither on PATH nor as a file that can be run.`)
  const check = await checkDriver({ argv, env: process.env })
  process.stdout.write(formatDriverCheck(check, picocolors.createColors(takesColour(process.stdout))))
  const standings = new Set(check.verdicts.map(({ standing }) => standing))
  if (standings.has('broken')) return 1
  return standings.has('not-judged') ? 3 : 0
}
