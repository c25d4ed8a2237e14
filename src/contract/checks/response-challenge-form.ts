import { getHeaders } from '../../wire/headers.ts'
import type { BrokenDetails, Check, Verdicts } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import type { SeenExchange } from '../seen-exchange.ts'
import { describeRequest, isKnown, serviceAnswer } from '../seen-facts.ts'
import { isVaultHost } from '../vault-host.ts'

/** Refused tokens may be given a reason; the form of claims challenges has not been recorded from a vault. */
export const challengeForm: Check = eachExchange('response/challenge-form', (seen, say) => {
  const response = serviceAnswer(seen)
  if (!response || !isKnown(seen, 'response.headers')) return
  const values = getHeaders(response.headers, 'www-authenticate')
  if (response.status !== 401) {
    if (values.length > 0) sayBroken(seen, say, { expected: 'absent', received: 'present' })
    return
  }
  if (values.some((value) => value.includes('insufficient_claims'))) return
  const expected = 'Bearer authorization="https://<login host>/<tenant>", resource="https://<vault domain>"'
  if (values.length !== 1)
    return sayBroken(seen, say, { expected, received: `${values.length} WWW-Authenticate headers` })
  const [value = ''] = values
  if (form.test(value) && isParent(resource.exec(value)?.[1] ?? '', seen)) return say.kept(seen)
  sayBroken(seen, say, { expected, received: value })
})

const form =
  /^Bearer authorization="https:\/\/[^"/]+\/[^"/]+", resource="https:\/\/[^"/]+"(?:, error(?:_description)?="[^"]*")*$/
const resource = /resource="https:\/\/([^"/]*)"/

/** The resource is the domain that vaults of this cloud lie in. Of a host that is no vault's own nothing is known. */
function isParent(domain: string, seen: SeenExchange): boolean {
  const host = seen.url?.host ?? ''
  return !isKnown(seen, 'request.host') || !isVaultHost(host) || host.endsWith(`.${domain.toLowerCase()}`)
}

function sayBroken(
  seen: SeenExchange,
  say: Verdicts,
  { expected, received }: Pick<BrokenDetails, 'expected' | 'received'>,
): void {
  const what =
    expected === 'absent'
      ? 'with a challenge'
      : /^\d/.test(received)
        ? `with ${received}`
        : 'with a challenge of another form'
  say.broken(seen, {
    pointer: '/response/headers/www-authenticate',
    expected,
    received,
    message: `${describeRequest(seen)} was answered ${seen.response?.status} ${what}.`,
  })
}
