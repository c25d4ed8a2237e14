import { Command, type CommanderError, Help, type Option } from 'commander'
import { toolVersion } from '../contract/contract-hash.ts'
import { UsageError } from '../wire/errors.ts'

/**
 * What registers each command. Loaded one by one: `serve` must answer at once, and what other commands need is not
 * read for it.
 */
const registrars: Readonly<Record<string, () => Promise<(program: Command) => void>>> = {
  test: async () => (await import('./test.ts')).addTestCommand,
  check: async () => (await import('./check.ts')).addCheckCommand,
  import: async () => (await import('./import.ts')).addImportCommand,
  redact: async () => (await import('./redact.ts')).addRedactCommand,
  schema: async () => (await import('./schema.ts')).addSchemaCommand,
  record: async () => (await import('./record.ts')).addRecordCommand,
  run: async () => (await import('./run.ts')).addRunCommand,
  play: async () => (await import('./play.ts')).addPlayCommand,
  serve: async () => (await import('./serve.ts')).addServeCommand,
  report: async () => (await import('./report.ts')).addReportCommand,
  driver: async () => (await import('./driver.ts')).addDriverCommand,
}

/**
 * The command line. Only the command that `argv` names is loaded; for help, and for a command that there is not, all.
 *
 * @param argv without `node` and the script
 */
export async function createProgram(argv: readonly string[]): Promise<Command> {
  const program = new Command('keyvault-contract')
    .description('The executable wire contract of the Azure Key Vault secrets REST API.')
    .version(toolVersion, '--version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help for a command')
    .option('--verbose', 'print where an unexpected error came from')
    .enablePositionalOptions()
    .addHelpText('after', help)
  const [first, about] = argv.filter((word) => !word.startsWith('-'))
  if (first === 'help' && about !== undefined && !Object.hasOwn(registrars, about)) throw noCommand(about)
  const named = registrars[first ?? '']
  for (const register of named ? [named] : Object.values(registrars)) (await register())(program)
  for (const command of withSubcommands(program)) reportMistakes(command)
  return program
}

const help = `
Examples:
  keyvault-contract test                          the suite against the bundled JavaScript client
  keyvault-contract run -- node my-script.js      what a program sends, judged
  keyvault-contract serve                         a vault for programs of your own
  keyvault-contract help test                     options and examples of a command`

/** Commander answers with the help for everything. */
function noCommand(name: string): UsageError {
  return new UsageError(`unknown command '${name}'. Legal are ${Object.keys(registrars).join(', ')}.`)
}

function withSubcommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)]
}

/** Mistakes are thrown, not printed here: one place words them and sets the exit code. */
function reportMistakes(command: Command): void {
  command.configureOutput({ outputError: () => {} })
  command.configureHelp({ optionDescription: withoutEmptyDefault })
  command.exitOverride((error) => {
    throw withLegalValues(error, command)
  })
}

/** That a list begins empty is nothing to tell. */
function withoutEmptyDefault(option: Option): string {
  return new Help().optionDescription(option).replace(/ ?\(default: \[\]\)$/, '')
}

function withLegalValues(error: CommanderError, command: Command): Error {
  const [message = ''] = error.message.replace(/^error: /, '').split('\n', 1)
  if (error.code === 'commander.unknownOption') {
    const options = command.createHelp().visibleOptions(command)
    return new UsageError(
      `${message}. Legal are ${options.map(({ long, short }) => long ?? short).join(', ')}.`,
    )
  }
  if (error.code === 'commander.unknownCommand') {
    return new UsageError(
      `${message}. Legal are ${command.commands.map((known) => known.name()).join(', ')}.`,
    )
  }
  return error
}
