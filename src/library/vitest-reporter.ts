/**
 * The reporter for Vitest. Apart from the fixtures: a configuration is read where no test runs, and there Vitest's own
 * functions cannot be imported.
 *
 * @packageDocumentation
 */
export { KeyVaultReporter, KeyVaultReporter as default } from './vitest/reporter.ts'
