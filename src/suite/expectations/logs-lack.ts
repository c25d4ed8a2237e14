import type { Broken } from './broken.ts'

/** Judges that none of the texts is in what the driver printed. They are secrets: a finding tells where, not what. */
export function expectLogsLack(texts: readonly string[], log: string): Broken[] {
  return texts
    .filter((text) => log.includes(text))
    .map((text) => ({
      pointer: '/log',
      expected: 'a log without the secret',
      received: `a secret of ${text.length} characters`,
      message: `The client logged a secret (${contextOf(text, log)}).`,
    }))
}

/** The word before the secret, if it is a plain one: mostly the member or header that holds it. */
function contextOf(text: string, log: string): string {
  const before = log.slice(0, log.indexOf(text)).split('\n').at(-1) ?? ''
  const label = /([A-Za-z][\w-]{0,40})["']?\s*[:=]\s*["']?$/.exec(before)?.[1]
  return label ? `after "${label}"` : `${text.length} characters long`
}
