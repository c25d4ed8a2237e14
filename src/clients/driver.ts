/**
 * A running driver: what the suite calls, whether it is a child process or, in our own tests, lives in this one.
 * The messages are those of `schemas/driver.json`; both directions are validated before they get here.
 * Every method throws `HarnessError` when the driver breaks the protocol, is gone, or is silent beyond its limit;
 * `createClient` and `call` throw `UnsupportedError` when the driver says that it does not support what it was asked for.
 */
export interface Driver {
  readonly info: DriverInfo
  createClient(params: CreateClientParams): Promise<void>
  call(params: CallParams): Promise<CallResult>
  closeClient(client: string): Promise<void>
  /** Asks it to stop, then makes it stop; no process is left behind. Never throws. */
  shutdown(): Promise<void>
  /** What it has printed to stderr so far (bounded: the newest 4 MiB). */
  log(): string
  /** Settles with a sentence when the driver is gone without having been asked to. */
  readonly died: Promise<string>
}

export interface DriverInfo {
  readonly client: {
    readonly name: string
    readonly version: string
    readonly language: string
    readonly runtime?: string
    readonly defaultApiVersion?: string
  }
  readonly capabilities: ReadonlySet<string>
  /** Its client sends to a handler in this process: there is no TLS, and no certificate to refuse. */
  readonly withoutTls?: true
}

export interface CreateClientParams {
  readonly client: string
  readonly vaultUrl: string
  readonly apiVersion?: string
  readonly verifyChallengeResource?: boolean
  readonly logging?: 'verbose'
  readonly credential: DriverCredential
  readonly retry?: { readonly maxRetries: number; readonly delayMs: number; readonly maxDelayMs: number }
}

export type DriverCredential =
  | { readonly kind: 'test'; readonly clientId: string; readonly lifetimeSeconds?: readonly number[] }
  | {
      readonly kind: 'clientSecret'
      readonly tenantId: string
      readonly clientId: string
      readonly clientSecret: string
      readonly additionallyAllowedTenants?: readonly string[]
    }
  | { readonly kind: 'managedIdentity'; readonly clientId: string }

export interface CallParams {
  readonly client: string
  readonly call: string
  readonly arguments: Readonly<Record<string, unknown>>
  readonly timeoutMs?: number
}

export type CallResult =
  | { readonly outcome: 'value'; readonly value: Readonly<Record<string, unknown>> }
  | { readonly outcome: 'error'; readonly error: ClientError }

export type ErrorCategory =
  | 'service'
  | 'authentication'
  | 'transport'
  | 'timeout'
  | 'parse'
  | 'usage'
  | 'internal'

/** An error of the client under test, under the same names for every language. */
export interface ClientError {
  readonly category: ErrorCategory
  readonly type: string
  readonly status?: number
  readonly code?: string
  readonly innerCode?: string
  readonly message: string
  readonly requestId?: string
}
