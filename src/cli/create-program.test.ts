import type { Command } from 'commander'
import { expect, test } from 'vitest'
import { createProgram } from './create-program.ts'

test('every help has an example, and tells no empty default', { timeout: 60_000 }, async () => {
  const all = withSubcommands(await createProgram([]))
  expect(all.length).toBeGreaterThan(13)
  for (const command of all) {
    const help = helpOf(command)
    expect(help, command.name()).toMatch(/\nExamples?:\n {2}keyvault-contract /)
    expect(help, command.name()).not.toContain('(default: [])')
  }
})

test('help for a command that there is not is a mistake, and no help for all', async () => {
  await expect(createProgram(['help', 'tset'])).rejects.toThrow(
    "unknown command 'tset'. Legal are test, check,",
  )
  await expect(createProgram(['help', 'constructor'])).rejects.toThrow("unknown command 'constructor'")
  await expect(createProgram(['help', 'test'])).resolves.toBeDefined()
})

function withSubcommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)]
}

function helpOf(command: Command): string {
  let text = ''
  command.configureOutput({ writeOut: (part) => (text += part) })
  command.outputHelp()
  return text
}
