import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { preparePythonDriver } from './python-environment.ts'
import { writeProgram } from './write-program-test-support.ts'

let folder: string
let cacheDir: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kvc-python-'))
  cacheDir = join(folder, 'cache')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the Python environment', () => {
  test('is built once, below the cache folder, and used again', async () => {
    const python = fakePython()
    const said: string[] = []
    const first = await prepare(python, { onProgress: (message) => said.push(message) })
    const second = await prepare(python, { onProgress: (message) => said.push(message) })
    expect(second).toEqual(first)
    expect(calls('venv')).toHaveLength(1)
    expect(
      said.map((message) => message.replace(/\d+ s/, 'N s').replace(/==[\d.]+/, '==N')),
    ).toMatchInlineSnapshot(`
      [
        "Building the Python environment, once for Python 3.11.7 …",
        "Installing azure-keyvault-secrets==N and the 24 packages it works with …",
        "The Python environment is ready (N s).",
      ]
    `)
    const [interpreter, ...rest] = first.argv
    expect(interpreter).toMatch(/cache\/python-[0-9a-f]{16}\/bin\/python$/)
    expect(rest.at(-1)).toMatch(/src\/clients\/python\/driver\.py$/)
    expect(existsSync(rest.at(-1) ?? '')).toBe(true)
    expect(readdirSync(cacheDir)).toHaveLength(1)
  })

  test('installs exactly what the lock file pins', async () => {
    await prepare(fakePython())
    const [environment = ''] = readdirSync(cacheDir)
    const installed = readFileSync(join(cacheDir, environment, 'requirements.txt'), 'utf8')
    expect(
      installed
        .trimEnd()
        .split('\n')
        .every((line) => /^[\w-]+==[\d.]+$/.test(line)),
    ).toBe(true)
    expect(installed).toMatch(/^azure-keyvault-secrets==/)
  })

  test('is not built where that is refused, and used where it is there', async () => {
    const python = fakePython()
    await expect(messageOf(prepare(python, { whenMissing: 'refuse' }))).resolves.toBe(
      'HarnessError: The Python environment is not built yet.',
    )
    expect(existsSync(cacheDir)).toBe(false)
    const built = await prepare(python)
    expect(await prepare(python, { whenMissing: 'refuse' })).toEqual(built)
  })

  test('is another one for another interpreter', async () => {
    await prepare(fakePython())
    await prepare(fakePython({ version: '3.12.1' }))
    expect(readdirSync(cacheDir)).toHaveLength(2)
  })

  test('is built once for callers at the same time in one process', async () => {
    const python = fakePython()
    const [first, second] = await Promise.all([prepare(python), prepare(python)])
    expect(first).toEqual(second)
    expect(calls('venv')).toHaveLength(1)
  })

  test('takes the one that another process has put there meanwhile', async () => {
    // The rival's environment appears while pip runs: the rename meets a whole one.
    const python = fakePython({
      pip: 'for d in "$root"/cache/*.partial; do t=$(echo "$d" | cut -d. -f1); mkdir -p "$t/bin"; cp "$0" "$t/bin/python"; echo theirs > "$t/keyvault-contract.json"; done',
    })
    const { argv } = await prepare(python)
    expect(readdirSync(cacheDir)).toHaveLength(1)
    expect(readFileSync(join(dirname(dirname(argv[0] ?? '')), 'keyvault-contract.json'), 'utf8')).toBe(
      'theirs\n',
    )
  })

  test('is built anew when it was damaged', async () => {
    const python = fakePython()
    const { argv } = await prepare(python)
    rmSync(argv[0] ?? '')
    await prepare(python)
    expect(calls('venv')).toHaveLength(2)
    expect(existsSync(argv[0] ?? '')).toBe(true)
  })

  test('sweeps what a killed build left long ago, and leaves one alone that may be running', async () => {
    const [old, young] = ['python-a.1-x.partial', 'python-b.2-y.partial']
    for (const name of [old, young]) mkdirSync(join(cacheDir, name), { recursive: true })
    utimesSync(join(cacheDir, old), 0, 0)
    await prepare(fakePython())
    const left = readdirSync(cacheDir)
    expect(left).not.toContain(old)
    expect(left).toContain(young)
  })

  test('keeps the home folder of requests out of the client: no ~/.netrc', async () => {
    expect((await prepare(fakePython())).env).toEqual({ NETRC: '/dev/null' })
  })

  test('belongs below XDG_CACHE_HOME, or ~/.cache', async () => {
    const python = fakePython()
    const environment = { PATH: process.env['PATH'], PYTHON: python, HOME: join(folder, 'home') }
    const { argv: xdg } = await preparePythonDriver({
      onProgress: () => {},
      environment: { ...environment, XDG_CACHE_HOME: join(folder, 'xdg') },
    })
    const { argv: home } = await preparePythonDriver({ onProgress: () => {}, environment })
    expect(xdg[0]).toContain('/xdg/keyvault-contract/python-')
    expect(home[0]).toContain('/home/.cache/keyvault-contract/python-')
  })
})

