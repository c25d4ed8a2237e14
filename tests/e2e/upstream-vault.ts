/**
 * The reference vault and Entra as real hosts: a process of its own, its own certificate authority, TLS on loopback. Prints one
 * line of JSON when it listens: `{ port, caPem, application }`. `tsx upstream-vault.ts [--drifting] <host…>`.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { startHttpsServer } from '../../src/transports/https-server.ts'
import { createService } from '../../src/vault/create-service.ts'
import { drifting } from './drifting.ts'

const words = process.argv.slice(2)
const hosts = words.filter((word) => word !== '--drifting')
const tenantId = randomUUID()
const application = { tenantId, clientId: randomUUID(), clientSecret: randomBytes(24).toString('base64url') }
const service = createService()
for (const host of hosts) service.addVault({ host, tenantId })
service.entra.registerApplication(application)
const { port, caPem } = await startHttpsServer({
  handler: words.includes('--drifting') ? drifting(service.handler) : service.handler,
  hosts: ['login.microsoftonline.com', ...hosts],
})
process.stdout.write(`${JSON.stringify({ port, caPem, application })}\n`)
// Its starter is gone: nobody else knows of it.
process.stdin.on('end', () => process.exit(0)).resume()
