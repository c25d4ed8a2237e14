import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** A vault that is reached as real ones are, but for `--resolve` and `--upstream-ca`. */
export interface UpstreamVault {
  readonly url: string
  readonly host: string
  readonly port: number
  /** What `record` needs to reach it. */
  readonly options: readonly string[]
  /** For a program: where the vault is, and who it may say that it is. */
  readonly environment: Readonly<Record<string, string>>
  /** A folder that is gone with it. */
  readonly folder: string
  readonly application: {
    readonly tenantId: string
    readonly clientId: string
    readonly clientSecret: string
  }
  stop(): void
}

/** Starts the reference vault in a process of its own, behind TLS with an authority of its own. */
export async function startUpstreamVault(
  host = 'upstream.vault.azure.net',
  { isDrifting = false }: { readonly isDrifting?: boolean } = {},
): Promise<UpstreamVault> {
  const script = fileURLToPath(new URL('upstream-vault.ts', import.meta.url))
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', script, ...(isDrifting ? ['--drifting'] : []), host],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  )
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  const { port, caPem, application } = JSON.parse(line)
  const folder = mkdtempSync(join(tmpdir(), 'kvc-record-'))
  const ca = join(folder, 'upstream-ca.pem')
  writeFileSync(ca, caPem)
  const url = `https://${host}`
  return {
    url,
    host,
    port,
    folder,
    application,
    options: [
      '--upstream-ca',
      ca,
      ...[host, 'login.microsoftonline.com'].flatMap((name) => [
        '--resolve',
        `${name}:443:127.0.0.1:${port}`,
      ]),
    ],
    environment: {
      AZURE_KEYVAULT_URL: url,
      AZURE_TENANT_ID: application.tenantId,
      AZURE_CLIENT_ID: application.clientId,
      AZURE_CLIENT_SECRET: application.clientSecret,
    },
    stop: () => {
      child.kill('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
