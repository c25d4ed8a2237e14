import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { secretBundles } from '../secret-bundles.ts'
import type { SeenBundle } from '../seen-bundle.ts'
import { asObject, describeRequest, kindOf } from '../seen-facts.ts'

/** `created` and `updated` may be null for very old secrets, as the documentation says. */
export const timesIntegerSeconds: Check = eachExchange('response/times-integer-seconds', (seen, say) => {
  if (seen.role !== 'vault') return
  const bundles = secretBundles(seen)
  for (const bundle of bundles) {
    const odd = findOddTime(bundle)
    if (!odd) continue
    return say.broken(seen, {
      pointer: odd.pointer,
      expected: 'an integer',
      received: typeof odd.time === 'number' ? 'a fraction' : kindOf(odd.time),
      message: `${describeRequest(seen)} was answered with a time that is no integer at ${odd.pointer}.`,
    })
  }
  if (bundles.length > 0) say.kept(seen)
})

function findOddTime({ pointer, members }: SeenBundle): { pointer: string; time: unknown } | undefined {
  const attributes = asObject(members['attributes']) ?? {}
  return (
    findIn(attributes, ['created', 'updated', 'exp', 'nbf'], `${pointer}/attributes`) ??
    findIn(members, ['deletedDate', 'scheduledPurgeDate'], pointer)
  )
}

function findIn(
  members: Readonly<Record<string, unknown>>,
  names: readonly string[],
  pointer: string,
): { pointer: string; time: unknown } | undefined {
  const name = names.find((candidate) => {
    const time = members[candidate]
    return time !== undefined && time !== null && !Number.isInteger(time)
  })
  return name === undefined ? undefined : { pointer: `${pointer}/${name}`, time: members[name] }
}
