import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { packageRoot } from '../suite/package-root.ts'
import { writeCertificateFile } from '../transports/certificate-file.ts'
import { HarnessError } from '../wire/errors.ts'
import type { RecordTarget } from './record-vaults.ts'

/** So many vaults: scenarios take them in turn, and what a client remembers of one is no matter for the next. */
const vaults = 200

/** What the process prints when it listens. */
interface Listening {
  readonly port: number
  readonly caPem: string
  readonly application: {
    readonly tenantId: string
    readonly clientId: string
    readonly clientSecret: string
  }
}

/**
 * Starts the reference vault in a process of its own, behind TLS on loopback with an authority of its own.
 * @throws HarnessError when it does not start
 */
export async function startReferenceVault(): Promise<RecordTarget> {
  const [first, ...others] = Array.from(
    { length: vaults },
    (_, index) => `reference-${index + 1}.vault.azure.net`,
  )
  const hosts = [first ?? '', ...others] as const
  const script = join(packageRoot(), 'dist', 'reference-vault.js')
  const child = spawn(process.execPath, [script, ...hosts], { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  const line = once(createInterface({ input: child.stdout }), 'line')
  const told = await Promise.race([line, ended.then(() => undefined)])
  if (typeof told?.[0] !== 'string')
    throw new HarnessError(`The reference vault did not start (${script}). npm run build makes it.`)
  // Printed by reference-vault.ts, a moment ago.
  const { port, caPem, application } = JSON.parse(told[0]) as Listening
  const file = writeCertificateFile(caPem)
  const identityAt = (host: string): RecordTarget['identities'][0] => ({ host, ...application })
  return {
    origin: 'reference-vault',
    // The user's own proxy does not lead to this machine.
    upstream: { resolve: [`*:443:127.0.0.1:${port}`], caFiles: [file.path], environment: {} },
    identities: [identityAt(hosts[0]), ...hosts.slice(1).map(identityAt)],
    close: async () => {
      child.kill()
      await ended
      file.remove()
    },
  }
}
