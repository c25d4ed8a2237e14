import { asObject } from '../../contract/seen-facts.ts'
import { bytesOf, jsonBytes, jsonOf, textOf } from '../../wire/body.ts'
import { type MessageName, rewriteMessage } from './rewrite-message.ts'
import { type Rewriting, rewriteUrl } from './rewrite-url.ts'
import type { ToldMembers } from './told-members.ts'

type Members = Readonly<Record<string, unknown>>

export interface BodyRewriting {
  readonly rewriting: Rewriting
  readonly told: ToldMembers
  readonly name: MessageName | undefined
}

/** An answer's body with the client's names, host and values; the same bytes where nothing is different. */
export function rewriteBody(body: Uint8Array, by: BodyRewriting): Uint8Array {
  if (body.length === 0) return body
  const text = textOf(body)
  if (by.told.isEmpty() && isPlain(text)) return rewriteText(body, text, by.rewriting)
  const json = asObject(jsonOf(body))
  if (!json) return body
  const written = rewriteMembers(json, by)
  return written === json ? body : jsonBytes(written)
}

/** Nothing but the members of secrets, which can be told apart without being parsed: no error, no tag that is called like one. */
function isPlain(text: string): boolean {
  return (
    text.startsWith('{') &&
    !text.startsWith('{"error"') &&
    !/"tags":\{[^}]*"(?:id|kid|sid|recoveryId|nextLink)":/.test(text)
  )
}

/** In a string a quote stands behind a backslash: what looks like a member is one. */
function rewriteText(body: Uint8Array, text: string, rewriting: Rewriting): Uint8Array {
  const written = text.replace(
    /("(?:id|kid|sid|recoveryId|nextLink)":")(https?:[^"\\]*)"/g,
    (_, before: string, url: string) => `${before}${rewriteUrl(url, rewriting)}"`,
  )
  return written === text ? body : bytesOf(written)
}

/** The answer itself and the items of a list alike. */
function rewriteMembers(members: Members, by: BodyRewriting): Members {
  const changed: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(by.told.show(members))) {
    const written = rewriteMember(name, value, by)
    if (written !== members[name]) changed[name] = written
  }
  return Object.keys(changed).length === 0 ? members : { ...members, ...changed }
}

function rewriteMember(name: string, value: unknown, by: BodyRewriting): unknown {
  if (name === 'error') return rewriteError(value, by)
  if (name === 'value' && Array.isArray(value)) return rewriteItems(value, by)
  if (typeof value === 'string') return urlMembers.has(name) ? rewriteUrl(value, by.rewriting) : value
  // Certificates and keys name themselves deeper down.
  const members = name === 'tags' ? undefined : asObject(value)
  return members ? rewriteMembers(members, by) : value
}

const urlMembers: ReadonlySet<string> = new Set(['id', 'kid', 'sid', 'recoveryId', 'nextLink'])

function rewriteItems(items: readonly unknown[], by: BodyRewriting): readonly unknown[] {
  const written = items.map((item) => {
    const members = asObject(item)
    return members ? rewriteMembers(members, by) : item
  })
  return written.every((item, index) => item === items[index]) ? items : written
}

function rewriteError(value: unknown, { rewriting, name }: BodyRewriting): unknown {
  const error = asObject(value)
  const message = error?.['message']
  if (typeof message !== 'string') return value
  const written = rewriteMessage(message, rewriting, name)
  return written === message ? value : { ...error, message: written }
}
