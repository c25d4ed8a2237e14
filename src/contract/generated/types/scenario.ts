// Generated from schemas/scenario.json by `npm run generate`: edit that.

/**
 * This interface was referenced by `Scenario`'s JSON-Schema
 * via the `definition` "requirementId".
 */
export type RequirementId = string
/**
 * This interface was referenced by `Scenario`'s JSON-Schema
 * via the `definition` "operation".
 */
export type Operation =
  | 'SetSecret'
  | 'DeleteSecret'
  | 'UpdateSecret'
  | 'GetSecret'
  | 'GetSecrets'
  | 'GetSecretVersions'
  | 'GetDeletedSecrets'
  | 'GetDeletedSecret'
  | 'PurgeDeletedSecret'
  | 'RecoverDeletedSecret'
  | 'BackupSecret'
  | 'RestoreSecret'
/**
 * One call, several at once, or a change of the vault between calls.
 *
 * This interface was referenced by `Scenario`'s JSON-Schema
 * via the `definition` "step".
 */
export type Step =
  | {
      /**
       * For templates: `${steps.ID.value.version}`.
       */
      id?: string
      call: string
      /**
       * Name of the client. Default: the scenario's `client`.
       */
      client?: string
      /**
       * The call's arguments; templates allowed.
       */
      with?: {
        [k: string]: unknown
      }
      timeoutMs?: number
      /**
       * Absent: a value, whichever.
       */
      expect?: OutcomeExpectation | OutcomeExpectation[]
    }
  | {
      /**
       * @minItems 2
       */
      parallel: Step[]
    }
  | {
      vault: {
        key?: string
        /**
         * Move the vault's clock, in seconds.
         */
        advance?: number
        /**
         * Added to those it had; they count requests from now on.
         */
        faults?: Fault[]
        seed?: {
          [k: string]: SeedSecret
        }
        polls?: Polls
      }
    }
  | {
      /**
       * Milliseconds of real time.
       */
      wait: number
    }

/**
 * What a client is asked to do, how the service behaves meanwhile, and what must come of it. The id is the path below tests/scenarios without its ending. Templates in texts: `${vaults.KEY.url}`, `${vaults.KEY.capitals}` (the same URL in capital letters) and `${vaults.KEY.host}`; `${vault.host}` (in a vault's behaviour: its own host); `${resource}` (the vault's audience); `${tenant}` (in a vault's behaviour: the tenant it belongs to at that moment; elsewhere the scenario's); `${tenants.WORD}` (`own`, or the further tenant that a `tenants` entry calls so); `${clientId}`; `${apiVersion}` (of the run, or the client's default); `${nextLink}` (the newest one that a vault of the scenario gave); `${steps.ID.value.MEMBER}` (of an earlier step's result); `${canary.WORD}` (a text that nobody can guess, the same each time for one word); `${repeat:COUNT:TEXT}`. In headers and bodies of faults also `${httpDate:SECONDS}`: an HTTP date so many seconds after the answer. An unknown one is an error of the scenario.
 */
export interface Scenario {
  /**
   * One sentence: what holds for a client that keeps the contract.
   */
  title: string
  /**
   * Why it matters: the defect it guards against, with its source.
   */
  description?: string
  /**
   * What this scenario puts to the test. An expectation without a requirement of its own is about the first.
   *
   * @minItems 1
   */
  requirements: RequirementId[]
  /**
   * Runs only under these; absent: under all. `default`: where the run names none, whatever version the client then takes.
   *
   * @minItems 1
   */
  apiVersions?: string[]
  /**
   * Capabilities beyond those that follow from steps and clients.
   */
  needs?: string[]
  vault?: VaultBehaviour
  /**
   * Further vaults of the scenario by key; `${vaults.KEY.url}` in templates. The key `vault` is the first one.
   */
  otherVaults?: {
    [k: string]: VaultBehaviour
  }
  /**
   * How the token endpoints behave towards the scenario's application; only real credentials ask them.
   */
  identity?: {
    /**
     * @minItems 1
     */
    faults: TokenFault[]
  }
  client?: ClientOptions
  /**
   * Further clients by name, for steps that say `client:`.
   */
  clients?: {
    [k: string]: ClientOptions
  }
  /**
   * @minItems 1
   */
  steps: Step[]
  expect?: WireExpectation[]
}
/**
 * How one reference vault behaves. Absent members: as a live vault does, without waiting.
 *
 * This interface was referenced by `Scenario`'s JSON-Schema
 * via the `definition` "vaultBehaviour".
 */
