import { EntryError } from './entry-error.ts'

/**
 * Parses JSON of a recording. The engine's own messages quote the text around a mistake, which may be a secret: only the place is told.
 * @throws EntryError
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const position = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1]
    throw new EntryError(
      `it is no whole JSON: ${position === undefined ? 'it breaks off' : placeOf(text, Number(position))}`,
    )
  }
}

function placeOf(text: string, position: number): string {
  const before = text.slice(0, position)
  const line = before.split('\n').length
  return `mistake in line ${line}, column ${position - before.lastIndexOf('\n')}`
}
