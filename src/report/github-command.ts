/** What a workflow command makes of its message. */
export type Annotation = 'error' | 'notice'

/**
 * One workflow command of GitHub Actions, a line. The runner undoes the escapes: `%`, CR and LF everywhere, `:` and `,`
 * in properties as well. Whatever a title or message holds, it stays one command.
 */
export function githubCommand(annotation: Annotation, title: string, message: string): string {
  const property = escapeData(title).replaceAll(':', '%3A').replaceAll(',', '%2C')
  return `::${annotation} title=${property}::${escapeData(message)}`
}

/** The percent sign first: what the others put in must stay. */
function escapeData(text: string): string {
  return withoutControls(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

/** A log is a terminal too: no escape sequence of a client gets there, and no half a character (a lone surrogate). */
function withoutControls(text: string): string {
  return text.replace(/(?![\t\r\n])[\p{Cc}\p{Cs}]/gu, '')
}
