import { quoteArgument } from './quote-argument.ts'

/** An environment as lines for a shell, which can be pasted or evaluated whole. */
export function shellExports(environment: Readonly<Record<string, string>>): string[] {
  return Object.entries(environment).map(([name, value]) => `export ${name}=${quoteArgument(value)}`)
}
