import type { CreateClientParams } from '../driver.ts'

/** `SecretClientOptions` for what the scenario sets; an option it leaves out is left to the client's default. */
export function clientOptions(params: CreateClientParams): object {
  const { apiVersion, verifyChallengeResource, retry } = params
  return {
    ...(apiVersion !== undefined && { serviceVersion: apiVersion }),
    ...(verifyChallengeResource !== undefined && {
      disableChallengeResourceVerification: !verifyChallengeResource,
    }),
    ...(retry && {
      retryOptions: {
        maxRetries: retry.maxRetries,
        retryDelayInMs: retry.delayMs,
        maxRetryDelayInMs: retry.maxDelayMs,
      },
    }),
  }
}
