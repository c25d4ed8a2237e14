import { homedir } from 'node:os'
import { join } from 'node:path'

/** `keyvault-contract` below `XDG_CACHE_HOME`, or `~/.cache` where that is not set (or relative: the standard ignores it then). */
export function userCacheFolder(environment: NodeJS.ProcessEnv): string {
  const configured = environment['XDG_CACHE_HOME']
  const base = configured?.startsWith('/') ? configured : join(environment['HOME'] ?? homedir(), '.cache')
  return join(base, 'keyvault-contract')
}
