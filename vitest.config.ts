import { configDefaults, defineConfig, type ViteUserConfig } from 'vitest/config'

/** Recorders, players and the drivers of every language, as processes of their own: minutes, which `npm test` has not. */
const processes = [
  'tests/e2e/{go,java,rust}-driver*.test.ts',
  'tests/e2e/python-driver-errors.test.ts',
  'tests/e2e/client-matrix.test.ts',
  'tests/e2e/driver-command.test.ts',
  'tests/e2e/play*.test.ts',
  'tests/e2e/quickstarts.test.ts',
  'tests/e2e/record*.test.ts',
  'tests/e2e/test-modes.test.ts',
]

const config: ViteUserConfig = defineConfig({
  test: {
    globalSetup: ['src/build/vitest-global-setup.mjs'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // Worker threads share the compiled modules; two cores gain nothing from more workers.
    pool: 'threads',
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
          exclude: [...configDefaults.exclude, ...processes],
        },
      },
      { extends: true, test: { name: 'processes', include: processes, testTimeout: 60_000 } },
    ],
  },
})

export default config
