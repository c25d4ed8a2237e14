import { inspect } from 'node:util'

/** A value as Node prints it. Never throws: some values cannot even be printed. */
export function show(value: unknown): string {
  try {
    return inspect(value)
  } catch {
    return `[${typeof value}]`
  }
}
