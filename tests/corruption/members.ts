import type { JsonObject } from './edit-answer.ts'

/** Takes a member out; `false` when it is not there. */
export function drop(members: JsonObject, name: string): false | unknown {
  return name in members && delete members[name]
}

/** Gives a member another name; `false` when it is not there. */
export function rename(members: JsonObject, name: string, other: string): false | unknown {
  if (!(name in members)) return false
  members[other] = members[name]
  return delete members[name]
}

/** Gives a member another value; `false` when it is not there. */
export function replace(members: JsonObject, name: string, value: unknown): false | unknown {
  if (!(name in members)) return false
  members[name] = value
  return true
}

/** Moves a member from one object to another; `false` when it is not there. */
export function move(from: JsonObject, to: JsonObject, name: string): false | unknown {
  if (!(name in from)) return false
  to[name] = from[name]
  return delete from[name]
}

/** Adds a member; `false` when it is there already. */
export function add(members: JsonObject, name: string, value: unknown): false | unknown {
  if (name in members) return false
  members[name] = value
  return true
}
