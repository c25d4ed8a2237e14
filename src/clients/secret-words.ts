/** Remembers secrets that crossed a driver's pipe, so that no message of ours repeats one. */
export interface SecretWords {
  /** Remembers the secret members anywhere in a message. */
  learn(message: unknown): void
  /** The text on one line, shortened, without known secrets and without anything shaped like a token. */
  quote(text: string, maxLength?: number): string
}

/** Members of the protocol that hold a secret: `schemas/driver.json`. */
const secretMembers = new Set(['value', 'clientSecret', 'backup'])
const tokenShapes: RegExp = /kvc-test\.[\w-]*|eyJ[\w-]{8,}(?:\.[\w-]*)*|Bearer\s+[^\s"']+/g
/** Shorter ones would blank out ordinary words, and are no secrets in any scenario. */
const shortestSecret = 4

export function createSecretWords(): SecretWords {
  const words = new Set<string>()
  return {
    learn(message) {
      learnFrom(message, words)
    },
    quote(text, maxLength = 300) {
      let clean = text.replace(tokenShapes, '[token]')
      for (const word of words) clean = clean.replaceAll(word, '[secret]')
      const line = clean.replace(/\s+/g, ' ').trim()
      return line.length <= maxLength ? line : `${line.slice(0, maxLength)}… (${line.length} characters)`
    },
  }
}

function learnFrom(message: unknown, words: Set<string>): void {
  if (typeof message !== 'object' || message === null) return
  for (const [name, member] of Object.entries(message)) {
    if (typeof member !== 'string') learnFrom(member, words)
    else if (secretMembers.has(name) && member.length >= shortestSecret) words.add(member)
  }
}
