// Generated from schemas/driver.json by `npm run generate`: edit that.

/**
 * This interface was referenced by `DriverProtocol`'s JSON-Schema
 * via the `definition` "CallName".
 */
export type CallName =
  | 'setSecret'
  | 'getSecret'
  | 'updateSecret'
  | 'deleteSecret'
  | 'recoverDeletedSecret'
  | 'beginDeleteSecret'
  | 'beginRecoverDeletedSecret'
  | 'pollerPoll'
  | 'pollerWait'
  | 'pollerState'
  | 'getDeletedSecret'
  | 'purgeDeletedSecret'
  | 'listSecrets'
  | 'listSecretVersions'
  | 'listDeletedSecrets'
  | 'backupSecret'
  | 'restoreSecretBackup'
  | 'parseIdentifier'
/**
 * A call by its name, or a feature of a call or client; `lifecycle.waits`: deleteSecret and recoverDeletedSecret end when the client has found out that the operation is done. What is not declared is skipped and counted; what is declared must work.
 *
 * This interface was referenced by `DriverProtocol`'s JSON-Schema
 * via the `definition` "Capability".
 */
export type Capability =
  | 'setSecret'
  | 'getSecret'
  | 'getSecret.outContentType'
  | 'updateSecret'
  | 'deleteSecret'
  | 'recoverDeletedSecret'
  | 'lifecycle.waits'
  | 'poller'
  | 'poller.resume'
  | 'getDeletedSecret'
  | 'purgeDeletedSecret'
  | 'listSecrets'
  | 'listSecretVersions'
  | 'listDeletedSecrets'
  | 'list.byPage'
  | 'list.pageSize'
  | 'list.continuation'
  | 'backupSecret'
  | 'restoreSecretBackup'
  | 'parseIdentifier'
  | 'parseIdentifier.vaultUrl'
  | 'client.apiVersion'
  | 'client.verifyChallengeResource'
  | 'client.retry'
  | 'client.logging'
  | 'call.timeout'
  | 'text.loneSurrogates'
  | 'credential.test'
  | 'credential.clientSecret'
  | 'credential.managedIdentity'
/**
 * This interface was referenced by `DriverProtocol`'s JSON-Schema
 * via the `definition` "Handle".
 */
export type Handle = string
/**
 * This interface was referenced by `DriverProtocol`'s JSON-Schema
 * via the `definition` "Credential".
 */
export type Credential =
  | {
      kind: 'test'
      /**
       * Goes into every token; it ties the token to its scenario.
       */
      clientId: string
      /**
       * Lifetime of the 1st, 2nd, … token; the last one goes on. Absent: 3600.
       *
       * @minItems 1
       */
      lifetimeSeconds?: number[]
    }
  | {
      kind: 'clientSecret'
      tenantId: string
      clientId: string
      clientSecret: string
      additionallyAllowedTenants?: string[]
    }
  | {
      kind: 'managedIdentity'
      clientId: string
    }
/**
 * This interface was referenced by `DriverProtocol`'s JSON-Schema
 * via the `definition` "UnixSeconds".
 */
export type UnixSeconds = number
/**
 * What the caller of the client got. `value` by call, see `answer`: a secret (set, get, update, getDeleted, delete, recover, restore, parseIdentifier), an empty object (purge), a list, a backup, a poller, a poller's state.
 *
 * This interface was referenced by `DriverProtocol`'s JSON-Schema
 * via the `definition` "CallResult".
 */
export type CallResult =
  | {
      outcome: 'value'
      value: {}
    }
  | {
      outcome: 'error'
      error: ClientError
    }

/**
 * JSON-RPC 2.0, one message a line, UTF-8, over stdin (requests) and stdout (responses). Everything else a driver prints goes to stderr. Requests may overlap; responses may come in any order.
 */
export interface DriverProtocol {
  Request: Request
  Response: Response
  Answer: Answer
  Empty: Empty
  InitializeParams: InitializeParams
  InitializeResult: InitializeResult
  Capability: Capability
  CreateClientParams: CreateClientParams
  Credential: Credential
  Handle: Handle
  CloseClientParams: CloseClientParams
  CallParams: CallParams
  CallName: CallName
  Settable: Settable
  SetSecret: SetSecret
  GetSecret: GetSecret
  UpdateSecret: UpdateSecret
  Named: Named
  Lifecycle: Lifecycle
  BeginLifecycle: BeginLifecycle
  PollerArguments: PollerArguments
  List: List
  ListVersions: ListVersions
  Restore: Restore
  Parse: Parse
  UnixSeconds: UnixSeconds
  CallResult: CallResult
  Secret: Secret
  ListResult: ListResult
  BackupResult: BackupResult
  PollerResult: PollerResult
  StateResult: StateResult
  ClientError: ClientError
}
/**
 * Harness to driver.
 *
 * This interface was referenced by `DriverProtocol`'s JSON-Schema
 * via the `definition` "Request".
 */
