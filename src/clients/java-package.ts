import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { UsageError } from '../wire/errors.ts'
import { hashFolder } from './hash-folder.ts'

/** A build, or a checkout, of the client. */
export interface JavaPackage {
  readonly path: string
  readonly kind: 'jar' | 'sources'
  /** Of its contents, so that a changed one is built in anew. */
  readonly hash: string
}

const proof = 'src/main/java/com/azure/security/keyvault/secrets/SecretClient.java'

/**
 * What `--package` may be: a jar of the client, or the folder of its Maven project, whose main sources are then compiled
 * (by javac, against the dependencies of the driver's lock file: the project's own build is not run). Throws `UsageError`
 * for anything else.
 */
export function readJavaPackage(path: string): JavaPackage {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found?.isFile() && path.endsWith('.jar')) {
    const hash = createHash('sha256').update(readFileSync(path)).digest('hex')
    return { path: resolve(path), kind: 'jar', hash }
  }
  if (existsSync(join(path, proof)))
    return { path: resolve(path), kind: 'sources', hash: hashFolder(path, /^(?:\..*|target|test|samples)$/) }
  throw new UsageError(
    `--package ${JSON.stringify(path)} is not the Java client: expected a .jar of azure-security-keyvault-secrets, or the folder of its Maven project, with ${proof}.`,
  )
}
