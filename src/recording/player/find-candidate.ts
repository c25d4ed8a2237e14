import { unknownShape } from './body-shape.ts'
import type { Dials } from './dials.ts'
import type { Chain } from './entry-table.ts'
import type { Play, ResourceState } from './play.ts'
import type { PlayableEntry } from './playable-entry.ts'
import { hashOf } from './playable-recording.ts'
import { skipUsed } from './skip-used.ts'
import type { Target } from './target.ts'

/** A request on its way to an exchange. */
export interface Call {
  readonly target: Target
  /** In lower case; `undefined` where the URL names nothing. */
  readonly name: string | undefined
  /** Lower case, with the port where it is not 443. */
  readonly authority: string
  readonly hasToken: boolean
  readonly shape: string
}

/** An exchange that could answer a call. */
export interface Candidate {
  readonly play: Play
  readonly position: number
  readonly entry: PlayableEntry
  /** Later ones of its secret or list, or of the whole trace, were not served before it. */
  readonly isInOrder: boolean
  /** Version, page, query and shape of the body are as recorded. */
  readonly agrees: boolean
  /** No required exchange before it is left. */
  readonly isNext: boolean
  /** The client's name was bound before, or it names nothing. */
  readonly isBound: boolean
  /** The client uses the name of the recording. */
  readonly isSameName: boolean
}

/** How many unused exchanges are looked at before the best of them is taken. */
const window = 256
const scanLimit = 20_000

/** The unused exchange of a play that fits a call best; of equal ones the first. */
export function findCandidate(play: Play, call: Call, order: Dials['order']): Candidate | undefined {
  const due = findDue(play, call, order)
  if (due) return due
  let best: Scored | undefined
  for (const listing of listingsFor(play, call)) {
    best = findIn(play, call, { listing, order, best })
    if (best && best.score >= listing.enough) break
  }
  return best && toCandidate(play, call, { ...best, order })
}

/** What most requests are: the very next exchange of a secret that is bound, exactly as recorded. */
function findDue(play: Play, call: Call, order: Dials['order']): Candidate | undefined {
  const { target, name } = call
  const recorded = name === undefined ? undefined : play.recordedNames.get(name)
  if (recorded === undefined) return undefined
  const { entries } = play.recording
  const position = unusedFrom(play, 'name', entries.first('name', recorded))
  const entry = position === undefined ? undefined : entries.at(position)
  if (position === undefined || !entry || !isExactly(entry, target)) return undefined
  const isFit = entry.shape === call.shape && fitsToken(entry, call) && fitsHost(play, entry, call)
  if (!isFit || !isInOrder(play, { entry, position, order })) return undefined
  return {
    play,
    position,
    entry,
    isInOrder: true,
    agrees: true,
    isNext: position <= play.nextRequired,
    isBound: true,
    isSameName: name === recorded,
  }
}

function isExactly(entry: PlayableEntry, { action, version, page, options }: Target): boolean {
  return (
    entry.action === action && entry.version === version && entry.page === page && entry.options === options
  )
}

interface Scored {
  readonly position: number
  readonly entry: PlayableEntry
  readonly score: number
  readonly isBound: boolean
}

/** Where a call's exchange is looked for. */
interface Listing {
  readonly chain: Chain
  readonly key: string
  readonly isBound: boolean
  /** A score that nothing in this place exceeds. */
  readonly enough: number
}

/** Looks through the unused exchanges of one place, in recorded order. */
function findIn(play: Play, call: Call, { listing, order, best }: Search): Scored | undefined {
  const { entries } = play.recording
  const { chain, key, isBound, enough } = listing
  let found = best
  let position = unusedFrom(play, chain, entries.first(chain, key))
  for (
    let scanned = 0, possible = 0;
    position !== undefined && scanned < scanLimit && possible < window;
    scanned++
  ) {
    const entry = entries.at(position)
    if (isPossible(play, call, { entry, isBound })) {
      possible++
      const score = scoreOf(play, call, { entry, position, order })
      if (!found || score > found.score) found = { position, entry, score, isBound }
      if (score >= enough) break
    }
    position = unusedFrom(play, chain, entries.next(chain, position))
  }
  return found
}

interface Search {
  readonly listing: Listing
  readonly order: Dials['order']
  readonly best: Scored | undefined
}

function unusedFrom(play: Play, chain: Chain, from: number | undefined): number | undefined {
  return play.served === 0 ? from : skipUsed(play, chain, from)
}

/** A name that is not bound yet may be the recording's own; if not, any unbound one will do. */
function listingsFor(play: Play, { target, name }: Call): Listing[] {
  const onAll = { chain: 'action', key: target.action } as const
  if (name === undefined) return [{ ...onAll, isBound: true, enough: perfect }]
  const recorded = play.recordedNames.get(name)
  if (recorded !== undefined) return [{ chain: 'name', key: recorded, isBound: true, enough: perfect }]
  const own = { chain: 'name', key: name, isBound: false, enough: perfectUnbound + sameNameScore } as const
  return [own, { ...onAll, isBound: false, enough: perfectUnbound }]
}

