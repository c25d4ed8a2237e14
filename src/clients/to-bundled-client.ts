import { UsageError } from '../wire/errors.ts'
import { type BundledClient, bundledClients } from './bundled-clients.ts'

/** The bundled client of that name; throws `UsageError` with all names when there is none. */
export function toBundledClient(name: string): BundledClient {
  const known = bundledClients.find((candidate) => candidate === name)
  if (known !== undefined) return known
  throw new UsageError(
    `Unknown client ${JSON.stringify(name)}: expected one of ${bundledClients.join(', ')}, or --driver '<command>'.`,
  )
}
