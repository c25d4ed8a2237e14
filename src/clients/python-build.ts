import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { HarnessError, UsageError } from '../wire/errors.ts'
import { lastWords } from './last-words.ts'
import type { PythonInterpreter } from './python-interpreter.ts'
import { type PythonPackage, stagePythonPackage } from './python-package.ts'
import { type ProgramEnd, runProgram } from './run-program.ts'

export interface PythonBuild {
  readonly lockFile: string
  readonly python: PythonInterpreter
  readonly replacement: PythonPackage | undefined
  readonly environment: NodeJS.ProcessEnv
  readonly onProgress: (message: string) => void
}

/** The interpreter of a virtual environment, relative to it. */
export const venvPython: string =
  process.platform === 'win32' ? join('Scripts', 'python.exe') : join('bin', 'python')

const stepLimitMs = 600_000
const clientPackage = 'azure-keyvault-secrets'

/** Makes a virtual environment with the pinned packages in an empty folder. Throws as `preparePythonDriver` does. */
export async function fillPythonEnvironment(folder: string, build: PythonBuild): Promise<void> {
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
  const end = await run([join(folder, venvPython), '-I', '-m', 'pip', 'install', ...flags, ...what], build)
  if (end.code === 0) return
  const advice =
    'The packages come from PyPI, or from where pip is set up to look: check the network and `pip config list`, then run again.'
  throw failure(end, 'pip could not install the Python client.', advice)
}

async function checkImport(folder: string, build: PythonBuild): Promise<void> {
  const code = 'import azure.identity; from azure.keyvault.secrets import SecretClient'
  const end = await run([join(folder, venvPython), '-I', '-c', code], build)
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
