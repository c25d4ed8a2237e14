/** WebCrypto's, by what makes it: the name is global in browsers' types only, and this type is part of the package's own. */
type CryptoKey = Extract<Awaited<ReturnType<typeof crypto.subtle.generateKey>>, { type: string }>

/** The key that seals backup blobs of one vault service; vaults that share it can restore each other's backups. */
export interface BackupKey {
  /** GUID, in the blob's header. */
  readonly id: string
  /** Made on first use: an RSA key takes a while, and most vaults never back anything up. */
  keys(): Promise<BackupKeyPair>
}

export interface BackupKeyPair {
  readonly publicKey: CryptoKey
  readonly privateKey: CryptoKey
}

/** A new key that lives only in memory. */
export function createBackupKey(): BackupKey {
  let pair: Promise<BackupKeyPair> | undefined
  return {
    id: crypto.randomUUID(),
    keys: () => {
      pair ??= makeKeys()
      return pair
    },
  }
}

async function makeKeys(): Promise<BackupKeyPair> {
  const { generateKeyPair } = await import('jose')
  return generateKeyPair('RSA-OAEP-256')
}

/** The key of every vault in this process that was given none of its own: one process is one service. */
export const processBackupKey: BackupKey = createBackupKey()
