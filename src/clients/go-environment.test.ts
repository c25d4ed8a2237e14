import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { prepareGoDriver } from './go-environment.ts'
import { writeProgram } from './write-program-test-support.ts'

const azsecrets = 'github.com/Azure/azure-sdk-for-go/sdk/security/keyvault/azsecrets'
let folder: string
let cacheDir: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kvc-go-'))
  cacheDir = join(folder, 'cache')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the Go driver', () => {
  test('is built once, below the cache folder, and used again', async () => {
    const go = fakeGo()
    const said: string[] = []
    const first = await prepare(go, { onProgress: (message) => said.push(message) })
    const second = await prepare(go, { onProgress: (message) => said.push(message) })
    expect(second).toEqual(first)
    expect(builds()).toHaveLength(1)
    expect(said.map((message) => message.replace(/\d+ s/, 'N s'))).toMatchInlineSnapshot(`
      [
        "Building the Go driver, once for go1.26.8 linux/amd64 …",
        "The Go driver is ready (N s).",
      ]
    `)
    expect(first.argv).toEqual([expect.stringMatching(/cache\/go-[0-9a-f]{16}\/driver$/)])
    expect(existsSync(first.argv[0] ?? '')).toBe(true)
    expect(readdirSync(join(cacheDir, readdirSync(cacheDir)[0] ?? ''))).toEqual([
      'driver',
      'keyvault-contract.json',
    ])
  })

  test('is built with what the lock file pins, by no workspace of the caller', async () => {
    await prepare(fakeGo({ build: 'echo "GOWORK=$GOWORK" >> "$root/calls"' }))
    expect(builds()[0]).toMatch(/^build -mod=readonly -trimpath /)
    expect(readFileSync(join(folder, 'calls'), 'utf8')).toContain('GOWORK=off')
  })

  test('is another one for another Go', async () => {
    await prepare(fakeGo())
    await prepare(fakeGo({ version: 'go1.27.0' }))
    expect(readdirSync(cacheDir)).toHaveLength(2)
  })

  test('is not built where that is refused', async () => {
    const go = fakeGo()
    await expect(messageOf(prepare(go, { whenMissing: 'refuse' }))).resolves.toBe(
      'HarnessError: The Go driver is not built yet.',
    )
    const built = await prepare(go)
    expect(await prepare(go, { whenMissing: 'refuse' })).toEqual(built)
  })

  test('is built once for callers at the same time', async () => {
    const go = fakeGo()
    await Promise.all([prepare(go), prepare(go)])
    expect(builds()).toHaveLength(1)
  })
})

describe('what stands in the way', () => {
  test('no Go', async () => {
    const message = await messageOf(prepare(join(folder, 'nowhere')))
    expect(message).toMatchInlineSnapshot(`
      "HarnessError: The Go client needs Go 1.26 or later; GO ("FOLDER/nowhere") cannot be used. Install it from go.dev/dl, or set GO to the program. Its last words:
      spawn FOLDER/nowhere ENOENT"
    `)
    const onPath = prepareGoDriver({ cacheDir, onProgress: () => {}, environment: { PATH: folder } })
    await expect(messageOf(onPath)).resolves.toContain('; `go` cannot be used. Install it')
  })

  test('a Go that is too old, and may not take a newer one', async () => {
    const env = 'echo "go: go.mod requires go >= 1.26.0 (running go 1.24.1; GOTOOLCHAIN=local)"; exit 1'
    await expect(messageOf(prepare(fakeGo({ env })))).resolves.toContain(
      'Its last words:\ngo: go.mod requires go >= 1.26.0 (running go 1.24.1; GOTOOLCHAIN=local)',
    )
  })

  test('no network: the last words without addresses, and nothing half-built', async () => {
    const build =
      'echo "go: github.com/Azure/x@v1.0.0: Get \\"https://user:hunter2@proxy.example.org/x.info\\": dial tcp: lookup failed"; exit 1'
    const message = await messageOf(prepare(fakeGo({ build })))
    expect(message).toMatchInlineSnapshot(`
      "HarnessError: The Go driver cannot be built. Its modules come from the Go module proxy, or from where Go is set up to look: check the network and \`go env GOPROXY\`, then run again. Go's last words:
      go: github.com/Azure/x@v1.0.0: Get "<address>": dial tcp: lookup failed"
    `)
    expect(readdirSync(cacheDir)).toEqual([])
  })
})

