/** What differs each time that the same is recorded: times, and the milliseconds that an answer took. */
const ofItsTime: ReadonlySet<string> = new Set([
  'date',
  'sentms',
  'answeredms',
  'created',
  'updated',
  'deleteddate',
  'scheduledpurgedate',
])

/** True when two recordings, as JSON texts, differ in nothing but when they were made: the older one can stay. */
export function saysTheSame(one: string, other: string): boolean {
  return timeless(one) === timeless(other)
}

function timeless(text: string): string {
  return JSON.stringify(JSON.parse(text), (name, value: unknown) =>
    ofItsTime.has(name.toLowerCase()) ? undefined : value,
  )
}
