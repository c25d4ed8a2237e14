/** Paths of the outputs that `entries` import, themselves included: at once, and by `import()` unless `staticOnly`. */
export function reachedOutputs(metafile, entries, { staticOnly = false } = {}) {
  const reached = new Set()
  const open = [...entries]
  for (let path = open.pop(); path; path = open.pop()) {
    if (reached.has(path)) continue
    reached.add(path)
    const imports = metafile.outputs[path].imports.filter(
      ({ kind, external }) => !external && (kind === 'import-statement' || !staticOnly),
    )
    open.push(...imports.map((imported) => imported.path))
  }
  return [...reached].sort()
}
