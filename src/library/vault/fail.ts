import type { Fault } from '../../contract/generated/types/scenario.ts'
import { type Operation, operations } from '../../contract/operation.ts'
import { UsageError } from '../../wire/errors.ts'
import {
  anyText,
  checkOptions,
  type Legal,
  type LegalOptions,
  oneOf,
  secretName,
  show,
  wholeNumber,
} from '../options.ts'

/**
 * How an operation fails. Exactly one of `status`, `closeConnection` and `delay` alone says what happens.
 *
 * @example vault.fail('GetSecret', { status: 429, retryAfter: 1, times: 2 })
 */
export interface FailOptions {
  /** 400 to 599. The answer is the service's error envelope; the vault does nothing. */
  readonly status?: number
  /** `error.code`. Default: the service's own for that status. */
  readonly code?: string
  /** `error.innererror.code`. Default: none. */
  readonly innerCode?: string
  /** `error.message`. Default: a sentence that says which status it is. */
  readonly message?: string
  /** Seconds, as a `Retry-After` header. Default: no such header. */
  readonly retryAfter?: number
  /** How many requests in a row fail. Default 1; `Infinity`: all from then on. */
  readonly times?: number
  /** How many requests of the operation go well before. Default 0. */
  readonly after?: number
  /** Only requests for the secret of this name, of operations whose address has one. Default: all of the operation. */
  readonly name?: string
  /**
   * `true`: the connection is closed without an answer, and the vault did nothing. `mid-body`: the vault did what it was asked,
   * and the connection is closed in the middle of its answer.
   */
  readonly closeConnection?: boolean | 'mid-body'
  /** Milliseconds of real time before the answer; without a `status` it is the vault's own answer, late. */
  readonly delay?: number
}

/**
 * A fault of a vault, from what a test says of it.
 *
 * @throws UsageError for an operation or an option that there is not, or options that say nothing
 */
export function toFault(operation: Operation | 'any', options: FailOptions): Fault {
  checkFault(operation, options)
  const { status, closeConnection = false, delay, name, times = 1 } = options
  return {
    ...(operation === 'any' ? {} : { operation }),
    ...(name === undefined ? {} : { name }),
    from: (options.after ?? 0) + 1,
    ...(times === Number.POSITIVE_INFINITY ? { forever: true } : { times }),
    ...(delay === undefined ? {} : { delayMs: delay }),
    ...(closeConnection ? { close: closeConnection === true ? 'before-answer' : closeConnection } : {}),
    ...(status === undefined ? {} : { answer: answerOf(status, options) }),
  }
}

const call = 'vault.fail'

function checkFault(operation: Operation | 'any', options: FailOptions): void {
  if (operation !== 'any' && !operations.includes(operation)) {
    throw new UsageError(
      `${call}: ${show(operation)} is no operation. It must be one of ${operations.join(', ')}, any.`,
    )
  }
  checkOptions(call, options, legal)
  const { status, closeConnection = false, delay } = options
  if (status === undefined && !closeConnection && delay === undefined)
    throw new UsageError(`${call}: say what happens: status, closeConnection or delay.`)
  if (status !== undefined && closeConnection) {
    throw new UsageError(
      `${call}: status and closeConnection exclude each other: a closed connection has no status.`,
    )
  }
  if (status === undefined) refuseAnswerParts(options)
  if (options.name !== undefined && nameless.some((one) => one === operation))
    throw new UsageError(`${call}: a request of ${operation} is for no one secret; leave name out.`)
}

/** Lists, and a restore, whose backup alone tells the name: with a name the fault would never be due. */
const nameless: readonly Operation[] = ['GetSecrets', 'GetDeletedSecrets', 'RestoreSecret']

const times: Legal = {
  expected: 'a whole number of at least 1, or Infinity',
  accepts: (value) =>
    value === Number.POSITIVE_INFINITY || (Number.isSafeInteger(value) && Number(value) >= 1),
}

const legal: LegalOptions<FailOptions> = {
  status: wholeNumber(400, 599),
  code: anyText,
  innerCode: anyText,
  message: anyText,
  retryAfter: wholeNumber(0, undefined, 'seconds'),
  times,
  after: wholeNumber(0),
  name: secretName,
  closeConnection: oneOf(true, false, 'mid-body'),
  delay: wholeNumber(0, 600_000, 'milliseconds'),
}

function refuseAnswerParts(options: FailOptions): void {
  for (const name of ['code', 'innerCode', 'message', 'retryAfter'] as const) {
    if (options[name] !== undefined)
      throw new UsageError(`${call}: ${name} is part of an answer, and an answer has a status.`)
  }
}

function answerOf(
  status: number,
  { code, innerCode, message, retryAfter }: FailOptions,
): NonNullable<Fault['answer']> {
  const error = {
    code: code ?? usualCode(status),
    message: message ?? usualMessages.get(status) ?? `This vault was told to answer ${status}.`,
    ...(innerCode === undefined ? {} : { innerCode }),
  }
  const headers = retryAfter === undefined ? {} : { headers: { 'Retry-After': String(retryAfter) } }
  return { status, error, ...headers }
}

/** Of 5xx no answer of the service is on record: these are the usual names of theirs. */
const usualCodes: ReadonlyMap<number, string> = new Map([
  [400, 'BadParameter'],
  [401, 'Unauthorized'],
  [403, 'Forbidden'],
  [404, 'SecretNotFound'],
  [405, 'MethodNotAllowed'],
  [409, 'Conflict'],
  [429, 'Throttled'],
  [500, 'InternalServerError'],
  [503, 'ServiceUnavailable'],
])

/** As recorded. */
const usualMessages: ReadonlyMap<number, string> = new Map([
  [
    429,
    'Request was not processed because too many requests were received. Reason: VaultRequestTypeLimitReached',
  ],
])

function usualCode(status: number): string {
  return usualCodes.get(status) ?? (status < 500 ? 'BadRequest' : 'InternalServerError')
}
