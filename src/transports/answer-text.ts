import type { ServerResponse } from 'node:http'

/** Answers a person: what the proxy itself has to say, never the service. The connection ends with it. */
export function answerText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' })
  response.end(`keyvault-contract: ${text}\n`)
}
