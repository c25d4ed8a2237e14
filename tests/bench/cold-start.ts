import { spawn } from 'node:child_process'
import { request } from 'node:http'
import { createInterface } from 'node:readline'
import { connect } from 'node:tls'
import { median } from './median.ts'

/**
 * Milliseconds from starting `serve` to the first whole answer of the vault (the challenge), through proxy and TLS;
 * beside it the same for a Node process that does nothing, as the floor.
 */
export async function measureColdStart(rounds: number): Promise<{ serve: number; floor: number }> {
  const serve: number[] = []
  const floor: number[] = []
  for (let round = 0; round < rounds; round++) {
    floor.push(await timeEmptyProcess())
    serve.push(await timeServe())
  }
  return { serve: median(serve), floor: median(floor) }
}

function timeEmptyProcess(): Promise<number> {
  const started = performance.now()
  return new Promise((resolve) => {
    spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }).once('close', () =>
      resolve(performance.now() - started),
    )
  })
}

async function timeServe(): Promise<number> {
  const started = performance.now()
  const child = spawn(process.execPath, ['dist/main.js', 'serve', '--format', 'json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const described = await firstJson(child.stdout)
    await firstAnswer(described)
    return performance.now() - started
  } finally {
    child.kill('SIGKILL')
  }
}

interface Described {
  readonly vaultUrl: string
  readonly proxy: string
}

async function firstJson(stream: NodeJS.ReadableStream): Promise<Described> {
  let text = ''
  for await (const line of createInterface({ input: stream })) {
    text += line
    try {
      return JSON.parse(text) as Described
    } catch {
      // Not whole yet.
    }
  }
  throw new Error(`serve ended before it described itself: ${text}`)
}

/** A request without a token, by hand: CONNECT, TLS, one GET. */
function firstAnswer({ vaultUrl, proxy }: Described): Promise<void> {
  const { hostname } = new URL(vaultUrl)
  return new Promise((resolve, reject) => {
    const tunnel = request(proxy, { method: 'CONNECT', path: `${hostname}:443` })
    tunnel.once('error', reject).once('connect', (_, socket) => {
      const tls = connect({ socket, servername: hostname, rejectUnauthorized: false })
      tls.once('error', reject).once('data', (data: Buffer) => {
        tls.destroy()
        if (data.toString('latin1').startsWith('HTTP/1.1 401')) resolve()
        else reject(new Error('the first answer is no challenge'))
      })
      tls.write(`GET /secrets?api-version=7.6 HTTP/1.1\r\nHost: ${hostname}\r\nConnection: close\r\n\r\n`)
    })
    tunnel.end()
  })
}
