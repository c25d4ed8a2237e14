import { relative } from 'node:path'
import type { Reporter, TestCase, TestModule } from 'vitest/node'
import { type FoundInTest, formatFoundInTests } from './format-found-in-tests.ts'
import { quoteForShell, toNamePattern } from './test-name.ts'

/**
 * Tells at the end of a run what broke the contract, each requirement once with all tests that show it, and how much of the
 * contract was put to the test. It comes beside another reporter; failure messages say all of their own findings already.
 *
 * @example
 * // vitest.config.ts
 * export default defineConfig({ test: { reporters: ['default', 'keyvault-contract/vitest-reporter'] } })
 */
export class KeyVaultReporter implements Reporter {
  readonly #write: (text: string) => void

  /** @param options.write where it tells it. Default: stdout. */
  constructor(options: { readonly write?: (text: string) => void } = {}) {
    this.#write = options.write ?? ((text) => void process.stdout.write(text))
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const found = modules.flatMap((module) => [...module.children.allTests()].flatMap(foundIn))
    const text = formatFoundInTests(found)
    if (text !== '') this.#write(`\n${text}\n`)
  }
}

function foundIn(test: TestCase): FoundInTest[] {
  const own = test.meta().keyVaultContract
  if (own === undefined) return []
  const file = relative(process.cwd(), test.module.moduleId)
  const pattern = toNamePattern(namesOf(test))
  const rerun = `npx vitest run ${quoteForShell(file)} -t ${quoteForShell(pattern)}`
  return [{ ...own, name: `${file} > ${test.fullName}`, rerun }]
}

function namesOf(test: TestCase): string[] {
  const names = [test.name]
  for (let at = test.parent; at.type === 'suite'; at = at.parent) names.unshift(at.name)
  return names
}
