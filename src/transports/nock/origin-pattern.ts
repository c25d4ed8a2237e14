/**
 * A base path for nock that stands for one origin, and lets go of it. nock groups interceptors by the text of their base path, and
 * a group that was emptied refuses its host for ever: asked as a pattern, this one answers for itself. Its text is the one nock
 * makes of `nock('https://host')`, so that a user's own interceptors for the host are in the same group.
 *
 * @param origin with its port, as nock compares it: `https://login.microsoftonline.com:443`
 * @param isTaken whether anybody has an interceptor there now
 */
export function originPattern(origin: string, isTaken: (origin: string) => boolean): RegExp {
  return Object.assign(/^/, {
    test: (candidate: string) => candidate === origin && isTaken(origin),
    toString: () => origin,
  })
}

/** A base path for every origin that a function accepts, under a name that no other has. */
export function anyOriginPattern(name: string, accepts: (origin: string) => boolean): RegExp {
  return Object.assign(/^/, { test: accepts, toString: () => name })
}
