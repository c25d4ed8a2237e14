import https from 'node:https'

/** What `node:https` tells of an answer. */
export interface NodeAnswer {
  readonly status: number | undefined
  readonly rawHeaders: readonly string[]
}

export function getWithNode(url: string, headers: readonly string[], body = ''): Promise<NodeAnswer> {
  return sendWithNode({ method: 'GET', url, headers, body })
}

export function putWithNode(url: string, headers: readonly string[], body: string): Promise<NodeAnswer> {
  return sendWithNode({ method: 'PUT', url, headers, body })
}

interface NodeCall {
  readonly method: string
  readonly url: string
  readonly headers: readonly string[]
  readonly body: string
}

/** With the path as it is written: `new URL` would resolve it. */
function sendWithNode({ method, url, headers, body }: NodeCall): Promise<NodeAnswer> {
  const { hostname } = new URL(url)
  const path = url.slice(url.indexOf('/', 8)).split('#')[0]
  const length = body === '' ? [] : ['Content-Length', String(body.length)]
  return new Promise((resolve, reject) => {
    const sent = https.request({
      method,
      hostname,
      path,
      headers: [...headers, ...length, 'Host', hostname] as never,
    })
    sent.on('response', (answer) => {
      answer.on('error', reject)
      answer.resume()
      answer.on('end', () => resolve({ status: answer.statusCode, rawHeaders: answer.rawHeaders }))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
