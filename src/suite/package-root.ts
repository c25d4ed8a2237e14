import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { HarnessError } from '../wire/errors.ts'

/**
 * The folder that holds this package's `schemas` and `tests/scenarios`, whether the code runs from `src` or bundled
 * from `dist`.
 */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'schemas', 'scenario.json'))) {
    const parent = dirname(folder)
    if (parent === folder) {
      throw new HarnessError(
        'The installation is incomplete: no folder above this file holds schemas/scenario.json.',
      )
    }
    folder = parent
  }
  return folder
}
