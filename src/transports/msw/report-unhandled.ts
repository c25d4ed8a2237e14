import { HttpResponse, type UnhandledRequestStrategy } from 'msw'
import { describeRequest, isKeyVaultUrl } from '../describe-request.ts'

/** What `print` of an `onUnhandledRequest` callback offers. */
interface Print {
  warning(): void
  error(): void
}

/** What happens to requests that no handler answers; both may be left out. */
export interface UnhandledOptions {
  /**
   * What happens to a request to a vault or to a sign-in host that no service answers. `error`: it fails, and an error is printed;
   * `warn`: a warning is printed, and it is sent. Default: `error`.
   */
  readonly keyVault?: 'error' | 'warn'
  /** msw's strategy for all other requests, or a function of your own. Default: `warn`, which is msw's. */
  readonly others?: UnhandledRequestStrategy
}

/** A function for `onUnhandledRequest` that tells of vault requests without header and body, which msw itself prints. */
export function createUnhandledReporter(options: UnhandledOptions): (request: Request, print: Print) => void {
  const { keyVault = 'error', others = 'warn' } = options
  return (request, print) => {
    if (!isKeyVaultUrl(request.url)) return passOn(request, print, others)
    const message = `[keyvault-contract] No service answers ${describeRequest(request.method, request.url)}. Give the vault or player it is for to keyVaultHandlers(…), or correct the client's address.`
    if (keyVault === 'warn') return console.warn(message)
    console.error(message)
    throw failure(message)
  }
}

function passOn(request: Request, print: Print, strategy: UnhandledRequestStrategy): void {
  if (typeof strategy === 'function') strategy(request, print)
  else if (strategy === 'warn') print.warning()
  else if (strategy === 'error') {
    print.error()
    throw failure(`No request handler matches ${describeRequest(request.method, request.url)}.`)
  }
}

/**
 * What fails a request rather than being answered for it with status 500, which clients retry: in Node an error with a code as
 * network errors have it, in a browser an error response.
 */
function failure(message: string): Error | Response {
  if (!('process' in globalThis)) return HttpResponse.error()
  return Object.assign(new Error(message), { code: 'KVC_UNANSWERED', errno: -3008, syscall: 'connect' })
}
