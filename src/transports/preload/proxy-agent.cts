// The whole of undici would make the package a tenth larger; what its index does beside exporting is done here.
const { EnvHttpProxyAgent, Dispatcher }: Pick<typeof import('undici'), 'EnvHttpProxyAgent' | 'Dispatcher'> = {
  EnvHttpProxyAgent: require('undici/lib/dispatcher/env-http-proxy-agent.js'),
  Dispatcher: require('undici/lib/dispatcher/dispatcher.js'),
}
Object.assign(Dispatcher.prototype, require('undici/lib/api/index.js'))

/** Sends what Node's own `fetch` asks for through the proxy of the environment, but for this machine. */
exports.createProxyAgent = (): InstanceType<typeof EnvHttpProxyAgent> =>
  new EnvHttpProxyAgent({ noProxy: 'localhost,127.0.0.1,::1' })
