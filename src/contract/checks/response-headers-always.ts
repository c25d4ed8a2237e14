import type { HeaderList } from '../../wire/exchange.ts'
import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { answeredOn, describeRequest, isKnown, serviceAnswer } from '../seen-facts.ts'

interface ConstantHeader {
  readonly name: string
  readonly expected: string
  readonly pattern: RegExp
  /** First seen, in ms since the epoch. */
  readonly since: number
}

const always: readonly ConstantHeader[] = [
  { name: 'cache-control', expected: 'no-cache', pattern: /^no-cache$/i, since: 0 },
  { name: 'pragma', expected: 'no-cache', pattern: /^no-cache$/i, since: 0 },
  { name: 'expires', expected: '-1', pattern: /^-1$/, since: 0 },
  {
    name: 'date',
    expected: 'an HTTP date',
    pattern: /^\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} GMT$/,
    since: 0,
  },
  {
    name: 'strict-transport-security',
    expected: 'max-age=31536000;includeSubDomains',
    pattern: /^max-age=31536000; ?includeSubDomains$/i,
    since: 0,
  },
  { name: 'x-ms-keyvault-service-version', expected: 'a version', pattern: /^\d+(?:\.\d+)+$/, since: 0 },
  {
    name: 'x-ms-keyvault-region',
    expected: 'a region',
    pattern: /^[\w -]+$/,
    since: Date.parse('2016-02-01'),
  },
  {
    name: 'x-content-type-options',
    expected: 'nosniff',
    pattern: /^nosniff$/i,
    since: Date.parse('2016-07-01'),
  },
  {
    name: 'x-ms-keyvault-network-info',
    expected: 'network information',
    pattern: /(?:^|;)addr=[^;]+;/,
    since: Date.parse('2018-06-01'),
  },
]

/** The first header that is missing or other than always speaks for the answer. */
export const headersAlways: Check = eachExchange('response/headers-always', (seen, say) => {
  const response = serviceAnswer(seen)
  if (!response || !isKnown(seen, 'response.headers')) return
  const date = answeredOn(seen)
  const values = readValues(response.headers)
  for (const [index, { name, expected, pattern, since }] of always.entries()) {
    const value = values[index]
    // An answer whose time is unknown is held to what was always so.
    if (value !== twice && since > 0 && !(date >= since)) continue
    if (value !== undefined && pattern.test(value)) continue
    return say.broken(seen, {
      pointer: `/response/headers/${name}`,
      expected,
      received: value === twice ? 'two different ones' : (value ?? 'absent'),
      message: `${describeRequest(seen)} was answered ${response.status} ${describeFault(name, value)}.`,
    })
  }
  say.kept(seen)
})

const positions: ReadonlyMap<string, number> = new Map(always.map(({ name }, index) => [name, index]))

/** In place of a value: no pattern takes it. */
const twice = 'two of them\n'

/** The values in the order of `always`, in one pass: every answer is read here. */
function readValues(headers: HeaderList): readonly (string | undefined)[] {
  const values: (string | undefined)[] = new Array(always.length).fill(undefined)
  for (const [name, value] of headers) {
    const position = positions.get(name) ?? positions.get(name.toLowerCase())
    if (position === undefined) continue
    values[position] = values[position] === undefined || values[position] === value ? value : twice
  }
  return values
}

function describeFault(name: string, value: string | undefined): string {
  if (value === undefined) return `without ${name}`
  return value === twice ? `with two different ${name}` : `with another ${name} than always`
}