export interface VaultBehaviour {
  /**
   * What the vault holds at the start. By name, or so many with one prefix and a four-digit number (`page-0001`).
   */
  secrets?:
    | {
        count: number
        prefix: string
        deleted?: boolean
      }
    | {
        [k: string]: SeedSecret
      }
  /**
   * Default true.
   */
  softDelete?: boolean
  /**
   * Default false.
   */
  purgeProtection?: boolean
  /**
   * Default 90.
   */
  retentionDays?: number
  /**
   * Number of items on the 1st, 2nd, … page of a list, per operation; after the last number pages are full again. A page is never longer than asked for.
   */
  pages?: {
    [k: string]: number[]
  }
  polls?: Polls
  /**
   * Answered 403 ForbiddenByPolicy.
   */
  denied?: Operation[]
  /**
   * The resource whose tokens it accepts, and names in its own challenge. Default `https://vault.azure.net`.
   */
  audience?: string
  /**
   * Decides the domain of its host, the resource and the login host of its challenge. Default public.
   */
  cloud?: 'public' | 'china' | 'usGovernment' | 'germany'
  /**
   * It shows a certificate of an authority that no client was told to trust. Absent: of the one that all of them trust.
   */
  certificate?: 'untrusted'
  /**
   * Decides the text of a refusal and the rbac headers. Default accessPolicy.
   */
  accessModel?: 'accessPolicy' | 'rbac'
  /**
   * The `WWW-Authenticate` values of refusals in order; the last one goes on. null: none. `${tenant}`, `${resource}`, `${vault.host}` are filled in. Default: as a live vault.
   *
   * @minItems 1
   */
  challenges?: (string | null)[]
  /**
   * Which tenant the vault belongs to, by the number of accepted requests: `{ after: 2, tenant: other }` moves it. `own` is the scenario's tenant; any other word stands for one further tenant.
   *
   * @minItems 1
   */
  tenants?: {
    after: number
    tenant: string
  }[]
  /**
   * Continuous access evaluation: from the given authorized request on (counted from 1 among all authorized requests), only tokens asked for with these claims are accepted.
   */
  claims?: {
    onRequest: number
    /**
     * The claims as JSON text.
     */
    claims: string
    /**
     * Even tokens with these claims are refused.
     */
    everyToken?: boolean
    /**
     * The challenge names the authority and the resource too; how the live service puts it is not known.
     */
    withResource?: boolean
  }[]
  faults?: Fault[]
  /**
   * Host (and port) that nextLinks name in place of the vault's own; templates allowed.
   */
  nextLinkHost?: string
  /**
   * service (default): as the live service. padded: skiptoken ends in a raw `==`. encoded: it holds %2B %2F %3D. plus: it holds a raw `+`.
   */
  nextLinkForm?:
    | 'service'
    | 'padded'
    | 'encoded'
    | 'plus'
    | 'empty-string-at-end'
    | 'absent-at-end'
    | 'no-api-version'
    | 'other-api-version'
  /**
   * What an empty page carries as `value`. Default array.
   */
  emptyListValue?: 'array' | 'null'
  /**
   * The versions this vault knows. Default: every version of the contract.
   *
   * @minItems 1
   */
  apiVersions?: string[]
}
/**
 * This interface was referenced by `Scenario`'s JSON-Schema
 * via the `definition` "seedSecret".
 */
export interface SeedSecret {
  value?: string
  contentType?: string
  tags?: {
    [k: string]: string
  }
  enabled?: boolean
  notBefore?: number
  expiresOn?: number
  createdOn?: number
  /**
   * How many versions; values of older ones are `value` with `-1`, `-2`, … Default 1.
   */
  versions?: number
  /**
   * Backs a certificate: `managed`, `kid`, a contentType of application/x-pkcs12 unless it says otherwise, previousVersion from the second version on.
   */
  managed?: boolean
  /**
   * What outContentType=application/x-pem-file answers when the value is a PFX; without it the conversion is refused.
   */
  valueAsPem?: string
  /**
   * Already in the deleted state.
   */
  deleted?: boolean
}
/**
 * How many requests find the old state before an operation is complete. Default 0. `writeAfterRecover`: writes answered 409 ObjectIsBeingRecovered after reads already succeed. `nameAfterPurge`: set and restore answered 409 after a purge.
 */
