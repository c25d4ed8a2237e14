// For programs that tests run behind a proxy: HTTPS through a tunnel of HTTPS_PROXY, with nothing but Node.
import { request as connect } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { connect as tlsConnect } from 'node:tls'

/** `{ status, headers, body, trailers }` of one request, on a connection of its own. Rejects when it ends before its answer does. */
export async function tunnelledRequest(url, { method = 'GET', headers = {}, body = '' } = {}) {
  const { hostname, port } = new URL(url)
  const socket = await tunnelTo(`${hostname}:${port || 443}`)
  const tls = tlsConnect({ socket, servername: hostname, host: hostname })
  return new Promise((resolve, reject) => {
    const request = httpsRequest(url, { method, defaultPort: 443, headers, createConnection: () => tls })
    request.on('error', reject)
    request.on('response', (response) => {
      const chunks = []
      response.on('data', (chunk) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        tls.destroy()
        const { statusCode: status, headers: fields, trailers } = response
        resolve({ status, headers: fields, trailers, body: Buffer.concat(chunks).toString() })
      })
    })
    request.end(body)
  })
}

function tunnelTo(authority) {
  return new Promise((resolve, reject) => {
    const request = connect(process.env.HTTPS_PROXY, { method: 'CONNECT', path: authority, agent: false })
    request.on('error', reject)
    request.on('connect', ({ statusCode }, socket) => {
      if (statusCode === 200) resolve(socket)
      else reject(new Error(`CONNECT was answered ${statusCode}`))
    })
    request.end()
  })
}