describe('--package', () => {
  test('refuses what is no module that the driver is built from', async () => {
    const go = fakeGo()
    const stranger = makeCheckout('example.org/else')
    await expect(messageOf(prepare(go, { package: stranger }))).resolves.toMatchInlineSnapshot(
      `"UsageError: --package "FOLDER/checkout": expected a folder with the go.mod of one of github.com/Azure/azure-sdk-for-go/sdk/azcore, github.com/Azure/azure-sdk-for-go/sdk/azidentity, github.com/Azure/azure-sdk-for-go/sdk/security/keyvault/azsecrets, github.com/Azure/azure-sdk-for-go/sdk/internal, github.com/Azure/azure-sdk-for-go/sdk/security/keyvault/internal; it is example.org/else."`,
    )
    await expect(messageOf(prepare(go, { package: join(folder, 'nowhere') }))).resolves.toMatch(
      /^UsageError: --package "FOLDER\/nowhere": expected .*; it has no go\.mod with a module\.$/,
    )
  })

  test.each([azsecrets, 'github.com/Azure/azure-sdk-for-go/sdk/security/keyvault/internal'])(
    'puts a checkout of %s in its place, anew when it has changed',
    async (module) => {
      const checkout = makeCheckout(module)
      const go = fakeGo({ build: 'tail -1 go.mod >> "$root/calls"' })
      await prepare(go, { package: checkout })
      await prepare(go, { package: checkout })
      expect(builds()).toHaveLength(1)
      expect(builds()[0]).toMatch(/^build -mod=mod /)
      expect(readFileSync(join(folder, 'calls'), 'utf8')).toContain(`replace ${module} => "${checkout}"`)

      writeFileSync(join(checkout, 'client.go'), 'package changed\n')
      await prepare(go, { package: checkout })
      expect(readdirSync(cacheDir)).toHaveLength(2)
    },
  )

  test('tells when it does not compile', async () => {
    const build = 'echo "./calls.go:66:17: client.SetSecret undefined"; exit 1'
    const message = await messageOf(prepare(fakeGo({ build }), { package: makeCheckout(azsecrets) }))
    expect(message).toBe(
      'UsageError: --package "FOLDER/checkout" cannot be built into the driver. Go\'s last words:\n./calls.go:66:17: client.SetSecret undefined',
    )
    expect(readdirSync(cacheDir)).toEqual([])
  })
})

function prepare(go: string, options: Partial<Parameters<typeof prepareGoDriver>[0]> = {}) {
  const environment = { PATH: process.env['PATH'], GO: go }
  return prepareGoDriver({ cacheDir, onProgress: () => {}, environment, ...options })
}

/** A stand-in for Go: it tells its version, writes what it was asked to build, and notes its calls. */
function fakeGo({ version = 'go1.26.8', env = '', build = '' } = {}): string {
  const path = join(folder, version)
  writeProgram(
    path,
    `#!/bin/sh
root='${folder}'
echo "$*" >> "$root/calls"
case "$1" in
  env) ${env || `printf '${version}\\nlinux\\namd64\\n'`} ;;
  build) ${build || 'true'}
    while [ "$1" != "-o" ]; do shift; done
    echo driver > "$2" ;;
esac
`,
  )
  return path
}

function builds(): string[] {
  const lines = readFileSync(join(folder, 'calls'), 'utf8').trimEnd().split('\n')
  return lines.filter((line) => line.startsWith('build '))
}

function makeCheckout(module: string): string {
  const checkout = join(folder, 'checkout')
  mkdirSync(checkout, { recursive: true })
  writeFileSync(join(checkout, 'go.mod'), `module ${module}\n`)
  return checkout
}

async function messageOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise
  } catch (error) {
    return String(error).replaceAll(folder, 'FOLDER')
  }
  throw new Error('Expected a rejection.')
}