export interface Polls {
  delete?: number
  recover?: number
  purge?: number
  writeAfterRecover?: number
  nameAfterPurge?: number
}
/**
 * What goes wrong with some requests. Matches are counted per fault.
 *
 * This interface was referenced by `Scenario`'s JSON-Schema
 * via the `definition` "fault".
 */
export interface Fault {
  /**
   * Absent: every operation.
   */
  operation?:
    | 'SetSecret'
    | 'DeleteSecret'
    | 'UpdateSecret'
    | 'GetSecret'
    | 'GetSecrets'
    | 'GetSecretVersions'
    | 'GetDeletedSecrets'
    | 'GetDeletedSecret'
    | 'PurgeDeletedSecret'
    | 'RecoverDeletedSecret'
    | 'BackupSecret'
    | 'RestoreSecret'
  /**
   * Only requests with (true) or without (false) a token. Default true; a fault on the probe says false.
   */
  authorized?: boolean
  /**
   * Only requests for this secret.
   */
  name?: string
  /**
   * First matching request that fails. Default 1.
   */
  from?: number
  /**
   * How many in a row. Default 1.
   */
  times?: number
  /**
   * In place of times.
   */
  forever?: boolean
  /**
   * Wait before the answer; alone: the vault's own answer, late. Beside `until`: the longest wait.
   */
  delayMs?: number
  /**
   * The request waits until so many requests of a kind have arrived, or have been answered, since the fault was added; what the vault does for it, it does after that. At most `delayMs`, 10 s where that is absent: a client that never sends them is not held for ever. Requests whose token was refused do not count.
   */
  until?: {
    operation?: Operation
    /**
     * Absent: with and without a token.
     */
    authorized?: boolean
    name?: string
    /**
     * The waiting one counts too.
     */
    arrived?: number
    /**
     * Default 1 where `arrived` is absent.
     */
    answered?: number
  }
  /**
   * The connection breaks off.
   */
  close?: 'before-answer' | 'mid-body'
  answer?: {
    status: number
    /**
     * Added to, or in place of, the service's usual ones; templates allowed.
     */
    headers?: {
      [k: string]: string
    }
    withoutHeaders?: string[]
    /**
     * The service's error envelope.
     */
    error?: {
      code: string
      message: string
      innerCode?: string
    }
    /**
     * The raw text in place of an envelope; templates allowed. With neither `error` nor `body` the body is empty and without Content-Type.
     */
    body?: string
  }
  /**
   * JSON merge patch (RFC 7396) over the body of the vault's own answer, for responses the service may send some day.
   */
  merge?: {}
}
/**
 * What goes wrong with some token requests, at Entra or at the managed identity endpoint. Matches are counted per fault.
 *
 * This interface was referenced by `Scenario`'s JSON-Schema
 * via the `definition` "tokenFault".
 */
export interface TokenFault {
  /**
   * First request that fails. Default 1.
   */
  from?: number
  /**
   * How many in a row. Default 1.
   */
  times?: number
  /**
   * In place of times.
   */
  forever?: boolean
  /**
   * The connection breaks off, as it does without an answer.
   */
  close?: 'before-answer'
  answer?: {
    status: number
    headers?: {
      [k: string]: string
    }
    /**
     * `error` of RFC 6749 §5.2; absent: an empty body.
     */
    error?: string
  }
}
/**
 * This interface was referenced by `Scenario`'s JSON-Schema
 * via the `definition` "clientOptions".
 */
export interface ClientOptions {
  /**
   * Key of the vault it talks to. Default `vault`.
   */
  vault?: string
  /**
   * Template in place of that vault's URL, for another spelling of it.
   */
  vaultUrl?: string
  /**
   * Default test.
   */
  credential?: 'test' | 'clientSecret' | 'managedIdentity'
  additionallyAllowedTenants?: string[]
  /**
   * @minItems 1
   */
  tokenLifetimesSeconds?: number[]
  /**
   * Default: the version of the run, or the client's own.
   */
  apiVersion?: string
  verifyChallengeResource?: boolean
  logging?: 'verbose'
  /**
   * Default: quick (3 retries, 1 ms). `client`: the client's own defaults.
   */
  retry?:
    | 'client'
    | {
        maxRetries: number
        delayMs: number
        maxDelayMs: number
      }
}
/**
 * What the caller must get. Without `error` or `outcome`, a value.
 *
 * This interface was referenced by `Scenario`'s JSON-Schema
 * via the `definition` "outcomeExpectation".
 */
