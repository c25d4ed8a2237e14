import type { WireResponse } from '../../wire/exchange.ts'
import { entraResponse } from './entra-response.ts'

/** Why Entra refuses, with the number its error documentation has it under. */
export interface EntraProblem {
  readonly status: 400 | 401 | 405
  /** RFC 6749 §5.2, and Entra's own. */
  readonly error: string
  /** `7000215` for AADSTS7000215. */
  readonly code: number
  /** One or more sentences; never a credential. */
  readonly text: string
}

/**
 * An error as Entra puts it: the number leads the description, the ids and the time are in it and beside it. Texts by
 * learn.microsoft.com, "Microsoft Entra authentication and authorization error codes"; statuses and members by public
 * issue threads.
 */
export function entraError(
  { status, error, code, text }: EntraProblem,
  { now, correlationId }: { readonly now: number; readonly correlationId?: string | undefined },
): WireResponse {
  const trace = crypto.randomUUID()
  const correlation = correlationId ?? crypto.randomUUID()
  const timestamp = new Date(now).toISOString().replace('T', ' ').replace(/\.\d+/, '')
  const details = `Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: ${timestamp}`
  const body = {
    error,
    error_description: `AADSTS${code}: ${text} ${details}`,
    error_codes: [code],
    timestamp,
    trace_id: trace,
    correlation_id: correlation,
    error_uri: `https://login.microsoftonline.com/error?code=${code}`,
  }
  return entraResponse(status, body, { now })
}

export const unknownTenant = (tenant: string, error: 'invalid_request' | 'invalid_tenant'): EntraProblem => ({
  status: 400,
  error,
  code: 90002,
  text: `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
})

export const unknownApplication = (clientId: string, tenantId: string): EntraProblem => ({
  status: 400,
  error: 'unauthorized_client',
  code: 700016,
  text: `Application with identifier '${clientId}' was not found in the directory '${tenantId}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
})

export const wrongSecret = (clientId: string): EntraProblem => ({
  status: 401,
  error: 'invalid_client',
  code: 7000215,
  text: `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${clientId}'.`,
})

export const missingCredential: EntraProblem = {
  status: 401,
  error: 'invalid_client',
  code: 7000218,
  text: "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
}

export const missingParameter = (name: string): EntraProblem => ({
  status: 400,
  error: 'invalid_request',
  code: 900144,
  text: `The request body must contain the following parameter: '${name}'.`,
})

export const invalidParameter = (name: string): EntraProblem => ({
  status: 400,
  error: 'invalid_request',
  code: 90100,
  text: `The '${name}' parameter is empty or not valid.`,
})

export const unsupportedGrant = (grant: string): EntraProblem => ({
  status: 400,
  error: 'unsupported_grant_type',
  code: 70003,
  text: `The app requested an unsupported grant type '${grant}'.`,
})

export const invalidScope = (scope: string): EntraProblem => ({
  status: 400,
  error: 'invalid_scope',
  code: 70011,
  text: `The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope ${scope} is not valid.`,
})

export const postOnly = (method: string): EntraProblem => ({
  status: 405,
  error: 'invalid_request',
  code: 900561,
  text: `The endpoint only accepts POST requests. Received a ${method} request.`,
})

export const unknownInstance: EntraProblem = {
  status: 400,
  error: 'invalid_instance',
  code: 50049,
  text: 'Unknown or invalid instance.',
}
