import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { type JavaToolchain, missingTool } from './java-toolchain.ts'
import { type ProgramEnd, runProgram } from './run-program.ts'

export interface JavaTarget {
  readonly java: JavaToolchain
  /** Folder of the jars that the sources need. */
  readonly libraries: string
  /** The jar to make. */
  readonly jar: string
  readonly environment: NodeJS.ProcessEnv
}

const limitMs = 300_000
const properties = 'azure-security-keyvault-secrets.properties'

/** Compiles all sources below a folder into a jar, for Java 11 and later. Throws `HarnessError` when there is no compiler. */
export function compileJavaSources(target: JavaTarget & { readonly sources: string }): Promise<ProgramEnd> {
  return compile(target.sources, target, () => {})
}

/** The same with the main sources of the client's Maven project, and the properties that tell its name and version. */
export function compileJavaPackage(project: string, target: JavaTarget): Promise<ProgramEnd> {
  return compile(join(project, 'src/main/java'), target, (classes) => {
    const resources = join(project, 'src/main/resources')
    if (existsSync(resources)) cpSync(resources, classes, { recursive: true })
    const manifest = join(project, 'pom.xml')
    const pom = existsSync(manifest) ? readFileSync(manifest, 'utf8') : ''
    const name = basename(properties, '.properties')
    const version = new RegExp(`<artifactId>${name}</artifactId>\\s*<version>([^<]+)`).exec(pom)?.[1]
    writeFileSync(join(classes, properties), `name=${name}\nversion=${version ?? 'unknown'}\n`)
  })
}

async function compile(
  sources: string,
  target: JavaTarget,
  complete: (classes: string) => void,
): Promise<ProgramEnd> {
  const { java, libraries, jar, environment } = target
  const work = join(dirname(jar), 'compiled')
  const classes = join(work, 'classes')
  mkdirSync(classes, { recursive: true })
  const list = join(work, 'sources.txt')
  writeFileSync(list, javaFiles(sources).map(quote).join('\n'))
  const options = ['--release', '11', '-encoding', 'UTF-8', '-proc:none', '-nowarn', '-d', classes]
  const run = (argv: readonly string[]): Promise<ProgramEnd> => runProgram(argv, { environment, limitMs })
  const compiled = await run([java.javac, ...options, '-cp', join(libraries, '*'), `@${list}`])
  if (compiled.code === null) throw missingTool(java.javac)
  if (compiled.code !== 0) return compiled
  complete(classes)
  const packed = await run([java.jar, '--create', '--file', jar, '-C', classes, '.'])
  if (packed.code === null) throw missingTool(java.jar)
  rmSync(work, { recursive: true })
  return packed
}

/** Without the module descriptor: on the class path there are no modules. */
function javaFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return javaFiles(path)
      return entry.name.endsWith('.java') && entry.name !== 'module-info.java' ? [path] : []
    })
    .sort()
}

/** As javac reads its argument files. */
function quote(path: string): string {
  return `"${path.replaceAll('\\', '\\\\')}"`
}
