import type { Command } from 'commander'
import { UsageError } from '../wire/errors.ts'
import type { PlayCommandOptions } from './play-options.ts'

/** Adds `play <recording…> -- <cmd…>`: any program in front of recordings. */
export function addPlayCommand(program: Command): void {
  program
    .command('play')
    .usage('[options] <recording...> -- <command...>')
    .summary('run a program against recordings, without network')
    .description(
      'Runs a program with recorded vault traffic in place of Azure. Any client plays any recording: names, values, hosts and the order of what is independent are its own.',
    )
    .argument(
      '[words...]',
      'recordings: files, folders, or FILE:LINE; then -- and the program with its arguments',
    )
    .option(
      '--headers <how>',
      'contract: those the contract speaks of (default); exact: all that were recorded',
    )
    .option('--order <how>', 'partial: per secret and list (default); strict: the whole trace; any: none')
    .option('--extra <how>', 'what recorded exchanges that nobody asked for do: fail (default) or warn')
    .option('--speed <n>', 'how many times faster than recorded answers come (default: 1)')
    .option(
      '--vault <name>',
      'name of a vault, or its host; the first is what the program is told of; repeatable',
      collect,
      [],
    )
    .option('--port <n>', 'port of the proxy (default: a free one)')
    .option(
      '--reporter <name[=file]>',
      'list, json, junit or github; repeatable (default: list)',
      collect,
      [],
    )
    .addHelpText('after', help)
    .action(async (words: readonly string[], options: PlayCommandOptions, command: Command) => {
      const { names, call } = splitWords(words, command)
      const { playProgram } = await import('./play-program.ts')
      process.exitCode = await playProgram(names, call, options)
    })
}

/** Commander takes `--` away: what follows it is found by counting from the end of what was typed. */
function splitWords(
  words: readonly string[],
  command: Command,
): { names: readonly string[]; call: { file: string; args: readonly string[] } } {
  const typed = rawArguments(command)
  const mark = typed.indexOf('--')
  const count = mark < 0 ? 0 : typed.length - mark - 1
  const names = words.slice(0, words.length - count)
  const [file, ...args] = words.slice(words.length - count)
  if (names.length === 0 || file === undefined || count === 0) {
    const missing = names.length === 0 ? 'the recordings are' : 'the program is'
    throw new UsageError(
      `play takes recordings and a program, and ${missing} missing: keyvault-contract play my.json -- npm test.`,
    )
  }
  return { names, call: { file, args } }
}

function rawArguments(command: Command): readonly string[] {
  let root = command
  while (root.parent) root = root.parent
  return 'rawArgs' in root && Array.isArray(root.rawArgs) ? root.rawArgs : []
}

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value]
}

const help = `
The program finds a vault in AZURE_KEYVAULT_URL and KEYVAULT_URI, and an application in AZURE_TENANT_ID, AZURE_CLIENT_ID and
AZURE_CLIENT_SECRET; any vault host and any credentials are served too. Its output is left alone; the verdict goes to stderr.
A request that no recording answers is closed without a status, and explained.

Examples:
  keyvault-contract play recordings/mine.json -- npm test
  keyvault-contract play --speed 20 recordings/ -- pytest
  keyvault-contract play traces.jsonl.gz:17 --order any --extra warn -- ./my-client

Exit codes: 0 the program ended well and all was played as recorded, 1 there are differences, requests that nothing answers or
exchanges that nobody asked for, 2 the call was wrong or a recording cannot be played, 3 it could not be judged: nothing was
asked for, or the program failed by itself.`
