import type { CanaryHit } from './canary-hit.ts'
import type { Needle } from './canary-needles.ts'
import { type Comparable, comparable, isAt } from './needle-table.ts'

/** The needles of one secret; none when it is not looked for. */
export interface SecretNeedles {
  readonly secret: number
  readonly needles: readonly Needle[]
}

/**
 * Texts that held no secret. Clients say the same again and again, and but for placeholders so do redacted exchanges: such a text is
 * searched for those secrets alone that came since.
 */
export interface CleanTexts {
  /** `undefined`: it holds none; `unknown`: it has to be searched as a whole. */
  check(text: string): CanaryHit | 'unknown' | undefined
  /** @param views all that the text says: see `textViews` */
  remember(text: string, views: readonly string[]): void
  secretMet(secret: SecretNeedles): void
}

interface CleanText {
  readonly views: readonly string[]
  /** The views as needles are compared with them, once they are. */
  plain?: readonly Comparable[]
  base64?: readonly Comparable[]
  /** How many secrets were known when it was searched. */
  secrets: number
}

const mostTexts = 2_000
/** Characters of all views together. */
const longestText = 4_096
/** Looking for each of these by itself takes as long as a whole search. */
const mostSecrets = 16

export function createCleanTexts(): CleanTexts {
  const texts = new Map<string, CleanText>()
  const secrets: SecretNeedles[] = []
  return {
    check: (text) => {
      const known = texts.get(text)
      if (!known || secrets.length - known.secrets > mostSecrets) return 'unknown'
      for (; known.secrets < secrets.length; known.secrets++) {
        const hit = findSecret(known, secrets[known.secrets])
        if (hit) return hit
      }
      return undefined
    },
    remember: (text, views) => {
      if (views.reduce((sum, view) => sum + view.length, 0) > longestText) return
      if (texts.size >= mostTexts) texts.clear()
      texts.set(text, { views, secrets: secrets.length })
    },
    secretMet: (secret) => void secrets.push(secret),
  }
}

function findSecret(clean: CleanText, met: SecretNeedles | undefined): CanaryHit | undefined {
  for (const needle of met?.needles ?? [])
    for (const text of comparables(clean, needle))
      if (holds(text, needle)) return { secret: met?.secret ?? 0, form: needle.form }
  return undefined
}

function comparables(clean: CleanText, { form }: Needle): readonly Comparable[] {
  if (form === 'base64') {
    clean.base64 ??= clean.views.map((view) => comparable(view, 'base64'))
    return clean.base64
  }
  clean.plain ??= clean.views.map((view) => comparable(view, 'any'))
  return clean.plain
}

function holds(text: Comparable, needle: Needle): boolean {
  const searched = needle.letters === 'exact' ? text.text : text.lower
  for (let at = searched.indexOf(needle.text); at >= 0; at = searched.indexOf(needle.text, at + 1))
    if (isAt(needle, at, text)) return true
  return false
}