interface Look {
  readonly entry: PlayableEntry
  readonly isBound: boolean
}

function isPossible(play: Play, call: Call, { entry, isBound }: Look): boolean {
  if (entry.action !== call.target.action) return false
  if (!isBound && (entry.name === undefined || play.names.has(entry.name))) return false
  return (
    fitsToken(entry, call) &&
    fitsHost(play, entry, call) &&
    fitsPage(entry, call) &&
    fitsVersion(play, entry, call)
  )
}

/** What was refused or failed before authentication answers only requests without a token. */
function fitsToken({ token, status }: PlayableEntry, { hasToken }: Call): boolean {
  if (!hasToken) return token === 'without'
  return token !== 'without' || !(status === 401 || status === 429 || status >= 500 || status === 0)
}

function fitsHost(play: Play, { host }: PlayableEntry, { authority }: Call): boolean {
  const bound = play.hosts[host]
  return bound === undefined ? !play.hosts.includes(authority) : bound === authority
}

function fitsPage({ page, losesQuery }: PlayableEntry, { target }: Call): boolean {
  return losesQuery || (page === undefined) === (target.page === undefined)
}

/**
 * A version that an answer gave out must come back; one that the client made up stands for the recorded one. With and without
 * a version is the same where the version is the newest.
 */
function fitsVersion(play: Play, entry: PlayableEntry, { target, hasToken }: Call): boolean {
  const asked = target.version?.toLowerCase()
  const recorded = entry.version?.toLowerCase()
  if (asked === recorded || !hasToken) return true
  const newest = play.newest.get(entry.name ?? '')?.toLowerCase()
  if (asked === undefined || recorded === undefined) return (asked ?? recorded) === newest
  const { given } = play.recording
  return !given.has(hashOf(asked)) && !given.has(hashOf(recorded))
}

const inOrderScore = 64
const versionScore = 16
const pageScore = 8
const optionsScore = 4
const shapeScore = 2
const sameNameScore = 32
const firstScore = 1
const perfect = inOrderScore + versionScore + pageScore + optionsScore + shapeScore
const perfectUnbound = perfect + firstScore

interface Weighed {
  readonly entry: PlayableEntry
  readonly position: number
  readonly order: Dials['order']
}

function scoreOf(play: Play, call: Call, weighed: Weighed): number {
  const { entry } = weighed
  const { target } = call
  let score = isInOrder(play, weighed) ? inOrderScore : 0
  if (entry.version === target.version) score += versionScore
  if (agreesOnPage(play, entry, target)) score += pageScore
  if (entry.losesQuery || entry.options === target.options) score += optionsScore
  if (agreesOnShape(entry, call)) score += shapeScore
  if (call.name === undefined || play.recordedNames.has(call.name)) return score
  if (entry.name === call.name) score += sameNameScore
  return isFirstOfResource(play, weighed) ? score + firstScore : score
}

function isInOrder(play: Play, { entry, position, order }: Weighed): boolean {
  switch (order) {
    case 'any':
      return true
    case 'partial':
      return position > furthestOf(play.resources.get(entry.resource))
    case 'strict':
      return position > play.furthest
  }
}

function furthestOf(state: ResourceState | undefined): number {
  return state?.furthest ?? -1
}

function agreesOnPage(play: Play, entry: PlayableEntry, { page }: Target): boolean {
  return (
    entry.losesQuery || page === entry.page || (page !== undefined && play.pages.get(page) === entry.page)
  )
}

/** A probe has no body whatever the request will have. */
function agreesOnShape({ shape }: PlayableEntry, call: Call): boolean {
  return shape === unknownShape || shape === call.shape || !call.hasToken
}

/** A name is bound best by what happens to its secret first. */
function isFirstOfResource(play: Play, { entry, position }: Weighed): boolean {
  if (play.resources.has(entry.resource)) return false
  const before = play.recording.entries.firstOf(entry.resource)
  return before === undefined || before >= position
}

function toCandidate(
  play: Play,
  call: Call,
  { position, entry, isBound, order }: Scored & { readonly order: Dials['order'] },
): Candidate {
  const { target } = call
  return {
    play,
    position,
    entry,
    isInOrder: isInOrder(play, { entry, position, order }),
    agrees:
      agreesOnPage(play, entry, target) &&
      (entry.losesQuery || entry.options === target.options) &&
      agreesOnShape(entry, call),
    isNext: position <= play.nextRequired,
    isBound,
    isSameName: call.name === entry.name,
  }
}
