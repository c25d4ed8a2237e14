/** One challenge of a WWW-Authenticate header (RFC 9110 §11.6.1). */
export interface Challenge {
  /** Lower case. */
  readonly scheme: string
  /** Names in lower case; of a repeated name the first. */
  readonly parameters: ReadonlyMap<string, string>
}

const schemePattern = /(?:^|,)\s*([A-Za-z][A-Za-z0-9_-]*)(?=\s+[A-Za-z0-9_-]+\s*=|\s*(?:,|$))/g
const parameterPattern = /([A-Za-z0-9_-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*))/g

/** The challenges of a header value, in order. Lenient: it reads what any client might; forms are judged elsewhere. */
export function parseChallenges(value: string): Challenge[] {
  const starts = [...blank(value).matchAll(schemePattern)]
  return starts.map((start, index) => {
    const from = start.index + start[0].length
    return {
      scheme: (start[1] ?? '').toLowerCase(),
      parameters: readParameters(value.slice(from, starts[index + 1]?.index)),
    }
  })
}

/** A bearer challenge that a client can answer: it names a resource or a scope. */
export function findUsableChallenge(value: string): Challenge | undefined {
  return parseChallenges(value).find(
    ({ scheme, parameters }) =>
      scheme === 'bearer' &&
      (parameters.has('resource') || parameters.has('scope') || parameters.has('claims')),
  )
}

/** The tenant in `authorization`: its first path segment, `undefined` when there is none. */
export function tenantOf(challenge: Challenge): string | undefined {
  const authority = challenge.parameters.get('authorization') ?? challenge.parameters.get('authorization_uri')
  return authority?.split('/')[3] || undefined
}

function readParameters(text: string): Map<string, string> {
  const parameters = new Map<string, string>()
  for (const [, name = '', quoted, plain = ''] of text.matchAll(parameterPattern)) {
    const key = name.toLowerCase()
    if (!parameters.has(key))
      parameters.set(key, quoted === undefined ? plain : quoted.replace(/\\(.)/g, '$1'))
  }
  return parameters
}

/** Quoted text made harmless, so that commas and words in it are not taken for schemes; lengths stay. */
function blank(value: string): string {
  return value.replace(/"(?:[^"\\]|\\.)*"/g, (text) => '"'.padEnd(text.length - 1, '.').concat('"'))
}
