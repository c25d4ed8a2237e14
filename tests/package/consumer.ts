import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

/** How a program ended, and all it printed. */
export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** What a program is started with. */
export interface RunOptions {
  readonly cwd: string
  readonly env?: NodeJS.ProcessEnv
  readonly input?: string
  /** Milliseconds until it is killed. Default two minutes. */
  readonly limit?: number
}

/** A folder for a user's project; whoever makes it removes it. */
export function emptyProject(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'kvc-consumer-'))
  writeFiles(folder, { 'package.json': '{"name":"consumer","private":true}\n', ...files })
  return folder
}

/** Writes text files by their paths below `folder`. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    const target = join(folder, path)
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, text)
  }
}

/** `npm install` of packages, or tarballs, into a project. Throws with all npm printed. */
export async function install(folder: string, packages: readonly string[], node?: string): Promise<void> {
  const flags = ['--no-audit', '--no-fund', '--prefer-offline', '--ignore-scripts', '--loglevel=error']
  const { code, stdout, stderr } = await runProgram(['npm', 'install', ...flags, ...packages], {
    cwd: folder,
    env: node ? withNode(node) : process.env,
    limit: 280_000,
  })
  if (code !== 0) throw new Error(`npm install ${packages.join(' ')} ended with ${code}:\n${stdout}${stderr}`)
}

/** The environment in which `node`, `npm` and `npx` run by one release. */
export function withNode(node: string): NodeJS.ProcessEnv {
  return { ...process.env, PATH: `${dirname(node)}:${process.env['PATH']}` }
}

/** Runs a program to its end; it is gone with the test, and nothing of the test runner's environment reaches it. */
export function runProgram(argv: readonly string[], options: RunOptions): Promise<Ended> {
  const [program = '', ...args] = argv
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: withoutVitest(options.env ?? process.env),
    stdio: 'pipe',
    detached: true,
  })
  const stop = (): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    } catch {
      // All of it has ended.
    }
  }
  const timer = setTimeout(stop, options.limit ?? 120_000)
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk
  })
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk
  })
  child.stdin.on('error', () => {}).end(options.input ?? '')
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      clearTimeout(timer)
      stop()
      resolve({ code, stdout, stderr })
    })
  })
}

function withoutVitest(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const hidden = /^(VITEST|TEST$|NODE_ENV$|npm_|NODE_OPTIONS$|FORCE_COLOR$|KEYVAULT_CONTRACT_)/
  const kept = Object.entries(env).filter(([name]) => !hidden.test(name))
  return { ...Object.fromEntries(kept), NO_COLOR: '1' }
}

/** An empty project that is gone with the test. */
export function projectForTest(files: Readonly<Record<string, string>> = {}): string {
  const folder = emptyProject(files)
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
