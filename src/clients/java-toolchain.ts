import { join } from 'node:path'
import { HarnessError } from '../wire/errors.ts'
import { runProgram } from './run-program.ts'

/** The programs of a JDK: in the folder that `JAVA_HOME` names, or on the path. */
export interface JavaToolchain {
  readonly java: string
  readonly javac: string
  readonly jar: string
  /** `17.0.15` */
  readonly version: string
}

const oldest = 11
const advice =
  'Install a JDK and Maven (Debian and Ubuntu: `apt-get install default-jdk-headless maven`), or set JAVA_HOME to a JDK.'

/**
 * Finds Java, and asks it for its version. Whether there is a compiler beside it shows only when one is needed.
 * Throws `HarnessError` that says what to install.
 */
export async function findJava(environment: NodeJS.ProcessEnv): Promise<JavaToolchain> {
  const home = environment['JAVA_HOME'] || undefined
  const program = (name: string): string => (home === undefined ? name : join(home, 'bin', name))
  const java = program('java')
  const origin = home === undefined ? '`java`' : `${JSON.stringify(java)}, of JAVA_HOME,`
  const { code, output } = await runProgram([java, '-version'], { environment, limitMs: 30_000 })
  const version = code === 0 ? /^\S+ version "([^"]+)"/m.exec(output)?.[1] : undefined
  if (version === undefined)
    throw new HarnessError(
      `The Java client needs Java ${oldest} or later; ${origin} cannot be run. ${advice}`,
    )
  // Java 8 calls itself 1.8.
  if (Number.parseInt(version, 10) < oldest)
    throw new HarnessError(
      `The Java client needs Java ${oldest} or later; ${origin} is Java ${version}. ${advice}`,
    )
  return { java, javac: program('javac'), jar: program('jar'), version }
}

/** For programs that are only needed to build. */
export function missingTool(name: string): HarnessError {
  return new HarnessError(`The Java driver cannot be built: \`${name}\` cannot be run. ${advice}`)
}
