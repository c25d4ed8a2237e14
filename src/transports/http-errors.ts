import type { Duplex } from 'node:stream'

/** What answers bytes that are not HTTP, by Node's error code. */
const answers: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
}

/**
 * Answers a `clientError` of Node's HTTP server and ends the connection. Returns why, in a few words; `undefined` when
 * the client merely went away.
 */
export function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): string | undefined {
  const code = error.code ?? ''
  if (code === 'ECONNRESET' || code === 'EPIPE' || !socket.writable) {
    socket.destroy()
    return undefined
  }
  const status = answers[code] ?? '400 Bad Request'
  socket.end(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`, () => socket.destroy())
  return code || error.message
}