export interface OutcomeExpectation {
  requirement?: RequirementId
  /**
   * `either`: it must settle, within the time limit; how is the client's choice. `error` then holds if it is an error, the other members if it is a value.
   */
  outcome?: 'value' | 'error' | 'either'
  /**
   * Members the value must have; objects are compared member by member, lists as wholes; templates allowed.
   */
  value?: {
    [k: string]: unknown
  }
  /**
   * Members the value must not have, or have as null (also `{}` for tags).
   */
  absent?: string[]
  /**
   * Names of the listed items in this order.
   */
  names?: string[]
  /**
   * By name: members that the listed item must have, as in `value`.
   */
  items?: {
    [k: string]: {}
  }
  itemCount?: number
  /**
   * Items per page, empty pages left out.
   */
  pages?: number[]
  /**
   * No item came twice.
   */
  distinctIds?: true
  error?: {
    /**
     * @minItems 1
     */
    category?: ('service' | 'authentication' | 'transport' | 'timeout' | 'parse' | 'usage' | 'internal')[]
    /**
     * @minItems 1
     */
    notCategory?: ('service' | 'authentication' | 'transport' | 'timeout' | 'parse' | 'usage' | 'internal')[]
    status?: number
    code?: string
    innerCode?: string
    messageIncludes?: string
    /**
     * It is the answer's x-ms-request-id.
     */
    requestId?: true
    /**
     * Text that must be nowhere in the error.
     */
    excludes?: string
  }
  withinMs?: number
}
/**
 * What must have crossed the wire by the end.
 *
 * This interface was referenced by `Scenario`'s JSON-Schema
 * via the `definition` "wireExpectation".
 */
export interface WireExpectation {
  requirement: RequirementId
  count?: {
    of: Selector
    equals?: number
    atLeast?: number
    atMost?: number
  }
  /**
   * Holds for every exchange that the selector picks; none picked is a finding.
   */
  request?: {
    of: Selector
    /**
     * None picked is no finding.
     */
    orNone?: true
    /**
     * Members the JSON body must have; objects are compared member by member; templates allowed.
     */
    body?: {}
    /**
     * Pointers into the body that must not exist.
     */
    bodyLacks?: string[]
    /**
     * The only top-level members it may have; an empty object as a value does not count.
     */
    bodyOnly?: string[]
    noBody?: true
    /**
     * Decoded names and values; templates allowed.
     */
    query?: {
      [k: string]: string
    }
    queryLacks?: string[]
    /**
     * Values as regular expressions.
     */
    headers?: {
      [k: string]: string
    }
    headersLack?: string[]
    /**
     * One of these raw paths; templates allowed.
     *
     * @minItems 1
     */
    path?: string[]
    sameAs?: Selector1
    /**
     * What the test token says it was asked for.
     */
    token?: {
      scopes?: string[]
      tenantId?: string | null
      claims?: string | null
      enableCae?: boolean
      serial?: number
      serialAtLeast?: number
    }
  }
  /**
   * Time between the end of one exchange and the start of the next that the selector picks.
   */
  gap?: {
    of: Selector
    /**
     * Only this gap. Absent: every one.
     */
    nth?: number
    atLeastMs?: number
    atMostMs?: number
  }
  /**
   * Texts (templates allowed) that must be nowhere in what the driver printed.
   *
   * @minItems 1
   */
  logsLack?: string[]
  /**
   * By vault key: whether a request with a token may and must have arrived there.
   */
  tokensSentTo?: {
    [k: string]: boolean
  }
}
/**
 * Picks exchanges of the trace, in order. All members must hold.
 *
 * This interface was referenced by `Scenario`'s JSON-Schema
 * via the `definition` "selector".
 */
export interface Selector {
  operation?: Operation
  /**
   * Default vault. token: requests to a token endpoint.
   */
  kind?: 'vault' | 'token'
  /**
   * Key of the vault. Default: any of the scenario's.
   */
  vault?: string
  name?: string
  authorized?: boolean
  status?: number
  /**
   * true: only requests with a $skiptoken.
   */
  nextPage?: boolean
  nth?: number
}
/**
 * Picks exchanges of the trace, in order. All members must hold.
 */
export interface Selector1 {
  operation?: Operation
  /**
   * Default vault. token: requests to a token endpoint.
   */
  kind?: 'vault' | 'token'
  /**
   * Key of the vault. Default: any of the scenario's.
   */
  vault?: string
  name?: string
  authorized?: boolean
  status?: number
  /**
   * true: only requests with a $skiptoken.
   */
  nextPage?: boolean
  nth?: number
}
