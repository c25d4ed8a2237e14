import { parseUrl } from '../../wire/url.ts'

/** A message without what depends on who asked for what: addresses, ids, times, quoted texts, numbers, and the name in the URL. */
export function wordsOf(message: string, url: string): string {
  const names = new Set(namesIn(url).flatMap((name) => name.split(/\s+/)))
  return message
    .replace(/https?:\/\/[^\s'"]+/g, '…')
    .replace(/'[^']*'|"[^"]*"/g, '…')
    .split(/\s+/)
    .map((word) => (isPlain(word) && !names.has(word) ? word : '…'))
    .join(' ')
    .replace(/…(?: …)+/g, '…')
    .slice(0, 300)
}

/** The secret's name as it reads, and what a recording has in the place of a word that no message of the service has. */
function namesIn(url: string): string[] {
  const [, , name = ''] = parseUrl(url)?.path.split('/') ?? []
  return ['redacted', decoded(name)]
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

/** `not`, `(name/id)`, `vault.`, `AKV10000:` */
function isPlain(word: string): boolean {
  return /^[("']*(?:[A-Za-z]+(?:[/-][A-Za-z]+)?|AKV\d+)[)"'.,:;]*$/.test(word)
}
