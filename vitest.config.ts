import { defineConfig, type ViteUserConfig } from 'vitest/config'

const config: ViteUserConfig = defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
    globalSetup: ['scripts/vitest-global-setup.mjs'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // Worker threads share the compiled modules; two cores gain nothing from more workers.
    pool: 'threads',
  },
})

export default config
