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

/** The command that runs one test again, ready to be pasted into a POSIX shell. `-t` is a pattern over names joined by blanks. */
export function rerunCommand(task: NamedTask): string {
  const file = relative(process.cwd(), task.file.filepath)
  const pattern = `${testNames(task)
    .join(' ')
    .replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}$`
  return `npx vitest run ${quote(file)} -t ${quote(pattern)}`
}

function quote(text: string): string {
  return /^[\w./:@-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}
