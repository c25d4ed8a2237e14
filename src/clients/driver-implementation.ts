import type { CallParams, CallResult, CreateClientParams, DriverInfo } from './driver.ts'

/** Error code by which a driver says that what the caller told it to load cannot be used (`schemas/driver.json`). */
export const unusableCode = -32010

/** The driver's side of the protocol without its pipe: what `serveDriver` and the in-process driver carry. */
export interface DriverImplementation {
  /** Throws `UsageError` when what the caller told the driver to load cannot be used. */
  initialize(): Promise<DriverInfo>
  createClient(params: CreateClientParams): Promise<void>
  /** A failure of the client is an outcome; a throw is a fault of the driver. */
  call(params: CallParams): Promise<CallResult>
  closeClient(client: string): Promise<void>
}
