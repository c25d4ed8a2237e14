import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type JavaDriverOptions, prepareJavaDriver } from './java-environment.ts'
import { writeProgram } from './write-program-test-support.ts'

let folder: string
let cacheDir: string

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'kvc-java-')))
  cacheDir = join(folder, 'cache')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the Java driver', () => {
  test('is built once, below the cache folder, and used again for either client', async () => {
    const said: string[] = []
    const onProgress = (message: string): void => void said.push(message.replace(/\d+ s/, 'N s'))
    const tools = fakeTools()
    const first = await prepare(tools, { onProgress })
    const second = await prepare(tools, { onProgress, client: 'SecretAsyncClient' })
    expect(second).toEqual({ ...first, argv: [...first.argv, '--async'] })
    const built = join(cacheDir, readdirSync(cacheDir)[0] ?? '')
    expect(built).toMatch(/cache\/java-[0-9a-f]{16}$/)
    expect(first).toEqual({
      argv: [
        join(folder, 'jdk/bin/java'),
        '-XX:TieredStopAtLevel=1',
        '-XX:+UseSerialGC',
        '-cp',
        [join(built, 'driver.jar'), join(built, 'lib/*')].join(delimiter),
        'keyvaultcontract.Driver',
      ],
      env: {},
    })
    expect(readdirSync(built).sort()).toEqual(['driver.jar', 'keyvault-contract.json', 'lib'])
    expect(readdirSync(join(built, 'lib'))).toEqual([released])
    expect(calls('mvn')).toHaveLength(1)
    expect(said).toMatchInlineSnapshot(`
      [
        "Building the Java driver, once for Java 17.0.15 …",
        "The Java driver is ready (N s).",
      ]
    `)
  })

  test('goes to the network only for what Maven has not got yet', async () => {
    await prepare(fakeTools())
    expect(calls('mvn')).toEqual([expect.stringMatching(/^-B -o dependency:copy-dependencies /)])
    const said: string[] = []
    const tools = fakeTools({ version: '21.0.1', mvn: 'case "$*" in *" -o "*) exit 1;; esac' })
    await prepare(tools, { onProgress: (message) => said.push(message) })
    expect(calls('mvn').slice(1)).toEqual([expect.stringMatching(/ -o /), expect.not.stringMatching(/ -o /)])
    expect(said[1]).toMatchInlineSnapshot(
      `"Fetching azure-security-keyvault-secrets, azure-identity and what they need …"`,
    )
  })

  test('is another one for another Java, and for other sources', async () => {
    await prepare(fakeTools())
    await prepare(fakeTools({ version: '21.0.1' }))
    writeFileSync(join(driverSource(), 'src/main/java/Driver.java'), '// changed')
    await prepare(fakeTools())
    expect(readdirSync(cacheDir)).toHaveLength(3)
  })

  test('is built for Java 11 from every source, without a module descriptor', async () => {
    const tools = fakeTools()
    writeFileSync(join(driverSource(), 'src/main/java/module-info.java'), '')
    await prepare(tools)
    expect(calls('javac')[0]).toMatch(/^--release 11 .* -cp \S+\/lib\/\* @\S+\/sources\.txt$/)
    expect(readFileSync(join(folder, 'sources.txt'), 'utf8')).toBe(
      `"${join(driverSource(), 'src/main/java/Driver.java')}"`,
    )
  })

  test('with a jar in place of the released client', async () => {
    const path = join(folder, 'fork.jar')
    writeFileSync(path, 'fork')
    const { argv } = await prepare(fakeTools(), { package: path })
    const libraries = librariesOf(argv)
    expect(readdirSync(libraries)).toEqual(['azure-security-keyvault-secrets.jar'])
    expect(readFileSync(join(libraries, 'azure-security-keyvault-secrets.jar'), 'utf8')).toBe('fork')
    writeFileSync(path, 'fork, changed')
    expect((await prepare(fakeTools(), { package: path })).argv).not.toEqual(argv)
  })

  test('with the main sources of a project in place of the released client', async () => {
    const { argv } = await prepare(fakeTools(), { package: project() })
    expect(readdirSync(librariesOf(argv))).toEqual(['azure-security-keyvault-secrets.jar'])
    expect(readFileSync(join(folder, 'sources.txt'), 'utf8')).toMatch(/fork\/src\/main\/java.*SecretClient/)
    expect(readFileSync(join(folder, 'packed.properties'), 'utf8')).toBe(
      'name=azure-security-keyvault-secrets\nversion=4.99.0-beta.1\n',
    )
  })

  test('leaves nothing behind when it is not to be built', async () => {
    await expect(prepare(fakeTools(), { whenMissing: 'refuse' })).rejects.toThrow(
      'The Java driver is not built yet.',
    )
    expect(existsSync(cacheDir)).toBe(false)
  })

  test.each<[string, Parameters<typeof fakeTools>[0], RegExp]>([
    [
      'no Java',
      { java: 'exit 127' },
      /needs Java 11 or later; "\S+", of JAVA_HOME, cannot be run\. Install a JDK and Maven/,
    ],
    ['an old Java', { version: '1.8.0_402' }, /needs Java 11 or later; .* is Java 1\.8\.0_402\./],
    ['no compiler', { without: 'javac' }, /cannot be built: `\S+javac` cannot be run\. Install a JDK/],
    ['no Maven', { without: 'mvn' }, /cannot be built: `\S+mvn` cannot be run\. Install a JDK and Maven/],
    [
      'no network',
      { mvn: 'echo "Could not transfer from https://repo.example/x"; exit 1' },
      /Maven could not get the Java client.*Its last words:\nCould not transfer from <address>$/s,
    ],
    [
      'other jars',
      { jar: 'tampered' },
      /not what dependencies\.lock pins: azure-security-keyvault-secrets-4\.11\.1\.jar has other contents\./,
    ],
    [
      'sources that do not compile',
      { javac: 'echo "Driver.java:1: error: no"; exit 1' },
      /cannot be compiled\. Its last words:\nDriver\.java:1: error: no$/,
    ],
  ])('says what is wrong with %s, and leaves nothing half-built', async (_, tools, message) => {
    const failure = await prepare(fakeTools(tools)).catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'KVC_HARNESS', message: expect.stringMatching(message) })
    expect(existsSync(cacheDir) ? readdirSync(cacheDir) : []).toEqual([])
  })

  test('a package that is none, or does not compile, is the caller’s mistake', async () => {
    const empty = join(folder, 'empty')
    mkdirSync(empty)
    await expect(prepare(fakeTools(), { package: empty })).rejects.toMatchObject({
      code: 'KVC_USAGE',
      message: expect.stringContaining(
        'expected a .jar of azure-security-keyvault-secrets, or the folder of',
      ),
    })
    const tools = fakeTools({
      javac: `if grep -q /fork/ "${folder}/sources.txt"; then echo "no such method"; exit 1; fi`,
    })
    await expect(prepare(tools, { package: project() })).rejects.toMatchObject({
      code: 'KVC_USAGE',
      message: expect.stringMatching(/cannot be compiled against the dependencies.*no such method$/s),
    })
  })
})

