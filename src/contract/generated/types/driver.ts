// Generated from schemas/driver.json by `npm run generate`: edit that.

/**
 * JSON-RPC 2.0, one message a line, UTF-8, over stdin (requests) and stdout (responses). Everything else a driver prints goes to stderr. Requests may overlap; responses may come in any order.
 */
export type DriverProtocol1 = Request | Response
/**
 * Harness to driver.
 */
export type Request = {
  [k: string]: unknown
} & {
  jsonrpc: '2.0'
  id: number
  method: 'initialize' | 'createClient' | 'call' | 'closeClient' | 'shutdown'
  params: {}
}
/**
 * Driver to harness. A JSON-RPC `error` says that the driver itself failed; a failure of the client under test is an `outcome`.
 */
export type Response = {
  jsonrpc: '2.0'
  id: number | null
  result?: {}
  error?: {
    code: number
    message: string
    data?: unknown
  }
} & Response1
export type Response1 = {
  [k: string]: unknown
}
