import type { Command } from 'commander'
import { UsageError } from '../wire/errors.ts'

/** What `serve` and `run` are told of the service they start. */
export interface ServiceOptions {
  /** Names or hosts, as given; empty: one vault with the default name. */
  readonly vault: readonly string[]
  readonly apiVersion?: string
  /** File with the secrets that every vault holds at the start. */
  readonly seed?: string
  readonly port?: number
}

/** Adds the options that `serve` and `run` share. */
export function addServiceOptions(command: Command): Command {
  return command
    .option('--vault <name>', 'name of a vault, or its host; repeatable (default: contoso)', collect, [])
    .option('--api-version <version>', 'the only api-version the vaults know (default: all)')
    .option('--seed <file>', 'secrets the vaults hold at the start: JSON or YAML, by name')
    .option('--port <n>', 'port of the proxy (default: a free one)', toPort)
}

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value]
}

function toPort(value: string): number {
  const port = Number(value)
  if (/^\d+$/.test(value) && port >= 1 && port <= 65_535) return port
  throw new UsageError(`--port "${value}" must be an integer from 1 to 65535.`)
}
