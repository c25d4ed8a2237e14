/**
 * A good driver, the bundled one, behind a program that does harm whenever a backup is asked for.
 * argv: what to do, a file that notes the ids of processes, the driver.
 */
import { spawn } from 'node:child_process'
import { appendFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

const [harm, note, ...argv] = process.argv.slice(2)
const driver = spawn(process.execPath, argv, { stdio: ['pipe', 'pipe', 'inherit'] })
driver.on('exit', (code) => staying || process.exit(code ?? 1))
let staying = false
let twice

const harms = {
  dies: () => process.exit(7),
  'is killed': () => process.kill(process.pid, 'SIGKILL'),
  'prints noise': () => process.stdout.write('Listening …\n'),
  'sends a line without an end': () => {
    const block = 'x'.repeat(1 << 20)
    for (let count = 0; count < 9; count++) process.stdout.write(block)
  },
  'sends invalid UTF-8': () => process.stdout.write(Buffer.from([0x22, 0xff, 0x22, 0x0a])),
  'answers what was not asked': () => process.stdout.write('{"jsonrpc":"2.0","id":7777,"result":{}}\n'),
  'answers twice': (id) => {
    twice = id
    return true
  },
  'never answers': () => false,
  'ignores every request to stop': () => {
    staying = true
    process.on('SIGTERM', () => {})
    setInterval(() => {}, 1000)
    return true
  },
  'leaves a child behind': () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' })
    child.unref()
    appendFileSync(note, `${child.pid}\n`)
    return true
  },
}

/** Whether the driver shall have the request. */
function doHarm(id) {
  appendFileSync(note, `${process.pid}\n`)
  return harms[harm](id)
}

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const { id, method, params } = JSON.parse(line)
    if (params.call === 'backupSecret' && doHarm(id) !== true) return
    if (!(staying && method === 'shutdown')) driver.stdin.write(`${line}\n`)
  })
  .on('close', () => staying || driver.stdin.end())

createInterface({ input: driver.stdout }).on('line', (line) => {
  const times = twice !== undefined && JSON.parse(line).id === twice ? 2 : 1
  process.stdout.write(`${line}\n`.repeat(times))
})
