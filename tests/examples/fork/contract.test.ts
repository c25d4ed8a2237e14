import { describeContract } from 'keyvault-contract/vitest'
import { SecretClient } from './client.js'

describeContract(
  'my fork',
  (vaultUrl, credential, options) => new SecretClient(vaultUrl, credential, options),
  {
    // All of them, in a real one.
    scenarios: ['api-version/**', 'challenge/comma-without-a-space-separates'],
    knownFailures: 'known-failures.yaml',
  },
)
