import { prepareGoDriver } from '../../src/clients/go-environment.ts'
import { prepareJavaDriver } from '../../src/clients/java-environment.ts'
import type { PrepareOptions } from '../../src/clients/prepare-options.ts'
import { preparePythonDriver } from '../../src/clients/python-environment.ts'
import type { DriverCommand } from '../../src/clients/resolve-driver.ts'
import { prepareRustDriver } from '../../src/clients/rust-environment.ts'

/** Every bundled client whose driver is built on the user's machine, which are all but JavaScript's, and how. */
export const builtDrivers: readonly (readonly [
  string,
  (options: PrepareOptions) => Promise<DriverCommand>,
])[] = [
  ['python', preparePythonDriver],
  ['python-async', (options) => preparePythonDriver({ ...options, interface: 'async' })],
  ['go', prepareGoDriver],
  ['java', prepareJavaDriver],
  ['java-async', (options) => prepareJavaDriver({ ...options, client: 'SecretAsyncClient' })],
  ['rust', prepareRustDriver],
]
