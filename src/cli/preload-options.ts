import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * `NODE_OPTIONS` for a program behind the proxy: what it has there already, and the file that sends Node's own `fetch` through the
 * proxy where Node cannot be told to by a variable. Nothing in a checkout that was not built.
 * @param command the built command, beside which the file lies
 */
export function preloadOptions(
  inherited: NodeJS.ProcessEnv = process.env,
  command: string | URL = import.meta.url,
): Record<string, string> {
  const file = fileURLToPath(new URL('./preload/fetch-through-proxy.cjs', command))
  if (!existsSync(file)) return {}
  // Node takes quotes, and backslashes for what stands in them.
  const option = `--require "${file.replace(/[\\"]/g, '\\$&')}"`
  return { NODE_OPTIONS: [inherited['NODE_OPTIONS'] ?? [], option].flat().join(' ') }
}
