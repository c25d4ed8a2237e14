import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { build } from 'esbuild'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

// The browser build of the library and msw's worker in a page of headless Chromium: vault, Entra and checks, without any network.

const places = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]
const executablePath = places.find((path) => path !== undefined && existsSync(path))
const isRequired = process.env['KEYVAULT_CONTRACT_REQUIRE_DRIVERS'] === '1'
if (!executablePath && !isRequired)
  process.stderr.write(
    `msw in a browser is not tested: there is no Chromium at ${places.slice(1).join(', ')}, nor at CHROMIUM_PATH.\n`,
  )

/** Nothing but the page's own server can be reached; nothing is looked up, updated or told to anybody. */
const quietly = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
  ...['--disable-background-networking', '--disable-component-update'],
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
]

let server: Server
let browser: Browser
let page: Page
const logged: string[] = []

describe.skipIf(!executablePath && !isRequired)('msw in headless Chromium', () => {
  beforeAll(async () => {
    if (!executablePath)
      throw new Error(`There is no Chromium at ${places.slice(1).join(', ')}: set CHROMIUM_PATH.`)
    server = await servePage()
    browser = await chromium.launch({ executablePath, args: quietly })
    page = await browser.newPage()
    page.on('console', (message) => logged.push(message.text()))
    page.on('pageerror', (error) => logged.push(String(error)))
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    await page.waitForFunction('globalThis.pageIsReady').catch((error: unknown) => {
      throw new Error(`The page did not get ready: ${logged.join('; ')}`, { cause: error })
    })
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)))
  })

  test('a client that uses fetch lives with a vault and Entra, and the page finds its trace in order', async () => {
    expect(await run('liveWithVault')).toEqual({
      refused: 401,
      challenge: expect.stringMatching(
        /^Bearer authorization="https:\/\/login\.microsoftonline\.com\/[0-9a-f-]{36}", resource="https:\/\/vault\.azure\.net"$/,
      ),
      statuses: [200, 200, 200, 200, 200, 200, 200, 200],
      held: 'new',
      exchanges: 10,
      conforms: true,
      message: expect.stringContaining('The contract was kept.'),
    })
  })

  test('the official client in its browser build keeps the contract', async () => {
    expect(await run('officialClient')).toMatchObject({ names: ['db'], value: 'new', conforms: true })
  })

  test('closed connections are network errors, vaults are told apart, and what nobody answers fails without a word of its body', async () => {
    logged.length = 0

    expect(await run('oddRequests')).toEqual({
      closed: 'TypeError',
      values: ['closing', 'other'],
      unhandled: 'TypeError',
    })
    expect(logged.join('\n')).toContain('No service answers GET https://nobody.vault.azure.net/secrets.')
  })

  test('a client that breaks the contract is found out in the page', async () => {
    expect(await run('misbehave')).toMatchObject({
      exchanges: 1,
      conforms: false,
      message: expect.stringContaining('challenge/probe-without-body'),
    })
  })
})

function run(name: string): Promise<unknown> {
  return page.evaluate(`globalThis.page.${name}()`)
}

/** The page, bundled as a user's bundler would, and the worker script that msw brings. */
async function servePage(): Promise<Server> {
  const files = new Map<string, Uint8Array | string>([
    ['/', '<!doctype html><script type="module" src="/msw-page.js"></script>'],
    ['/mockServiceWorker.js', await readFile('node_modules/msw/lib/mockServiceWorker.js')],
  ])
  const { outputFiles } = await build({
    entryPoints: ['tests/e2e/browser/msw-page.mjs'],
    outdir: '/',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    write: false,
  })
  for (const { path, contents } of outputFiles) files.set(path, contents)
  const created = createServer((request, response) => {
    const file = files.get(request.url ?? '')
    const type = request.url === '/' ? 'text/html' : 'text/javascript'
    response.writeHead(file === undefined ? 404 : 200, { 'Content-Type': type }).end(file)
  })
  return new Promise((resolve) => created.listen(0, '127.0.0.1', () => resolve(created)))
}
