// `node play-client.mjs <lives> <requests>`: reads secrets of a large recording from its beginning to its end, over one connection.
import { once } from 'node:events'
import { request as connect } from 'node:http'
import { Agent, request } from 'node:https'
import { connect as tlsConnect } from 'node:tls'

const [lives, requests] = process.argv.slice(2).map(Number)
const { hostname } = new URL(process.env.AZURE_KEYVAULT_URL)
const tunnel = connect(process.env.HTTPS_PROXY, {
  method: 'CONNECT',
  path: `${hostname}:443`,
  agent: false,
}).end()
const [, socket] = await once(tunnel, 'connect')
const agent = new Agent({ keepAlive: true, maxSockets: 1 })
agent.createConnection = () => tlsConnect({ socket, servername: hostname })
const headers = { Authorization: 'Bearer token', 'Content-Type': 'application/json' }

for (let index = 0; index < requests / 2; index++) {
  const life = Math.floor((index * lives) / (requests / 2))
  const path = `/secrets/life-${life}-${index % 10}?api-version=7.6`
  await ask('PUT', path, '{"value":"x","contentType":"text/plain","tags":{"purpose":"bench"}}')
  await ask('GET', path)
}
agent.destroy()
socket.destroy()

async function ask(method, path, body = '') {
  const sent = request({ agent, host: hostname, method, path, headers }).end(body)
  const [answer] = await once(sent, 'response')
  answer.resume()
  await once(answer, 'end')
  if (answer.statusCode !== 200) throw new Error(`${method} ${path} was answered ${answer.statusCode}`)
}
