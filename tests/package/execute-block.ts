import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { transform } from 'esbuild'
import { expect } from 'vitest'
import { parse } from 'yaml'
import manifest from '../../package.json' with { type: 'json' }
import { createProgram } from '../../src/cli/create-program.ts'
import { type DocumentName, validateDocument } from '../../src/contract/validate-document.ts'
import { runProgram, writeFiles } from './consumer.ts'
import type { Block } from './read-pages.ts'

/** Where blocks are executed: an app of a user's, with the package installed. */
export interface Place {
  readonly folder: string
  /** A path in `node_modules`. */
  readonly installed: (...path: readonly string[]) => string
}

/** Does with a block what its language and its directives say; fails when that goes wrong, or when they say nothing. */
export async function executeBlock(block: Block, place: Place): Promise<void> {
  const { directives, language, text } = block
  if (directives['not run'] !== undefined) return inspect(block)
  if (directives.file !== undefined) writeFiles(place.folder, { [directives.file]: `${text}\n` })
  if (directives.schema !== undefined) keepsSchema(block)
  if (directives.file !== undefined || directives.schema !== undefined) return
  if (language === 'sh' || language === 'bash') return runShell(block, place)
  if (['ts', 'js', 'mjs'].includes(language)) return runScript(block, place)
  expect.fail(`${block.place}: nothing says what is to be done with a block of ${language}.`)
}

/** What is not run is at least read: a command's options are there, data is what it says it is. */
async function inspect({ language, text, directives, place }: Block): Promise<void> {
  expect(directives['not run']?.length, `${place}: a reason`).toBeGreaterThan(15)
  if (language === 'yaml') expect(parse(text)).toBeTypeOf('object')
  else if (language === 'json') for (const line of text.split('\n')) JSON.parse(line)
  else if (language === 'sh') await inspectShell(text, place)
  else await transform(text, { loader: 'ts' })
}

async function inspectShell(text: string, place: string): Promise<void> {
  for (const [, script = ''] of text.matchAll(/npm run ([\w:]+)/g))
    expect(Object.keys(manifest.scripts), place).toContain(script)
  for (const line of commandsIn(text)) await hasItsOptions(line, place)
}

function commandsIn(text: string): string[] {
  const lines = text.replaceAll('\\\n', ' ').split('\n')
  return lines
    .map((line) => line.replace(/(^|\s)#.*$/, ''))
    .filter((line) => / keyvault-contract /.test(line))
}

/** Each option before `--` is one of the command's. */
async function hasItsOptions(line: string, place: string): Promise<void> {
  const [, words = ''] = /keyvault-contract (.*)$/.exec(line) ?? []
  const [name = '', second = ''] = words.split(/\s+/)
  const { commands } = await createProgram([name])
  const command = commands.find((one) => one.name() === name)
  expect(command, `${place}: ${line}`).toBeDefined()
  const inner = command?.commands.find((one) => one.name() === second) ?? command
  const legal = inner?.options.flatMap(({ long, short }) => [long, short]) ?? []
  const [own = ''] = words.split(/ --(?: |$)/)
  for (const option of own.replace(/'[^']*'/g, '').match(/(?<=\s)--?[a-z][\w-]*/g) ?? [])
    expect(legal, `${place}: ${line}`).toContain(option)
}

function keepsSchema({ language, text, directives, place }: Block): void {
  const value: unknown = language === 'yaml' ? parse(text) : JSON.parse(text)
  expect(validateDocument(directives.schema as DocumentName, value), place).toEqual([])
}

async function runShell(block: Block, { folder }: Place): Promise<void> {
  const argv = ['bash', '-e', '-o', 'pipefail', '-c', block.text]
  const { until } = block.directives
  if (until !== undefined) return printsAndIsStopped(argv, folder, new RegExp(until))
  judge(block, await runProgram(argv, { cwd: folder }))
}

async function runScript(block: Block, { folder, installed }: Place): Promise<void> {
  const name = block.place.replace(/[^\w]+/g, '-')
  const isForVitest = /from '(vitest|keyvault-contract\/vitest)'/.test(block.text)
  if (isForVitest) {
    writeFileSync(join(folder, `${name}.test.ts`), block.text)
    const argv = [process.execPath, installed('vitest', 'vitest.mjs'), 'run', `${name}.test.ts`]
    return judge(block, await runProgram(argv, { cwd: folder }))
  }
  const { code } = await transform(block.text, { loader: 'ts', target: 'node20.19' })
  const flags = /from 'node:test'/.test(block.text) ? ['--test'] : []
  writeFileSync(join(folder, `${name}.mjs`), code)
  judge(block, await runProgram([process.execPath, ...flags, `${name}.mjs`], { cwd: folder }))
}

type Outcome = Awaited<ReturnType<typeof runProgram>>

function judge({ directives, place, text }: Block, { code, stdout, stderr }: Outcome): void {
  expect(code, `${place}\n${text}\n${stdout}${stderr}`).toBe(Number(directives.exit ?? 0))
  if (directives.prints !== undefined) expect(stdout + stderr).toMatch(new RegExp(directives.prints))
}

/** A server: it has to say so, and is stopped as its user would. */
async function printsAndIsStopped(argv: readonly string[], cwd: string, pattern: RegExp): Promise<void> {
  const [program = '', ...args] = argv
  const child = spawn(program, args, { cwd, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  const collect = (chunk: Buffer): void => {
    printed += chunk
    if (pattern.test(printed)) interrupt()
  }
  const interrupt = (): void => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGINT')
  }
  child.stdout.on('data', collect)
  child.stderr.on('data', collect)
  const timer = setTimeout(interrupt, 60_000)
  await new Promise((resolve) => child.once('close', resolve))
  clearTimeout(timer)
  expect(printed).toMatch(pattern)
}
