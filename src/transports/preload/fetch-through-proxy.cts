/**
 * Preloaded into Node programs (`--require`): before 22.21 and 24.5 Node's own `fetch` cannot be told to read HTTPS_PROXY. The agent it
 * sends by is put in its place when it is first asked for, so that a program that never fetches is not slowed down.
 */
const agentOfFetch = Symbol.for('undici.globalDispatcher.1')

if (process.env['HTTPS_PROXY'] && !readsProxyItself(process.versions.node)) {
  let agent: unknown
  Object.defineProperty(globalThis, agentOfFetch, {
    configurable: true,
    get: () => {
      if (agent === undefined) {
        // The library that brings it asks whether there is one while it is loaded.
        agent = {}
        agent = require('./proxy-agent.cjs').createProxyAgent()
      }
      return agent
    },
    set: (value: unknown) => {
      agent = value
    },
  })
}

/** With NODE_USE_ENV_PROXY, which is set as well. */
function readsProxyItself(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major === 22) return minor >= 21
  return major > 24 || (major === 24 && minor >= 5)
}
