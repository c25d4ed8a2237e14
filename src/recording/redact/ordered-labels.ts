/**
 * Labels that sort as the texts they stand for, handed out as the texts come: lists of the service ascend by name and by
 * version, and must still do so in a recording. They tell the order and nothing else.
 */
export interface OrderedLabels {
  /** The label of a text; the same for the same text. */
  labelOf(text: string): string
  /** Makes a label stand for a text, as read from a recording that was redacted before. */
  keep(text: string, label: string): void
}

/** @param digits in ascending order; all labels are made of them, none ends in the first beyond `width` digits */
export function createOrderedLabels(digits: string, width: number): OrderedLabels {
  const sorted: { readonly text: string; readonly label: string }[] = []
  const known = new Map<string, string>()
  const taken = new Set<string>()
  const keep = (text: string, label: string): void => {
    if (known.has(text)) return
    known.set(text, label)
    taken.add(label)
    sorted.splice(indexFor(sorted, text), 0, { text, label })
  }
  const labelOf = (text: string): string => {
    const found = known.get(text)
    if (found !== undefined) return found
    const index = indexFor(sorted, text)
    let label = between(sorted[index - 1]?.label, sorted[index]?.label, { digits, width })
    // Only labels that were kept may be out of order or in the way.
    while (taken.has(label)) label += digits[1]
    keep(text, label)
    return label
  }
  return { labelOf, keep }
}

/** Where a text belongs among sorted ones. */
function indexFor(sorted: readonly { readonly text: string }[], text: string): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle]?.text ?? '') < text) low = middle + 1
    else high = middle
  }
  return low
}

interface LabelForm {
  readonly digits: string
  readonly width: number
}

/** Whole numbers count up and down from the middle; where two neighbours leave no number, digits are added. */
function between(low: string | undefined, high: string | undefined, form: LabelForm): string {
  const { digits, width } = form
  const numberOf = (label: string): number =>
    [...label.slice(0, width)].reduce((sum, digit) => sum * digits.length + digits.indexOf(digit), 0)
  if (low === undefined && high === undefined) return toLabel(digits.length ** width / 2, form)
  if (high === undefined && low !== undefined && numberOf(low) + 1 < digits.length ** width)
    return toLabel(numberOf(low) + 1, form)
  if (low === undefined && high !== undefined && numberOf(high) > 1) return toLabel(numberOf(high) - 1, form)
  return fraction(low ?? '', high, digits)
}

function toLabel(value: number, { digits, width }: LabelForm): string {
  let label = ''
  for (let rest = Math.floor(value); label.length < width; rest = Math.floor(rest / digits.length))
    label = digits[rest % digits.length] + label
  return label
}

/** The shortest digits strictly between two, read as fractions; behind `low` when there is no room at all. */
function fraction(low: string, high: string | undefined, digits: string): string {
  let label = ''
  for (let at = 0; at < Math.max(low.length, high?.length ?? 0) + 2; at++) {
    const from = digits.indexOf(low[at] ?? digits.charAt(0))
    const bound = high?.startsWith(label) ? high[at] : undefined
    const to = bound === undefined ? digits.length : digits.indexOf(bound)
    if (to - from > 1) return label + digits[(from + to) >> 1]
    label += digits[from]
  }
  return label + digits[digits.length >> 1]
}
