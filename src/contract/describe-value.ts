import type { Sensitivity } from './schema-catalogue.ts'

const longest = 60

/**
 * A value in a few words. Only what is marked public is shown, and of that only what has no parts; of everything else
 * its type and size: `string of 12 characters`, `object with 3 members`.
 */
export function describeValue(value: unknown, sensitivity: Sensitivity | undefined): string {
  if (sensitivity !== 'public' || (typeof value === 'object' && value !== null)) return describeType(value)
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length <= longest ? text : `${text.slice(0, longest)}… (${describeType(value)})`
}

/** Type and size of a JSON value. */
export function describeType(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (typeof value === 'string') return `string of ${counted(value.length, 'character')}`
  if (Array.isArray(value)) return `array of ${counted(value.length, 'item')}`
  if (typeof value === 'object') return `object with ${counted(Object.keys(value).length, 'member')}`
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number with a fraction'
  return typeof value
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