export interface Request {
  jsonrpc: '2.0'
  id: number
  method: 'initialize' | 'createClient' | 'call' | 'closeClient' | 'shutdown'
  params: {}
}
/**
 * Driver to harness. A JSON-RPC `error` says that the driver itself failed; a failure of the client under test is an `outcome`. Error code -32010, in answer to `initialize` only: what the caller told the driver to load cannot be used; the message is for that caller. Error code -32601, in answer to `call` and `createClient`: the driver does not support that call or option; of what it declared as a capability that is a finding.
 *
 * This interface was referenced by `DriverProtocol`'s JSON-Schema
 * via the `definition` "Response".
 */
export interface Response {
  jsonrpc: '2.0'
  id: number | null
  result?: {}
  error?: {
    code: number
    message: string
    data?: unknown
  }
}
/**
 * Never sent: the method (and call) of a request beside the result that came for it, as the harness validates them together.
 *
 * This interface was referenced by `DriverProtocol`'s JSON-Schema
 * via the `definition` "Answer".
 */
export interface Answer {
  method: 'initialize' | 'createClient' | 'call' | 'closeClient' | 'shutdown'
  call?: CallName
  result: {}
}
/**
 * This interface was referenced by `DriverProtocol`'s JSON-Schema
 * via the `definition` "Empty".
 */
export interface Empty {}
/**
 * `protocolVersion` is the newest that the harness speaks. A driver answers with that one, or, when it does not speak it, with the newest that it does speak; the harness goes on or says which versions met.
 *
 * This interface was referenced by `DriverProtocol`'s JSON-Schema
 * via the `definition` "InitializeParams".
 */
export interface InitializeParams {
  protocolVersion: 1
}
/**
 * This interface was referenced by `DriverProtocol`'s JSON-Schema
 * via the `definition` "InitializeResult".
 */
export interface InitializeResult {
  protocolVersion: 1
  client: {
    /**
     * Package name as its registry knows it.
     */
    name: string
    version: string
    language: string
    /**
     * For instance `node 20.20.2`.
     */
    runtime?: string
    defaultApiVersion?: string
  }
  capabilities: Capability[]
}
/**
 * A client that refuses its options while it is constructed is not a failure of the driver: the driver answers, and every call of that client has this error as its outcome.
 *
 * This interface was referenced by `DriverProtocol`'s JSON-Schema
 * via the `definition` "CreateClientParams".
 */
export interface CreateClientParams {
  client: Handle
  vaultUrl: string
  /**
   * Absent: the client's own default.
   */
  apiVersion?: string
  /**
   * Absent: the client's own default.
   */
  verifyChallengeResource?: boolean
  /**
   * Everything the client can log goes to stderr.
   */
  logging?: 'verbose'
  credential: Credential
  /**
   * Absent: the client's own defaults.
   */
  retry?: {
    maxRetries: number
    delayMs: number
    maxDelayMs: number
  }
}
/**
 * This interface was referenced by `DriverProtocol`'s JSON-Schema
 * via the `definition` "CloseClientParams".
 */
export interface CloseClientParams {
  client: Handle
}
/**
 * This interface was referenced by `DriverProtocol`'s JSON-Schema
 * via the `definition` "CallParams".
 */
export interface CallParams {
  client: Handle
  call: CallName
  arguments: {}
  /**
   * The caller cancels the call after this time by the client's own means (abort signal, context, timeout option).
   */
  timeoutMs?: number
}
/**
 * Absent: the caller leaves the option out.
 *
 * This interface was referenced by `DriverProtocol`'s JSON-Schema
 * via the `definition` "Settable".
 */
export interface Settable {
  contentType?: string
  tags?: {
    [k: string]: string
  }
  enabled?: boolean
  notBefore?: UnixSeconds
  expiresOn?: UnixSeconds
}
/**
 * Absent: the caller leaves the option out.
 *
 * This interface was referenced by `DriverProtocol`'s JSON-Schema
 * via the `definition` "SetSecret".
 */
export interface SetSecret {
  contentType?: string
  tags?: {
    [k: string]: string
  }
  enabled?: boolean
  notBefore?: UnixSeconds
  expiresOn?: UnixSeconds
  name: string
  value: string
}
/**
 * This interface was referenced by `DriverProtocol`'s JSON-Schema
 * via the `definition` "GetSecret".
 */
export interface GetSecret {
  name: string
  version?: string
  outContentType?: string
}
/**
 * Absent: the caller leaves the option out.
 *
 * This interface was referenced by `DriverProtocol`'s JSON-Schema
 * via the `definition` "UpdateSecret".
 */
