import { HarnessError } from '../wire/errors.ts'
import { runProgram } from './run-program.ts'

/** An interpreter that is new enough. */
export interface PythonInterpreter {
  /** Where it really is: behind a shim or a link. */
  readonly executable: string
  /** `3.11.7` */
  readonly version: string
}

/** What the pinned client asks for. */
const oldestMinor = 10
const probe = 'import json, platform, sys; print(json.dumps([sys.executable, platform.python_version()]))'
const advice =
  'Install it (Debian and Ubuntu: `apt-get install python3 python3-venv`), or set PYTHON to an interpreter.'

/** The interpreter that `PYTHON` names, or `python3` on the path. Throws `HarnessError` that says what to install. */
export async function findPython(environment: NodeJS.ProcessEnv): Promise<PythonInterpreter> {
  const configured = environment['PYTHON'] || undefined
  const command = configured ?? 'python3'
  const origin = configured === undefined ? '`python3`' : `PYTHON (${JSON.stringify(configured)})`
  const { code, output } = await runProgram([command, '-I', '-c', probe], { environment, limitMs: 30_000 })
  const interpreter = code === 0 ? readAnswer(output) : undefined
  if (interpreter === undefined) {
    throw new HarnessError(
      `The Python client needs Python 3.${oldestMinor} or later; ${origin} cannot be run. ${advice}`,
    )
  }
  if (!isNewEnough(interpreter.version)) {
    throw new HarnessError(
      `The Python client needs Python 3.${oldestMinor} or later; ${origin} is Python ${interpreter.version}. ${advice}`,
    )
  }
  return interpreter
}

function readAnswer(output: string): PythonInterpreter | undefined {
  const [, executable, version] = /^\["(.+)", "([\d.]+\S*)"\]$/m.exec(output) ?? []
  if (executable === undefined || version === undefined) return undefined
  return { executable: JSON.parse(`"${executable}"`), version }
}

function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > 3 || (major === 3 && minor >= oldestMinor)
}
