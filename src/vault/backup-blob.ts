import { base64UrlOfText, bytesOfBase64 } from '../wire/base64.ts'
import { jsonBytes, jsonOf, textOf } from '../wire/body.ts'
import type { BackupKey } from './backup-key.ts'
import { addVersion, createSecret, type Secret, type SecretVersion } from './secret.ts'

/** What a blob turned out to be: a secret, or one of the two ways in which the service finds it malformed. */
export type OpenedBackup = { readonly secret: Secret } | { readonly malformed: 'corrupt' | 'unknown-version' }

const formatName = 'AzureKeyVaultSecretBackupV1.microsoft.com'

/**
 * A backup in the form of recorded ones: unpadded base64url of a length byte (`)`), the format's name and a
 * compact JWE. It holds every version, and nothing that can be read without the service's key.
 */
export async function sealBackup(secret: Secret, backupKey: BackupKey): Promise<string> {
  const { CompactEncrypt } = await import('jose')
  const { publicKey } = await backupKey.keys()
  const versions = [...secret.versions.values()]
  const content = { name: secret.name, managed: secret.managed, newest: secret.newest.id, versions }
  const jwe = await new CompactEncrypt(jsonBytes(content))
    .setProtectedHeader({ kid: backupKey.id, alg: 'RSA-OAEP-256', enc: 'A256CBC-HS512' })
    .encrypt(publicKey)
  const prefix = String.fromCharCode(formatName.length) + formatName
  return base64UrlOfText(prefix + jwe)
}

/**
 * Opens a backup. Bytes whose first part is no length-prefixed text are corrupt (recorded for
 * `non-existing`); bytes that name another format have an unknown version (recorded for a run of zeros, which
 * name the empty one).
 */
export async function openBackup(blob: string, backupKey: BackupKey): Promise<OpenedBackup> {
  const bytes = bytesOfBase64(blob)
  const length = bytes[0]
  if (length === undefined || bytes.length <= length) return { malformed: 'corrupt' }
  if (textOf(bytes.subarray(1, 1 + length)) !== formatName) return { malformed: 'unknown-version' }
  try {
    const { compactDecrypt } = await import('jose')
    const { privateKey } = await backupKey.keys()
    const { plaintext } = await compactDecrypt(bytes.subarray(1 + length), privateKey)
    return { secret: toSecret(jsonOf(plaintext) as BackupContent) }
  } catch {
    // Another service's key, a broken seal, bytes that are no JWE: all the same to the caller.
    return { malformed: 'corrupt' }
  }
}

/** Only ever read from under our own seal. */
interface BackupContent {
  readonly name: string
  readonly managed: boolean
  readonly newest: string
  readonly versions: readonly SecretVersion[]
}

function toSecret({ name, managed, newest, versions }: BackupContent): Secret {
  const [first, ...others] = [...versions].sort((a, b) => Number(a.id === newest) - Number(b.id === newest))
  if (first === undefined) throw new Error('A backup holds no version.')
  const secret = createSecret(name, managed, first)
  for (const version of others) addVersion(secret, version)
  return secret
}
