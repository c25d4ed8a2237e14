import { EnvHttpProxyAgent } from 'undici'

/** Sends what Node's own `fetch` asks for through the proxy of the environment, but for this machine. */
export function createProxyAgent(): EnvHttpProxyAgent {
  return new EnvHttpProxyAgent({ noProxy: 'localhost,127.0.0.1,::1' })
}
