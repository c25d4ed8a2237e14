import { isKnownApiVersion } from '../api-versions.ts'
import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { responseBodyOf } from '../schema-catalogue.ts'
import { describeRequest, serviceAnswer } from '../seen-facts.ts'
import { validateVersion } from '../validate-version.ts'

/** Only for the api-versions of the contract: `7.1-preview`, for one, changed while it was out. */
export const membersOfVersion: Check = eachExchange('api-version/members-of-version', (seen, say) => {
  const response = serviceAnswer(seen)
  const version = seen.match?.apiVersion
  if (
    !response ||
    !seen.match ||
    version === undefined ||
    response.status >= 400 ||
    !isKnownApiVersion(version)
  )
    return
  const type = responseBodyOf(seen.match.operation, response.status)
  const json = seen.responseJson()
  if (!type || type === 'empty' || json === undefined) return
  const [problem] = validateVersion(type, version, json)
  if (!problem) return say.kept(seen)
  say.broken(seen, {
    pointer: `/response/body${problem.pointer}`,
    expected: problem.expected,
    received: problem.received,
    message: `${describeRequest(seen)} with api-version ${version} was answered with members of another version: at "${problem.pointer}" expected ${problem.expected}, received ${problem.received}.`,
  })
})
