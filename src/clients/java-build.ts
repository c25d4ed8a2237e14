import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { HarnessError, UsageError } from '../wire/errors.ts'
import { compileJavaPackage, compileJavaSources } from './java-compile.ts'
import { checkJavaLock } from './java-lock.ts'
import type { JavaPackage } from './java-package.ts'
import { type JavaToolchain, missingTool } from './java-toolchain.ts'
import { lastWords } from './last-words.ts'
import { type ProgramEnd, runProgram } from './run-program.ts'

export interface JavaBuild {
  /** The driver's Maven project. */
  readonly source: string
  readonly java: JavaToolchain
  readonly replacement: JavaPackage | undefined
  readonly environment: NodeJS.ProcessEnv
  readonly onProgress: (message: string) => void
}

/** The driver, relative to the folder that it was built in; its class path is this and `lib/*`. */
export const javaDriver = 'driver.jar'

const limitMs = 1_200_000
const clientJar = /^azure-security-keyvault-secrets-.*\.jar$/

/** Builds the driver in an empty folder. Throws as `prepareJavaDriver` does. */
export async function buildJavaDriver(folder: string, build: JavaBuild): Promise<void> {
  const { source, java, replacement, onProgress } = build
  const started = performance.now()
  const libraries = join(folder, 'lib')
  onProgress(`Building the Java driver, once for Java ${java.version} …`)
  await resolveDependencies(folder, build)
  checkJavaLock(libraries, readFileSync(join(source, 'dependencies.lock'), 'utf8'))
  const end = await compileJavaSources({
    ...build,
    sources: join(source, 'src/main/java'),
    libraries,
    jar: join(folder, javaDriver),
  })
  if (end.code !== 0) throw failure(end, 'javac', 'The Java driver cannot be compiled.')
  if (replacement !== undefined) {
    onProgress(`With azure-security-keyvault-secrets from ${replacement.path} …`)
    await replaceClient(libraries, replacement, build)
  }
  onProgress(`The Java driver is ready (${Math.round((performance.now() - started) / 1000)} s).`)
}

/** Maven puts what the lock file names into `lib`: from its own cache where that has it all, else from Maven Central. */
async function resolveDependencies(folder: string, build: JavaBuild): Promise<void> {
  const command = build.environment['MAVEN_HOME']
    ? join(build.environment['MAVEN_HOME'], 'bin', 'mvn')
    : 'mvn'
  const project = join(folder, 'project')
  mkdirSync(project)
  cpSync(join(build.source, 'pom.xml'), join(project, 'pom.xml'))
  const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime', '-DoutputDirectory=../lib']
  const resolve = (...flags: string[]): Promise<ProgramEnd> =>
    runProgram([command, '-B', ...flags, ...goal], {
      environment: build.environment,
      cwd: project,
      limitMs,
    })
  let end = await resolve('-o')
  if (end.code !== 0 && end.code !== null) {
    build.onProgress('Fetching azure-security-keyvault-secrets, azure-identity and what they need …')
    end = await resolve()
  }
  const advice =
    'Maven could not get the Java client. Its jars come from Maven Central, or from where Maven is set up to look: check the network and ~/.m2/settings.xml, then run again.'
  if (end.code !== 0) throw failure(end, command, advice)
  rmSync(project, { recursive: true })
}

async function replaceClient(libraries: string, replacement: JavaPackage, build: JavaBuild): Promise<void> {
  const target = join(libraries, 'azure-security-keyvault-secrets.jar')
  const compiled =
    replacement.kind === 'jar'
      ? undefined
      : await compileJavaPackage(replacement.path, { ...build, libraries, jar: target })
  if (compiled !== undefined && compiled.code !== 0) {
    throw new UsageError(
      `--package ${JSON.stringify(replacement.path)} cannot be compiled against the dependencies of the driver. Its last words:\n${lastWords(compiled.output)}`,
    )
  }
  removeReleased(libraries)
  if (replacement.kind === 'jar') cpSync(replacement.path, target)
}

function removeReleased(libraries: string): void {
  for (const name of readdirSync(libraries).filter((entry) => clientJar.test(entry)))
    rmSync(join(libraries, name))
}

function failure(end: ProgramEnd, program: string, what: string): HarnessError {
  if (end.code === null && !/^Killed after/m.test(end.output)) return missingTool(program)
  return new HarnessError(`${what} Its last words:\n${lastWords(end.output)}`)
}
