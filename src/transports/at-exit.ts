const actions = new Set<() => void>()

/**
 * Does something when this process ends by itself. Returns what cancels it. However many wait, the process has one listener: of
 * more than ten Node warns.
 */
export function atExit(action: () => void): () => void {
  if (actions.size === 0) process.once('exit', doAll)
  actions.add(action)
  return () => {
    actions.delete(action)
    if (actions.size === 0) process.removeListener('exit', doAll)
  }
}

function doAll(): void {
  for (const action of actions) action()
}
