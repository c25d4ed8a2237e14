/**
 * A server to measure, in a process of its own: `tsx server.ts <kind>`. Prints one line of JSON when it listens, and on each line it
 * reads tells the CPU time it has used. Kinds: `bare` answers fixed bytes, `vault` is the reference vault answering the same, `playback` plays recordings of it.
 */
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'
import { createCertificateAuthority } from '../../src/transports/certificate-authority.ts'
import { startHttpsServer } from '../../src/transports/https-server.ts'
import { createVault } from '../../src/vault/create-vault.ts'
import { isResponse, type WireResponse } from '../../src/wire/exchange.ts'
import { measuredName, measuredRequest, vaultHost } from './measured-request.ts'
import { openPlayback } from './playback.ts'

interface Started {
  readonly port: number
  readonly caPem?: string
  readonly answer: WireResponse
}

/** More than `recording.ts` asks for. */
const furtherSecrets = 4_000

const kinds = { bare: startBare, vault: startVault, playback: startPlayback }

const kind = process.argv[2] as keyof typeof kinds
const { port, caPem, answer } = await kinds[kind]()
console.log(JSON.stringify({ port, caPem, bytes: answer.body.length, status: answer.status }))
createInterface({ input: process.stdin }).on('line', () => console.log(JSON.stringify(process.cpuUsage())))

async function startVault(): Promise<Started> {
  const vault = newVault(furtherSecrets)
  const { port, caPem } = await startHttpsServer({ handler: vault.handler, hosts: [vaultHost, '127.0.0.1'] })
  return { port, caPem, answer: await sampleAnswer() }
}

async function startPlayback(): Promise<Started> {
  const answer = await sampleAnswer()
  const handler = await openPlayback(answer)
  const { port } = await startHttpsServer({ handler, hosts: [vaultHost, '127.0.0.1'] })
  return { port, answer }
}

async function startBare(): Promise<Started> {
  const answer = await sampleAnswer()
  const headers = answer.headers.flat()
  const body = Buffer.from(answer.body)
  const authority = await createCertificateAuthority()
  const server = createServer(authority.leafFor(vaultHost), (_, response) => {
    response.sendDate = false
    response.writeHead(answer.status, headers)
    response.end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { port: (server.address() as AddressInfo).port, answer }
}

async function sampleAnswer(): Promise<WireResponse> {
  const answer = await newVault().handler(measuredRequest)
  if (!isResponse(answer) || answer.status !== 200)
    throw new Error(`the measured request is answered ${JSON.stringify(answer)}`)
  return answer
}

function newVault(further = 0): ReturnType<typeof createVault> {
  const secret = { value: 'x'.repeat(120), contentType: 'text/plain', tags: { purpose: 'bench' } }
  const secrets = Array.from({ length: further }, (_, index) => {
    const value = `${measuredName(index)} `.padEnd(120, `${index} is its number. `)
    return [measuredName(index), { ...secret, value }] as const
  })
  return createVault({
    host: vaultHost,
    tenantId: '11111111-2222-3333-4444-555555555555',
    behaviour: { secrets: { measured: secret, ...Object.fromEntries(secrets) } },
  })
}
