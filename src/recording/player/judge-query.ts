import type { Dials } from './dials.ts'
import type { Call, Candidate } from './find-candidate.ts'
import type { Difference } from './play-finding.ts'
import type { PlayableEntry } from './playable-entry.ts'

interface Asked {
  readonly call: Call
  readonly candidate: Candidate
  readonly entry: PlayableEntry
  readonly dials: Dials
}

/** Query parameters that are otherwise than recorded; nothing where the recorder lost the query. */
export function judgeQuery({ call, candidate, entry, dials }: Asked): Difference[] {
  if (entry.losesQuery) return []
  const { target } = call
  const differences = [
    ...judgeVersion(entry.apiVersion, target.apiVersion, dials),
    ...judgeOptions(entry.options, target.options),
  ]
  const { page } = target
  const isGiven = page === entry.page || (page !== undefined && candidate.play.pages.get(page) === entry.page)
  if (!isGiven)
    differences.push({
      field: 'query $skiptoken',
      expected: 'the token of the link',
      received: 'another one',
    })
  return differences
}

/** Releases of a client differ in their api-version: only `--headers exact` holds them to the recorded one. */
function judgeVersion(
  expected: string | undefined,
  received: string | undefined,
  { headers }: Dials,
): Difference[] {
  if (expected === received || (headers === 'contract' && expected !== undefined && received !== undefined))
    return []
  return [{ field: 'query api-version', expected: expected ?? 'none', received: received ?? 'none' }]
}

function judgeOptions(expected: string, received: string): Difference[] {
  if (expected === received) return []
  const [recorded, asked] = [toMap(expected), toMap(received)]
  const names = new Set([...recorded.keys(), ...asked.keys()])
  return [...names]
    .filter((name) => recorded.get(name) !== asked.get(name))
    .map((name) => ({
      field: `query ${name}`,
      expected: show(name, recorded.get(name)),
      received: show(name, asked.get(name)),
    }))
}

function toMap(options: string): Map<string, string> {
  const pairs = options === '' ? [] : options.split('&')
  return new Map(
    pairs.map((pair) => {
      const equals = pair.indexOf('=')
      return [pair.slice(0, equals), pair.slice(equals + 1)]
    }),
  )
}

/** Parameters that the contract does not know may be anything. */
function show(name: string, value: string | undefined): string {
  if (value === undefined) return 'none'
  return /^(?:maxresults|outContentType)$/i.test(name) ? value : `a value of ${value.length} characters`
}
