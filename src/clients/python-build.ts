import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { HarnessError, UsageError } from '../wire/errors.ts'
import { pythonOf } from './python-cache.ts'
import type { PythonInterpreter } from './python-interpreter.ts'
import { lastWords } from './python-last-words.ts'
import { type PythonPackage, stagePythonPackage } from './python-package.ts'
import { type ProgramEnd, runProgram } from './python-run.ts'

export interface PythonBuild {
  /** Where the finished environment belongs. */
  readonly folder: string
  readonly lockFile: string
  readonly python: PythonInterpreter
  readonly replacement: PythonPackage | undefined
  readonly environment: NodeJS.ProcessEnv
  readonly onProgress: (message: string) => void
}

/** Written last, before the rename: an environment that has it is whole. */
const marker = 'keyvault-contract.json'
const stepLimitMs = 600_000
/** Older than any build can become: what a killed build left. */
const abandonedAfterMs = 2 * stepLimitMs
const clientPackage = 'azure-keyvault-secrets'

const building = new Map<string, Promise<void>>()

/**
 * Builds a virtual environment unless it is there: beside its place, then renamed into it, so that it is whole or absent.
 * Several processes may build the same one at once: the first to finish puts it there, the others take that.
 */
export function buildPythonEnvironment(build: PythonBuild): Promise<void> {
  const running = building.get(build.folder)
  if (running !== undefined) return running
  const started = isWhole(build.folder) ? Promise.resolve() : buildBeside(build)
  building.set(build.folder, started)
  const forget = (): void => void building.delete(build.folder)
  started.then(forget, forget)
  return started
}

/** The base interpreter may have been removed since: then the environment's own is a dangling link. */
function isWhole(folder: string): boolean {
  return existsSync(join(folder, marker)) && existsSync(pythonOf(folder))
}

async function buildBeside(build: PythonBuild): Promise<void> {
  const cacheDir = dirname(build.folder)
  const temporary = `${build.folder}.${process.pid}-${Date.now().toString(36)}.partial`
  makeFolder(cacheDir)
  sweep(cacheDir)
  const removeAtExit = (): void => rmSync(temporary, { recursive: true, force: true })
  process.once('exit', removeAtExit)
  try {
    await fill(temporary, build)
    moveIntoPlace(temporary, build.folder)
  } finally {
    process.removeListener('exit', removeAtExit)
    removeAtExit()
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new HarnessError(
      `The cache folder for Python cannot be made: ${reason}. Set XDG_CACHE_HOME to a folder you can write to.`,
    )
  }
}

function sweep(cacheDir: string): void {
  for (const name of readdirSync(cacheDir).filter((entry) => /^python-.*\.partial$/.test(entry))) {
    const path = join(cacheDir, name)
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
    if (age > abandonedAfterMs) rmSync(path, { recursive: true, force: true })
  }
}

async function fill(folder: string, build: PythonBuild): Promise<void> {
  const { python, onProgress } = build
  const started = performance.now()
  const lock = readFileSync(build.lockFile, 'utf8').split('\n')
  const pins = lock.filter((line) => /^[\w-]+==/.test(line))
  onProgress(`Building the Python environment, once for Python ${python.version} …`)
  await createVenv(folder, build)
  const client = build.replacement === undefined ? pins[0] : build.replacement.path
  onProgress(`Installing ${client} and the ${pins.length - 1} packages it works with …`)
  await install(folder, pins, build)
  await checkImport(folder, build)
  writeFileSync(
    join(folder, marker),
    `${JSON.stringify({ python, pins, package: build.replacement ?? null }, null, 2)}\n`,
  )
  onProgress(`The Python environment is ready (${Math.round((performance.now() - started) / 1000)} s).`)
}

async function createVenv(folder: string, build: PythonBuild): Promise<void> {
  const end = await run([build.python.executable, '-I', '-m', 'venv', folder], build)
  if (end.code === 0) return
  throw failure(
    end,
    'The virtual environment cannot be made.',
    'On Debian and Ubuntu: `apt-get install python3-venv`.',
  )
}

async function install(folder: string, pins: readonly string[], build: PythonBuild): Promise<void> {
  const { replacement } = build
  const wanted =
    replacement === undefined ? pins : pins.filter((pin) => !pin.startsWith(`${clientPackage}==`))
  const requirements = join(folder, 'requirements.txt')
  writeFileSync(requirements, `${wanted.join('\n')}\n`)
  await pip(folder, ['-r', requirements], build)
  if (replacement !== undefined) await pip(folder, [stagePythonPackage(replacement, folder)], build)
}

async function pip(folder: string, what: readonly string[], build: PythonBuild): Promise<void> {
  const flags = ['--disable-pip-version-check', '--no-input', '--prefer-binary']
  const end = await run([pythonOf(folder), '-I', '-m', 'pip', 'install', ...flags, ...what], build)
  if (end.code === 0) return
  const advice =
    'The packages come from PyPI, or from where pip is set up to look: check the network and `pip config list`, then run again.'
  throw failure(end, 'pip could not install the Python client.', advice)
}

async function checkImport(folder: string, build: PythonBuild): Promise<void> {
  const code = 'import azure.identity; from azure.keyvault.secrets import SecretClient'
  const end = await run([pythonOf(folder), '-I', '-c', code], build)
  if (end.code === 0) return
  const { replacement } = build
  if (replacement === undefined)
    throw failure(end, 'The installed Python client cannot be loaded.', 'Run again with another PYTHON.')
  const last = lastWords(end.output).split('\n').at(-1)
  throw new UsageError(
    `--package ${JSON.stringify(replacement.path)} does not give \`azure.keyvault.secrets.SecretClient\`: ${last}`,
  )
}

function run(argv: readonly string[], { environment }: PythonBuild): Promise<ProgramEnd> {
  return runProgram(argv, { environment, limitMs: stepLimitMs })
}

function failure(end: ProgramEnd, what: string, advice: string): HarnessError {
  const words = lastWords(end.output)
  return new HarnessError(words === '' ? `${what} ${advice}` : `${what} ${advice} Its last words:\n${words}`)
}

function moveIntoPlace(temporary: string, folder: string): void {
  // Only a whole environment ever gets this name: one without marker or interpreter was damaged later.
  if (existsSync(folder) && !isWhole(folder)) rmSync(folder, { recursive: true, force: true })
  try {
    renameSync(temporary, folder)
  } catch (error) {
    if (isWhole(folder)) return
    throw new HarnessError(`The environment cannot be moved to ${basename(folder)}: ${String(error)}`)
  }
}
