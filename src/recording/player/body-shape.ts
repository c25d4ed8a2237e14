import { asObject } from '../../contract/seen-facts.ts'
import { jsonOf } from '../../wire/body.ts'

/** The recorder kept no body: it fits every shape. */
export const unknownShape = '?'

/**
 * Which members a request body has, without what the client is free to choose: `attributes.exp contentType tags value`.
 * A member that is empty says so, `enabled` has its value. Empty `attributes`, and on a new secret empty `tags`, say nothing.
 */
export function bodyShape(action: string, body: Uint8Array): string {
  if (body.length === 0) return ''
  const json = jsonOf(body)
  const members = asObject(json)
  if (!members) return json === undefined ? 'text' : 'json'
  return Object.keys(members)
    .flatMap((name) => partsOf(action, name, members[name]))
    .sort()
    .join(' ')
}

function partsOf(action: string, name: string, value: unknown): string[] {
  if (value === undefined || value === null) return []
  if (name === 'attributes') {
    const attributes = asObject(value) ?? {}
    return Object.keys(attributes).flatMap((key) => {
      const part = attributes[key]
      if (part === null) return []
      return key === 'enabled' ? [`attributes.enabled=${String(part)}`] : [`attributes.${key}`]
    })
  }
  if (value === '') return [`${name}=""`]
  const isEmpty = typeof value === 'object' && Object.keys(value).length === 0
  if (!isEmpty) return [name]
  return action === 'UpdateSecret' ? [`${name}={}`] : []
}
