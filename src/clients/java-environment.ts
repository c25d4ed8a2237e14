import { delimiter, join } from 'node:path'
import { buildKey } from './build-key.ts'
import { ensureBuilt } from './cached-build.ts'
import { driverSources } from './driver-sources.ts'
import { hashFolder } from './hash-folder.ts'
import { buildJavaDriver, javaDriver } from './java-build.ts'
import { readJavaPackage } from './java-package.ts'
import { findJava } from './java-toolchain.ts'
import type { PrepareOptions } from './prepare-options.ts'
import { userCacheFolder } from './user-cache-folder.ts'

/** How to start the driver: its program, and what to lay over the environment that it would inherit. */
export interface JavaDriver {
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

export interface JavaDriverOptions extends PrepareOptions {
  /** Which of the two clients it calls. Default: `SecretClient`. */
  readonly client?: 'SecretClient' | 'SecretAsyncClient'
  /** The driver's Maven project. Default: the bundled one. */
  readonly source?: string
}

/** Most of a run is the start of the JVM: its second compiler and its parallel collector come too late to help. */
const quickStart = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC']

/**
 * Finds Java (in `JAVA_HOME`, or on the path), and the driver that was built for it; builds that on first use, with Maven
 * and a JDK. `package` is a jar of the client, or the folder of its Maven project.
 *
 * Throws `HarnessError` when a tool is missing, or the jars cannot be had (no network), and `UsageError` when `package` is
 * no such thing or does not compile. Whatever happens, nothing half-built stays.
 */
export async function prepareJavaDriver(options: JavaDriverOptions): Promise<JavaDriver> {
  const environment = options.environment ?? process.env
  const source = options.source ?? driverSources('java', 'pom.xml')
  const replacement = options.package === undefined ? undefined : readJavaPackage(options.package)
  const java = await findJava(environment)
  const key = buildKey([hashFolder(source, /^(?:\..*|target)$/), java.version, replacement?.hash ?? ''])
  const folder = join(options.cacheDir ?? userCacheFolder(environment), `java-${key}`)
  const build = { source, java, replacement, environment, onProgress: options.onProgress }
  await ensureBuilt({
    name: 'The Java driver',
    folder,
    program: javaDriver,
    contents: { java: java.version, package: replacement ?? null },
    whenMissing: options.whenMissing ?? 'build',
    fill: (temporary) => buildJavaDriver(temporary, build),
  })
  const classPath = [join(folder, javaDriver), join(folder, 'lib', '*')].join(delimiter)
  const flags = options.client === 'SecretAsyncClient' ? ['--async'] : []
  return { argv: [java.java, ...quickStart, '-cp', classPath, 'keyvaultcontract.Driver', ...flags], env: {} }
}
