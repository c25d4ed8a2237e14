/** What a `node:http` client gets when the other side closes the connection: code ECONNRESET, which SDKs retry. */
export function connectionReset(): Error {
  return Object.assign(new Error('socket hang up'), { code: 'ECONNRESET', errno: -104, syscall: 'read' })
}
