/**
 * The reference vault and Entra as real hosts: a process of its own, its own certificate authority, TLS on loopback. Prints one
 * line of JSON when it listens: `{ port, caPem, application }`. Run as `node dist/reference-vault.js <host…>`.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { entraClouds } from '../contract/entra-hosts.ts'
import { startHttpsServer } from '../transports/https-server.ts'
import { createService } from '../vault/create-service.ts'

const hosts = process.argv.slice(2)
const tenantId = randomUUID()
const application = { tenantId, clientId: randomUUID(), clientSecret: randomBytes(24).toString('base64url') }
const service = createService()
for (const host of hosts) service.addVault({ host, tenantId })
service.entra.registerApplication(application)
const { port, caPem } = await startHttpsServer({
  handler: service.handler,
  hosts: ['login.microsoftonline.com', ...entraClouds.flatMap(({ aliases }) => aliases), ...hosts],
})
process.stdout.write(`${JSON.stringify({ port, caPem, application })}\n`)
// Its starter is gone: nobody else knows of it.
process.stdin.on('end', () => process.exit(0)).resume()
