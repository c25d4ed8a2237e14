import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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

const directories = new Set<string>()

/** Writes a certificate to a folder of its own, readable by its owner only, and removes both when the process ends. */
export function writeCertificateFile(pem: string): CertificateFile {
  if (directories.size === 0) process.once('exit', removeAll)
  const directory = mkdtempSync(join(tmpdir(), 'keyvault-contract-'))
  directories.add(directory)
  const path = join(directory, 'ca.pem')
  writeFileSync(path, pem, { mode: 0o600 })
  const { bytes, password } = javaTrustStore(pem)
  const trustStore = { path: join(directory, 'ca.jks'), password }
  writeFileSync(trustStore.path, bytes, { mode: 0o600 })
  return { path, directory, trustStore, remove: () => remove(directory) }
}

function removeAll(): void {
  for (const directory of directories) remove(directory)
}

function remove(directory: string): void {
  rmSync(directory, { recursive: true, force: true })
  directories.delete(directory)
  if (directories.size === 0) process.removeListener('exit', removeAll)
}
