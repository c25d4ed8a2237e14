import { base64OfText } from '../wire/base64.ts'
import { cloudOf } from './cloud.ts'
import type { VaultState } from './vault-state.ts'

/**
 * `Bearer authorization="https://login.microsoftonline.com/{tenant}", resource="https://vault.azure.net"`:
 * all that 15,198 recorded challenges hold.
 */
export function challengeFor(state: VaultState, tenantId: string): string {
  return `Bearer authorization="https://${cloudOf(state.host).loginHost}/${tenantId}", resource="${state.resource}"`
}

/**
 * Continuous access evaluation: the token is good, but not enough. In no recording; the form is that of the
 * official clients' own tests (Azure/azure-sdk-for-net, ChallengeBasedAuthenticationPolicyTests). `beside`: the challenge that
 * error and claims are added to.
 */
export function claimsChallenge(claims: string, beside: string = noResource): string {
  return `${beside}, error="insufficient_claims", claims="${base64OfText(claims)}"`
}

const noResource =
  'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"'