export interface UpdateSecret {
  contentType?: string
  tags?: {
    [k: string]: string
  }
  enabled?: boolean
  notBefore?: UnixSeconds
  expiresOn?: UnixSeconds
  name: string
  /**
   * Absent: the newest version.
   */
  version?: string
}
/**
 * This interface was referenced by `DriverProtocol`'s JSON-Schema
 * via the `definition` "Named".
 */
export interface Named {
  name: string
}
/**
 * Begins, and waits until the client's own poller says it is done; a client without pollers sends the one request.
 *
 * This interface was referenced by `DriverProtocol`'s JSON-Schema
 * via the `definition` "Lifecycle".
 */
export interface Lifecycle {
  name: string
  intervalMs?: number
}
/**
 * Begins and returns a poller. `resumeFrom` is a state that `pollerState` gave: the operation is taken up, not begun again.
 *
 * This interface was referenced by `DriverProtocol`'s JSON-Schema
 * via the `definition` "BeginLifecycle".
 */
export interface BeginLifecycle {
  name: string
  intervalMs?: number
  resumeFrom?: string
}
/**
 * This interface was referenced by `DriverProtocol`'s JSON-Schema
 * via the `definition` "PollerArguments".
 */
export interface PollerArguments {
  poller: string
}
/**
 * This interface was referenced by `DriverProtocol`'s JSON-Schema
 * via the `definition` "List".
 */
export interface List {
  /**
   * Iterate pages, not items. Implied by the other three.
   */
  byPage?: boolean
  pageSize?: number
  /**
   * Begin here: a token of an earlier list, or a nextLink.
   */
  continuation?: string
  /**
   * Stop after so many pages.
   */
  maxPages?: number
}
/**
 * As `list`, of one secret.
 *
 * This interface was referenced by `DriverProtocol`'s JSON-Schema
 * via the `definition` "ListVersions".
 */
export interface ListVersions {
  name: string
  byPage?: boolean
  pageSize?: number
  continuation?: string
  maxPages?: number
}
/**
 * This interface was referenced by `DriverProtocol`'s JSON-Schema
 * via the `definition` "Restore".
 */
export interface Restore {
  /**
   * Standard base64, padded, of the bytes the client is given.
   */
  backup: string
}
/**
 * This interface was referenced by `DriverProtocol`'s JSON-Schema
 * via the `definition` "Parse".
 */
export interface Parse {
  id: string
}
/**
 * This interface was referenced by `DriverProtocol`'s JSON-Schema
 * via the `definition` "ClientError".
 */
export interface ClientError {
  /**
   * service: the vault answered with an error and the client reports it. authentication: challenge or credential. transport: no answer. timeout: cancelled. parse: an answer it could not read. usage: refused before anything was sent. internal: an error that is no part of the client's interface, such as a TypeError or a panic.
   */
  category: 'service' | 'authentication' | 'transport' | 'timeout' | 'parse' | 'usage' | 'internal'
  /**
   * Name of the error's type in its language.
   */
  type: string
  status?: number
  code?: string
  innerCode?: string
  message: string
  /**
   * `x-ms-request-id` of the answer, where the client exposes it.
   */
  requestId?: string
}
/**
 * What the client exposes, under these names; what it does not expose is absent, what it exposes as null is null.
 *
 * This interface was referenced by `DriverProtocol`'s JSON-Schema
 * via the `definition` "Secret".
 */
export interface Secret {
  name?: string | null
  value?: string | null
  id?: string | null
  vaultUrl?: string | null
  version?: string | null
  contentType?: string | null
  enabled?: boolean | null
  notBefore?: number | null
  expiresOn?: number | null
  createdOn?: number | null
  updatedOn?: number | null
  tags?: {
    [k: string]: string
  } | null
  managed?: boolean | null
  keyId?: string | null
  recoveryLevel?: string | null
  recoverableDays?: number | null
  previousVersion?: string | null
  recoveryId?: string | null
  deletedOn?: number | null
  scheduledPurgeDate?: number | null
}
/**
 * This interface was referenced by `DriverProtocol`'s JSON-Schema
 * via the `definition` "ListResult".
 */
export interface ListResult {
  items: Secret[]
  /**
   * Number of items of each page, where pages were iterated.
   */
  pages?: number[]
  /**
   * Where the next page begins, where the client exposes it.
   */
  continuation?: string | null
}
/**
 * This interface was referenced by `DriverProtocol`'s JSON-Schema
 * via the `definition` "BackupResult".
 */
export interface BackupResult {
  backup: string
}
/**
 * This interface was referenced by `DriverProtocol`'s JSON-Schema
 * via the `definition` "PollerResult".
 */
export interface PollerResult {
  poller: string
  done: boolean
  secret?: Secret
}
/**
 * This interface was referenced by `DriverProtocol`'s JSON-Schema
 * via the `definition` "StateResult".
 */
export interface StateResult {
  state: string
}
