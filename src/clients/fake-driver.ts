/** For tests: the argv of a tiny driver whose answer to `call` (message `m`, `send`, `ok(m, value)`) is a line of code. */
export function fakeDriver(
  onCall: string,
  overrides: { readonly hello?: string; readonly shutdown?: string } = {},
): string[] {
  const { hello = helloLine, shutdown = 'ok(m, {}); process.exit(0)' } = overrides
  const script = `
    const send = (o) => process.stdout.write((typeof o === 'string' ? o : JSON.stringify(o)) + '\\n')
    const ok = (m, result) => send({ jsonrpc: '2.0', id: m.id, result })
    const value = (v) => ({ outcome: 'value', value: v })
    const on = {
      initialize(m) { ${hello} },
      createClient(m) { ok(m, {}) },
      closeClient(m) { ok(m, {}) },
      call(m) { ${onCall} },
      shutdown(m) { ${shutdown} },
    }
    require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
      const m = JSON.parse(line)
      on[m.method](m)
    })
  `
  return [process.execPath, '-e', script]
}

const helloLine = `ok(m, { protocolVersion: 1, client: { name: 'fake', version: '1', language: 'js' }, capabilities: ['getSecret'] })`
