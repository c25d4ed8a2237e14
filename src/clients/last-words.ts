const keptLines = 10

/** The last lines of what a package tool printed, without addresses: an index URL may carry credentials, and a host is nobody's business. */
export function lastWords(output: string): string {
  const lines = output
    .split(/\r?\n/)
    .map((line) => withoutAddresses(line).trimEnd())
    .filter((line) => line !== '')
  return lines.slice(-keptLines).join('\n')
}

function withoutAddresses(line: string): string {
  return line
    .replace(/\b[a-z][a-z+.-]*:\/\/[^\s'"<>)]+/gi, '<address>')
    .replace(/\b(host|hostname|resolve) ?(=|:)? ?(['"])[^'"]*\3/gi, '$1$2 <host>')
    .replace(/\b(?:trusted-host|index-url|extra-index-url)\s*[= ]\s*\S+/gi, '<option>')
}