const released = 'azure-security-keyvault-secrets-4.11.1.jar'
/** Of the text `jar`. */
const lock = `# comment\n0163f1eea7894350060624d315234d40c508ab251ba121714e234503045faadd  ${released}\n`

function driverSource(): string {
  return join(folder, 'driver')
}

/** A driver of one class, with a lock file of one jar. */
function writeDriver(): void {
  const java = join(driverSource(), 'src/main/java')
  if (existsSync(java)) return
  mkdirSync(java, { recursive: true })
  writeFileSync(join(java, 'Driver.java'), '')
  writeFileSync(join(driverSource(), 'pom.xml'), '<project/>')
  writeFileSync(join(driverSource(), 'dependencies.lock'), lock)
}

function project(): string {
  const path = join(folder, 'fork')
  const sources = join(path, 'src/main/java/com/azure/security/keyvault/secrets')
  mkdirSync(sources, { recursive: true })
  writeFileSync(join(sources, 'SecretClient.java'), '')
  writeFileSync(
    join(path, 'pom.xml'),
    '<project><parent><version>1</version></parent><artifactId>azure-security-keyvault-secrets</artifactId>\n <version>4.99.0-beta.1</version></project>',
  )
  return path
}

interface Fakes {
  readonly version?: string
  /** Run before what the fake does. */
  readonly java?: string
  readonly mvn?: string
  readonly javac?: string
  /** What the one jar holds. */
  readonly jar?: string
  readonly without?: string
}

/** A JDK and a Maven of shell scripts that note how they were called. Returns the environment that names them. */
function fakeTools(fakes: Fakes = {}): NodeJS.ProcessEnv {
  writeDriver()
  const { version = '17.0.15', jar = 'jar' } = fakes
  const scripts: Record<string, string> = {
    java: `${fakes.java ?? ''}\necho 'openjdk version "${version}" 2025-04-15' >&2`,
    javac: `cp "\${!#:1}" "${folder}/sources.txt"\n${fakes.javac ?? ''}`,
    jar: `cp "$5"/*.properties "${folder}/packed.properties" 2>/dev/null; echo made > "$3"`,
    mvn: `${fakes.mvn ?? ''}\nmkdir -p ../lib && printf '%s' '${jar}' > ../lib/${released}`,
  }
  for (const [name, script] of Object.entries(scripts)) {
    const path = join(folder, name === 'mvn' ? 'maven/bin' : 'jdk/bin', name)
    rmSync(path, { force: true })
    if (name === fakes.without) continue
    mkdirSync(dirname(path), { recursive: true })
    writeProgram(path, `#!/bin/bash\necho "$*" >> "${folder}/${name}.calls"\n${script}\n`)
  }
  return { PATH: process.env['PATH'], JAVA_HOME: join(folder, 'jdk'), MAVEN_HOME: join(folder, 'maven') }
}

function calls(name: string): string[] {
  return readFileSync(join(folder, `${name}.calls`), 'utf8')
    .trimEnd()
    .split('\n')
}

function prepare(
  environment: NodeJS.ProcessEnv,
  options: Partial<JavaDriverOptions> = {},
): ReturnType<typeof prepareJavaDriver> {
  return prepareJavaDriver({
    cacheDir,
    environment,
    source: driverSource(),
    onProgress: () => {},
    ...options,
  })
}

function librariesOf(argv: readonly string[]): string {
  const classPath = argv[argv.indexOf('-cp') + 1] ?? ''
  return dirname(classPath.split(delimiter)[1] ?? '')
}