describe('what stands in the way', () => {
  test('no Python', async () => {
    await expect(messageOf(prepare(join(folder, 'nowhere')))).resolves.toMatchInlineSnapshot(
      `"HarnessError: The Python client needs Python 3.10 or later; PYTHON ("FOLDER/nowhere") cannot be run. Install it (Debian and Ubuntu: \`apt-get install python3 python3-venv\`), or set PYTHON to an interpreter."`,
    )
    const environment = { PATH: folder }
    await expect(
      messageOf(preparePythonDriver({ cacheDir, onProgress: () => {}, environment })),
    ).resolves.toContain('`python3` cannot be run')
  })

  test('a Python that is too old', async () => {
    await expect(messageOf(prepare(fakePython({ version: '3.9.18' })))).resolves.toContain(
      ' is Python 3.9.18. ',
    )
  })

  test('no module for virtual environments', async () => {
    const message = await messageOf(
      prepare(fakePython({ venv: 'echo "ensurepip is not available"; exit 1' })),
    )
    expect(message).toMatchInlineSnapshot(`
      "HarnessError: The virtual environment cannot be made. On Debian and Ubuntu: \`apt-get install python3-venv\`. Its last words:
      ensurepip is not available"
    `)
    expect(readdirSync(cacheDir)).toEqual([])
  })

  test("no network: pip's last words without addresses, and nothing half-built", async () => {
    const pip = `cat <<'END'
Looking in indexes: https://user:hunter2@packages.example.org/simple
WARNING: Retrying: HTTPSConnectionPool(host='packages.example.org', port=443): Failed to resolve 'packages.example.org'
ERROR: No matching distribution found for azure-keyvault-secrets==4.12.0
END
exit 1`
    const message = await messageOf(prepare(fakePython({ pip })))
    expect(message).toMatchInlineSnapshot(`
      "HarnessError: pip could not install the Python client. The packages come from PyPI, or from where pip is set up to look: check the network and \`pip config list\`, then run again. Its last words:
      Looking in indexes: <address>
      WARNING: Retrying: HTTPSConnectionPool(host= <host>, port=443): Failed to resolve <host>
      ERROR: No matching distribution found for azure-keyvault-secrets==4.12.0"
    `)
    expect(readdirSync(cacheDir)).toEqual([])
  })

  test('a cache folder that cannot be made', async () => {
    writeFileSync(cacheDir, '')
    await expect(messageOf(prepare(fakePython()))).resolves.toMatch(
      /^HarnessError: The cache folder cannot be made: .*Set --cache-dir or XDG_CACHE_HOME/,
    )
  })
})

describe('--package', () => {
  test.each(['nowhere', 'empty', 'notes.txt'])('refuses %s, which pip could not install', async (name) => {
    mkdirSync(join(folder, 'empty'))
    writeFileSync(join(folder, 'notes.txt'), '')
    const message = await messageOf(prepare(fakePython(), { package: join(folder, name) }))
    expect(message).toBe(
      `UsageError: --package "FOLDER/${name}" is not a Python package: expected a folder with a pyproject.toml or setup.py, or a .whl or .tar.gz file.`,
    )
  })

  test('installs a copy of the checkout in place of the released client, anew when it has changed', async () => {
    const checkout = makeCheckout()
    const python = fakePython()
    await prepare(python, { package: checkout })
    await prepare(python, { package: checkout })
    expect(calls('pip')).toHaveLength(2)
    expect(calls('pip')[1]).toMatch(/\.partial\/package$/)
    const [environment = ''] = readdirSync(cacheDir)
    expect(readFileSync(join(cacheDir, environment, 'requirements.txt'), 'utf8')).not.toContain(
      'azure-keyvault-secrets',
    )
    expect(readdirSync(join(cacheDir, environment, 'package'))).toEqual(['client.py', 'setup.py'])

    writeFileSync(join(checkout, 'client.py'), 'changed = True\n')
    await prepare(python, { package: checkout })
    expect(readdirSync(cacheDir)).toHaveLength(2)
  })

  test('refuses one without a SecretClient', async () => {
    const python = fakePython({ check: 'echo "ImportError: cannot import name \'SecretClient\'"; exit 1' })
    const message = await messageOf(prepare(python, { package: makeCheckout() }))
    expect(message).toBe(
      'UsageError: --package "FOLDER/checkout" does not give `azure.keyvault.secrets.SecretClient`: ImportError: cannot import name \'SecretClient\'',
    )
    expect(readdirSync(cacheDir)).toEqual([])
  })
})

function prepare(python: string, options: Partial<Parameters<typeof preparePythonDriver>[0]> = {}) {
  const environment = { PATH: process.env['PATH'], PYTHON: python }
  return preparePythonDriver({ cacheDir, onProgress: () => {}, environment, ...options })
}

/** A stand-in for an interpreter: it answers the probe, copies itself as a virtual environment's, and notes its calls. */
function fakePython({ version = '3.11.7', venv = '', pip = '', check = '' } = {}): string {
  const path = join(folder, `python-${version}`)
  writeProgram(
    path,
    `#!/bin/sh
root='${folder}'
echo "$*" >> "$root/calls"
case "$*" in
  *sys.executable*) echo '["${path}", "${version}"]' ;;
  *"-m venv"*) ${venv || 'mkdir -p "$4/bin"; cp "$0" "$4/bin/python"'} ;;
  *"-m pip"*) ${pip || 'true'}
  ;;
  *SecretClient*) ${check || 'true'} ;;
esac
`,
  )
  return path
}

function calls(module: string): string[] {
  const lines = readFileSync(join(folder, 'calls'), 'utf8').trimEnd().split('\n')
  return lines.filter((line) => line.startsWith(`-I -m ${module} `))
}

function makeCheckout(): string {
  const checkout = join(folder, 'checkout')
  for (const name of ['.git', 'tests', '__pycache__']) mkdirSync(join(checkout, name), { recursive: true })
  writeFileSync(join(checkout, 'setup.py'), '')
  writeFileSync(join(checkout, 'client.py'), '')
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
