import { UsageError } from '../../wire/errors.ts'

/** Every dial with its legal values, the default first. */
const legal = {
  headers: ['contract', 'exact'],
  order: ['partial', 'strict', 'any'],
  extra: ['fail', 'warn'],
} as const

type Legal = typeof legal

/** How strictly a client is held to a recording. */
export interface Dials {
  /**
   * `contract`: of the headers only those that the contract speaks of are compared (Accept, Content-Type), and the
   * api-version may differ. `exact`: every header that was recorded, and the api-version.
   */
  readonly headers: Legal['headers'][number]
  /** `partial`: what concerns one secret, or one list, comes in recorded order. `strict`: everything does. `any`: nothing needs to. */
  readonly order: Legal['order'][number]
  /** Whether recorded exchanges that no client asked for are findings or only told. */
  readonly extra: Legal['extra'][number]
}

/**
 * Reads the dials as words, each with its default where it is absent.
 * @throws UsageError naming the dial and its legal values
 */
export function parseDials(given: { readonly [Dial in keyof Dials]?: string | undefined }): Dials {
  return {
    headers: pick('headers', given.headers),
    order: pick('order', given.order),
    extra: pick('extra', given.extra),
  }
}

function pick<Dial extends keyof Legal>(dial: Dial, value: string | undefined): Legal[Dial][number] {
  const values: readonly Legal[Dial][number][] = legal[dial]
  const found = value === undefined ? values[0] : values.find((one) => one === value)
  if (found !== undefined) return found
  throw new UsageError(`--${dial} "${value}" must be one of ${values.join(', ')}.`)
}

/**
 * How many times faster than recorded answers come.
 * @throws UsageError for what is no number from 1 to 1,000,000
 */
export function parseSpeed(value: string | undefined): number {
  const speed = value === undefined ? 1 : Number(value)
  if (value?.trim() !== '' && speed >= 1 && speed <= 1_000_000) return speed
  throw new UsageError(
    `--speed "${value}" must be a number from 1 to 1000000: how many times faster than recorded.`,
  )
}
