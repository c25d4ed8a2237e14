import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type CommandResult, type RunningCommand, repository, startCommand } from './start-command.ts'
import type { UpstreamVault } from './start-upstream-vault.ts'

/** A folder for one recording, gone with the test. */
export function target(): { folder: string; file: string } {
  const folder = mkdtempSync(join(tmpdir(), 'kvc-record-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return { folder, file: join(folder, 'mine.json') }
}

/** What is recorded: a Node program, in a file, with options of the command beside those that lead to the vault. */
export interface NodeRecording {
  readonly file: string
  readonly program: string
  readonly options: readonly string[]
}

/** Records a Node program, which finds the vault and its application in the environment. */
export function recordNode(vault: UpstreamVault, { file, program, options }: NodeRecording): RunningCommand {
  const start = `Object.assign(process.env, ${JSON.stringify(vault.environment)});`
  const words = [...vault.options, ...options, '--', process.execPath, '--input-type=module', '-e']
  return startCommand('record', '-o', file, ...words, start + program)
}

/** The beginning of a program: `list()` asks the vault with nothing but Node. */
export const rawClient: string = `
  const { tunnelledRequest } = await import('${repository}tests/e2e/tunnelled-request.mjs')
  const list = () => tunnelledRequest(process.env.AZURE_KEYVAULT_URL + '/secrets?api-version=7.6')`

/** The entries of a recording. */
export function entriesOf(file: string): { RequestMethod: string; RequestUri: string; StatusCode: number }[] {
  return JSON.parse(readFileSync(file, 'utf8')).Entries
}

/** What a command said on stderr, without what differs from run to run. */
export function told({ stderr }: CommandResult, folder: string): string {
  return stderr.replaceAll(folder, 'DIR').replaceAll(/pid \d+|process \d+ on \S+/g, 'process PID on HOST')
}
