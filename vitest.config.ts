import { availableParallelism } from 'node:os'
import { configDefaults, defineConfig, type ViteUserConfig } from 'vitest/config'

/** Recorders, players and the drivers of every language, as processes of their own: minutes, which `npm test` has not. */
const processes = [
  'tests/e2e/{go,java,rust}-driver*.test.ts',
  'tests/e2e/python-driver-errors.test.ts',
  'tests/e2e/attach.test.ts',
  'tests/e2e/client-matrix.test.ts',
  'tests/e2e/driver-{command,harm,protocol}.test.ts',
  'tests/e2e/msw-browser.test.ts',
  'tests/e2e/package-option.test.ts',
  'tests/e2e/play*.test.ts',
  'tests/e2e/quickstarts.test.ts',
  'tests/e2e/record*.test.ts',
  'tests/e2e/report-merge.test.ts',
  'tests/e2e/test-modes.test.ts',
  'tests/e2e/vitest-package*.test.ts',
]

/** The packed tarball, installed into empty projects: what its users get. Minutes as well. */
const shipped = ['tests/package/**/*.test.ts', 'tests/examples/*.test.ts']

/** Files of their own, made by tests, or a user's as the package documents them. */
const notOurs = [...configDefaults.exclude, 'tests/examples/*/**']

const config: ViteUserConfig = defineConfig({
  test: {
    globalSetup: ['src/build/vitest-global-setup.mjs'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // Worker threads share the compiled modules. Vitest would leave one core alone; one more than there are, for some files mostly wait.
    pool: 'threads',
    maxWorkers: availableParallelism() + 1,
    // Scenarios mostly wait: for tokens to grow old, for pauses between attempts.
    maxConcurrency: 20,
    projects: [
      {
        extends: true,
        // Unit tests leave nothing behind that another file could see: modules are loaded once for all of them.
        test: { name: 'unit', include: ['src/**/*.test.ts'], isolate: false },
      },
      {
        extends: true,
        test: {
          name: 'whole',
          include: ['tests/**/*.test.ts'],
          exclude: [...notOurs, ...processes, ...shipped],
        },
      },
      // Each of its files starts processes that use more than one core themselves.
      {
        extends: true,
        test: {
          name: 'processes',
          include: processes,
          testTimeout: 60_000,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'package',
          include: shipped,
          exclude: notOurs,
          globalSetup: ['tests/package/pack-once.ts'],
          testTimeout: 180_000,
          hookTimeout: 300_000,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})

export default config
