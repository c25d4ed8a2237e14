/** Passes a message on the first time only: clients repeat themselves. */
export function onceEach(note: (message: string) => void): (message: string) => void {
  const told = new Set<string>()
  return (message) => {
    if (told.has(message)) return
    if (told.size < 1_000) told.add(message)
    note(message)
  }
}
