import { join } from 'node:path'
import * as bundled from '@azure/keyvault-secrets'
import { describeContract } from '../src/library/vitest.ts'
import { bundledKnownFailures } from '../src/suite/bundled-known-failures.ts'
import { loadKnownFailures } from '../src/suite/load-known-failures.ts'
import { loadScenarios } from '../src/suite/load-scenarios.ts'
import { packageRoot } from '../src/suite/package-root.ts'

const ids = loadScenarios().map(({ id }) => id)

describeContract(
  'the bundled client',
  { module: bundled },
  {
    package: join(packageRoot(), 'node_modules', '@azure', 'keyvault-secrets'),
    // What shows behind a proxy only is no failure in this process.
    knownFailures: loadKnownFailures(bundledKnownFailures('javascript') ?? '', ids).filter(
      ({ scenario }) => scenario !== 'logging/nothing-secret-of-a-challenged-write',
    ),
  },
)
