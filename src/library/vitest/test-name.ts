import { relative } from 'node:path'

/** What is read of Vitest's task of a test. */
export interface NamedTask {
  readonly name: string
  readonly suite?: (NamedTask & { readonly filepath?: string }) | undefined
  readonly file: { readonly filepath: string }
}

/** Names of the suites around a test and of the test itself, without the file's. */
export function testNames(task: NamedTask): string[] {
  const names: string[] = []
  for (let at: (NamedTask & { readonly filepath?: string }) | undefined = task; at; at = at.suite) {
    if (at.filepath === undefined) names.unshift(at.name)
  }
  return names
}

/** The command that runs one test again, ready to be pasted into a POSIX shell. */
export function rerunCommand(task: NamedTask): string {
  const file = relative(process.cwd(), task.file.filepath)
  return `npx vitest run ${quoteForShell(file)} -t ${quoteForShell(toNamePattern(testNames(task)))}`
}

/** What `-t` takes: a pattern over the names of suites and test, joined by blanks. */
export function toNamePattern(names: readonly string[]): string {
  return `${names.join(' ').replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}$`
}

/** As one word of a POSIX shell. */
export function quoteForShell(text: string): string {
  return /^[\w./:@-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}
