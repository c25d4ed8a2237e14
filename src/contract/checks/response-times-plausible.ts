import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { secretBundles } from '../secret-bundles.ts'
import { answeredOn, asObject, describeRequest } from '../seen-facts.ts'

const day = 86_400
/** The longest retention. */
const most = 90 * day
/** The last second of the year 9999: what lies beyond is no number of seconds. */
const endOfTime = 253_402_300_799

/** With a day for clocks that differ. exp and nbf are the caller's own: the service keeps what it was sent, milliseconds too. */
export const timesPlausible: Check = eachExchange('response/times-plausible', (seen, say) => {
  if (seen.role !== 'vault') return
  const answered = answeredOn(seen) / 1000
  const now = answered > 0 ? answered + day : endOfTime
  let judged = false
  for (const { pointer, members } of secretBundles(seen)) {
    const { created, updated } = asObject(members['attributes']) ?? {}
    const { deletedDate, scheduledPurgeDate } = members
    const odd =
      findOdd({ created, updated }, 0, now, `${pointer}/attributes`) ??
      findOdd({ deletedDate }, 0, now, pointer) ??
      findOdd({ scheduledPurgeDate }, 0, now + most, pointer) ??
      findOdd({ updated }, Number(created), endOfTime, `${pointer}/attributes`)
    judged ||= typeof created === 'number'
    if (!odd) continue
    return say.broken(seen, {
      ...odd,
      message: `${describeRequest(seen)} was answered with a time at ${odd.pointer} that cannot be: expected ${odd.expected}, received ${odd.received}.`,
    })
  }
  if (judged) say.kept(seen)
})

interface OddTime {
  readonly pointer: string
  readonly expected: string
  readonly received: string
}

/** The first of the times that lies before `from` or after `until`, both in Unix seconds. */
function findOdd(
  times: Readonly<Record<string, unknown>>,
  ...[from, until, parent]: [from: number, until: number, parent: string]
): OddTime | undefined {
  for (const [name, time] of Object.entries(times)) {
    if (typeof time !== 'number' || (!(time < from) && time <= until)) continue
    const expected = time < from ? `${from} or later` : `${Math.floor(until)} or earlier`
    return { pointer: `${parent}/${name}`, expected, received: String(time) }
  }
  return undefined
}
