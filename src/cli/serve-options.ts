import type { ServiceFormat } from './describe-service.ts'
import type { ServiceOptions } from './service-options.ts'

/** What the command line says of serving. */
export interface ServeOptions extends ServiceOptions {
  readonly format: ServiceFormat
}
