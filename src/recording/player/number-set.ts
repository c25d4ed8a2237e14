/** A set of 32-bit integers in eight to sixteen bytes each; a `Set` takes several times as much. */
export interface NumberSet {
  add(number: number): void
  has(number: number): boolean
}

/** Open addressing: a number lies at its own place or at the next free one behind it. 0 marks a free one and is kept apart. */
export function createNumberSet(): NumberSet {
  let slots = new Int32Array(16)
  let size = 0
  let hasZero = false
  const placeOf = (number: number): number => {
    const mask = slots.length - 1
    let at = Math.imul(number, 0x9e3779b1) & mask
    while (slots[at] !== 0 && slots[at] !== number) at = (at + 1) & mask
    return at
  }
  const grow = (): void => {
    const before = slots
    slots = new Int32Array(before.length * 2)
    for (const number of before) if (number !== 0) slots[placeOf(number)] = number
  }
  return {
    add(number) {
      if (number === 0) hasZero = true
      else if (slots[placeOf(number)] === 0) {
        if (++size * 2 > slots.length) grow()
        slots[placeOf(number)] = number
      }
    },
    has: (number) => (number === 0 ? hasZero : slots[placeOf(number)] === number),
  }
}
