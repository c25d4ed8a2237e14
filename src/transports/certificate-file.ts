import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { atExit } from './at-exit.ts'
import { javaTrustStore } from './java-trust-store.ts'

/** A certificate on disk, for clients that take a file. */
export interface CertificateFile {
  readonly path: string
  /** The folder holds this certificate and nothing else that could be taken for one. */
  readonly directory: string
  /** The same for JVMs. */
  readonly trustStore: { readonly path: string; readonly password: string }
  remove(): void
}

/** Writes a certificate to a folder of its own, readable by its owner only, and removes both when the process ends. */
export function writeCertificateFile(pem: string): CertificateFile {
  const directory = mkdtempSync(join(tmpdir(), 'keyvault-contract-'))
  const remove = (): void => rmSync(directory, { recursive: true, force: true })
  const cancel = atExit(remove)
  const path = join(directory, 'ca.pem')
  writeFileSync(path, pem, { mode: 0o600 })
  const { bytes, password } = javaTrustStore(pem)
  const trustStore = { path: join(directory, 'ca.jks'), password }
  writeFileSync(trustStore.path, bytes, { mode: 0o600 })
  return {
    path,
    directory,
    trustStore,
    remove: () => {
      cancel()
      remove()
    },
  }
}
