import { asObject } from '../../contract/seen-facts.ts'
import { jsonOf } from '../../wire/body.ts'
import type { Exchange, WireRequest } from '../../wire/exchange.ts'
import { unknownShape } from './body-shape.ts'
import type { NumberSet } from './number-set.ts'
import type { Difference } from './play-finding.ts'
import type { PlayableEntry } from './playable-entry.ts'
import { hashOf } from './playable-recording.ts'

interface Sent {
  /** Of the request's body. */
  readonly shape: string
  readonly request: WireRequest
  readonly entry: PlayableEntry
  readonly exchange: Exchange
  readonly given: Pick<NumberSet, 'has'>
}

/**
 * Members of a request body that are there or empty otherwise than recorded, and values that are not free: `enabled`, a
 * backup that an answer gave out, members that the contract does not know. Spacing and order of JSON do not matter.
 */
export function judgeBody(sent: Sent): Difference[] {
  const { shape, entry } = sent
  if (entry.shape === unknownShape) return []
  if (shape === entry.shape) return judgeValues(sent)
  const [expected, received] = [membersOf(entry.shape), membersOf(shape)]
  const names = new Set([...expected.keys(), ...received.keys()])
  const differences = [...names]
    .filter((name) => expected.get(name) !== received.get(name))
    .map((name) => ({
      field: fieldOf(name),
      expected: expected.get(name) ?? 'absent',
      received: received.get(name) ?? 'absent',
    }))
  return [...differences, ...judgeValues(sent)]
}

/** `text` and `json` stand for bodies that are no JSON object. */
function membersOf(shape: string): Map<string, string> {
  const parts = shape === '' ? [] : shape.split(' ')
  return new Map(
    parts.map((part) => {
      const equals = part.indexOf('=')
      const name = equals < 0 ? part : part.slice(0, equals)
      return [name, wordFor(equals < 0 ? '' : part.slice(equals + 1))]
    }),
  )
}

function wordFor(value: string): string {
  if (value === '') return 'present'
  return value === '""' || value === '{}' ? 'empty' : value
}

function fieldOf(name: string): string {
  if (name === 'text' || name === 'json') return 'body'
  return `body /${name.replaceAll('.', '/')}`
}

const free: ReadonlySet<string> = new Set(['value', 'contentType', 'tags', 'attributes', 'pwd'])

function judgeValues({ request, entry, exchange, given }: Sent): Difference[] {
  if (entry.shape === '') return []
  const recorded = asObject(jsonOf(exchange.request.body))
  const sent = asObject(jsonOf(request.body))
  if (!recorded || !sent) return []
  const differences: Difference[] = []
  for (const [name, value] of Object.entries(recorded)) {
    if (free.has(name) || sent[name] === undefined || JSON.stringify(sent[name]) === JSON.stringify(value))
      continue
    differences.push({ field: `body /${name}`, expected: 'the recorded value', received: 'another value' })
  }
  if (entry.action === 'RestoreSecret' && !isGivenBack(recorded['value'], sent['value'], given))
    differences.push({ field: 'body /value', expected: 'the backup that was given', received: 'another one' })
  return differences
}

/** A blob of the client's own making stands for the recorded one. Padding and alphabet are the client's affair. */
function isGivenBack(recorded: unknown, sent: unknown, given: Pick<NumberSet, 'has'>): boolean {
  if (typeof recorded !== 'string' || typeof sent !== 'string' || !given.has(hashOf(recorded))) return true
  return bare(recorded) === bare(sent)
}

function bare(blob: string): string {
  return blob.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}
