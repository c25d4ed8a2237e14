import type { Service } from '../vault/create-service.ts'

/**
 * The environment of a driver. What the caller's shell says of proxies and certificates is overruled: the client must
 * come to us.
 */
export function driverEnvironment(
  ours: Readonly<Record<string, string>>,
  ofDriver: Readonly<Record<string, string>>,
): NodeJS.ProcessEnv {
  return { ...process.env, ...ours, ...ofDriver }
}

/** Where a managed identity finds its tokens, as the platform's environment tells it. */
export function managedIdentityOf({ entra }: Service): Record<string, string> {
  return { IDENTITY_ENDPOINT: 'http://169.254.169.254/msi/token', IDENTITY_HEADER: entra.identityHeader }
}
