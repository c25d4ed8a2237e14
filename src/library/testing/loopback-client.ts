import https from 'node:https'
import tls from 'node:tls'
import { ClientSecretCredential } from '@azure/identity'
import { SecretClient, type SecretClientOptions } from '@azure/keyvault-secrets'
import { startHttpsServer } from '../../transports/https-server.ts'
import type { TestVault } from '../vault/test-vault.ts'

/** The official client over real connections to a vault on loopback, under the vault's own name; for tests of recorders. */
export interface LoopbackClient {
  readonly client: SecretClient
  close(): Promise<void>
}

export async function connectOverLoopback(vault: TestVault): Promise<LoopbackClient> {
  const hosts = [vault.host, 'login.microsoftonline.com'] as const
  const server = await startHttpsServer({ handler: vault.handler, hosts: [...hosts] })
  const agent = new https.Agent({ keepAlive: false })
  agent.createConnection = (options) =>
    tls.connect({ ...(options as object), host: '127.0.0.1', port: server.port, ca: server.caPem })
  const options = throughAgent(agent)
  const { tenantId, clientId, clientSecret } = vault.clientSecret
  const credential = new ClientSecretCredential(tenantId, clientId, clientSecret, options)
  return {
    client: new SecretClient(vault.url, credential, options),
    close: async () => {
      agent.destroy()
      await server.close()
    },
  }
}

function throughAgent(agent: https.Agent): Pick<SecretClientOptions, 'additionalPolicies'> {
  const policy = {
    name: 'loopback',
    sendRequest: (request: PipelineRequest, next: SendRequest) => {
      request.agent = agent
      return next(request)
    },
  }
  return { additionalPolicies: [{ policy, position: 'perRetry' }] }
}

type SendRequest = import('@azure/core-rest-pipeline').SendRequest
type PipelineRequest = import('@azure/core-rest-pipeline').PipelineRequest
