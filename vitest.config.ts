import { defineConfig, type ViteUserConfig } from 'vitest/config'

const config: ViteUserConfig = defineConfig({
  test: {
    globalSetup: ['scripts/vitest-global-setup.mjs'],
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
      { extends: true, test: { name: 'whole', include: ['tests/**/*.test.ts'] } },
    ],
  },
})

export default config
