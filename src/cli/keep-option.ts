import type { Command } from 'commander'

/** `--keep`, as `import` and `redact` take it. */
export function addKeepOption(command: Command): Command {
  return command.option(
    '--keep <name=sensitivity>',
    'what to do with a header, member or parameter that the contract does not know: secret, identifier, opaque, volatile or public; repeatable',
    (value: string, before: readonly string[]) => [...before, value],
    [],
  )
}
