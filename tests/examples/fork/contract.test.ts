import { describeContract } from 'keyvault-contract/vitest'
import { SecretClient } from './client.js'

describeContract(
  'my fork',
  (vaultUrl, credential, options) => new SecretClient(vaultUrl, credential, options),
  { scenarios: ['api-version/**', 'challenge/**'], knownFailures: 'known-failures.yaml' },
)
