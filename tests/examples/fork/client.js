// A fork stands here for the official client with one change of its own.
import { SecretClient as Official } from '@azure/keyvault-secrets'

export class SecretClient extends Official {
  async getSecretValue(name) {
    return (await this.getSecret(name)).value
  }
}
