// What the package can be imported as: src/library/<name>.ts, and which kinds of it are built.

const entries = [
  { name: 'index', commonJs: true, browser: true },
  { name: 'msw', commonJs: true, browser: true },
  { name: 'nock', commonJs: true, browser: false },
  // Vitest refuses `require`, so nothing that imports it can be CommonJS.
  { name: 'vitest', commonJs: false, browser: false },
  { name: 'vitest-reporter', commonJs: false, browser: false },
]

/** Source of an entry, relative to the root. */
export function entrySource({ name }) {
  return `src/library/${name}.ts`
}

/** Names of the entries of one kind (`commonJs`, `browser`), or of all. */
export function libraryEntries(kind) {
  return entries.filter((entry) => kind === undefined || entry[kind])
}
