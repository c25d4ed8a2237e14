import { unknownShape } from './body-shape.ts'
import type { Call } from './find-candidate.ts'
import type { PlayableEntry } from './playable-entry.ts'
import type { PlayableRecording } from './playable-recording.ts'

/** All recordings that are loaded, findable by what they begin with. */
export interface RecordingShelf {
  readonly recordings: readonly PlayableRecording[]
  /** The recording not started yet that is meant best by a call: same name, then same shape, then the first. */
  startingWith(call: Call, started: ReadonlySet<PlayableRecording>): PlayableRecording | undefined
  /** The first one not started yet that has the action at all. */
  having(call: Call, started: ReadonlySet<PlayableRecording>): PlayableRecording | undefined
}

export function createShelf(recordings: readonly PlayableRecording[]): RecordingShelf {
  const starts = group(recordings, (recording) => [firstOf(recording)?.action])
  const named = group(recordings, (recording) => {
    const first = firstOf(recording)
    return [first?.name === undefined ? undefined : `${first.action} ${first.name}`]
  })
  const actions = group(recordings, ({ entries }) => entries.actions)
  return {
    recordings,
    startingWith(call, started) {
      const { action } = call.target
      const sameName = named.get(`${action} ${call.name}`)?.find((recording) => !started.has(recording))
      if (sameName) return sameName
      let firstFree: PlayableRecording | undefined
      for (const recording of starts.get(action) ?? []) {
        if (started.has(recording)) continue
        if (fitsFirst(recording, call)) return recording
        firstFree ??= recording
      }
      return firstFree
    },
    having: (call, started) => actions.get(call.target.action)?.find((recording) => !started.has(recording)),
  }
}

function firstOf({ entries, first }: PlayableRecording): PlayableEntry | undefined {
  return entries.length === 0 ? undefined : entries.at(first ?? 0)
}

function fitsFirst(recording: PlayableRecording, { target, shape, hasToken }: Call): boolean {
  const first = firstOf(recording)
  if (!first) return false
  const isSameShape = !hasToken || first.shape === unknownShape || first.shape === shape
  return isSameShape && (first.losesQuery || first.options === target.options)
}

function group(
  recordings: readonly PlayableRecording[],
  keysOf: (recording: PlayableRecording) => Iterable<string | undefined>,
): ReadonlyMap<string, readonly PlayableRecording[]> {
  const groups = new Map<string, PlayableRecording[]>()
  for (const recording of recordings) {
    for (const key of keysOf(recording)) {
      if (key === undefined) continue
      const members = groups.get(key)
      if (members) members.push(recording)
      else groups.set(key, [recording])
    }
  }
  return groups
}
