const longest = 160

/** Members whose text is the secret itself, whatever call or body they are in. */
const secretMembers: ReadonlySet<string> = new Set([
  'value',
  'backup',
  'state',
  'client_secret',
  'client_assertion',
])

/**
 * A value as a report may show it: JSON, at most 160 characters. A secret value, backup or poller state is told by
 * its length only.
 *
 * @param pointer where the value stands; its last segment decides whether it is a secret
 */
export function describeValue(value: unknown, pointer: string): string {
  if (value === undefined) return 'nothing'
  return shorten(JSON.stringify(withoutSecrets(value, lastSegment(pointer))) ?? 'nothing')
}

/** Cuts a text where a report would become unreadable, and says how long it was. */
export function shorten(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}… (${text.length} characters)`
}

function lastSegment(pointer: string): string {
  return pointer.slice(pointer.lastIndexOf('/') + 1)
}

function withoutSecrets(value: unknown, member: string): unknown {
  if (typeof value === 'string') {
    return secretMembers.has(member) ? `[${value.length} characters]` : value
  }
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item, member))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withoutSecrets(item, name)]))
}
