import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { responseBodyOf } from '../schema-catalogue.ts'
import { describeRequest, serviceAnswer } from '../seen-facts.ts'
import { validateVersion } from '../validate-version.ts'
import { versionRulesOf } from '../version-members.ts'

/** Versions that the contract does not list are held to what their neighbours share: `7.1-preview` changed while it was out. */
export const membersOfVersion: Check = eachExchange('api-version/members-of-version', (seen, say) => {
  const response = serviceAnswer(seen)
  const version = seen.match?.apiVersion
  if (!response || !seen.match || version === undefined || response.status >= 400) return
  const type = responseBodyOf(seen.match.operation, response.status)
  const json = seen.responseJson()
  if (!type || type === 'empty' || json === undefined || versionRulesOf(version, type).length === 0) return
  const [problem] = validateVersion(type, version, json)
  if (!problem) return say.kept(seen)
  say.broken(seen, {
    pointer: `/response/body${problem.pointer}`,
    expected: problem.expected,
    received: problem.received,
    message: `${describeRequest(seen)} with api-version ${version} was answered with members of another version: at "${problem.pointer}" expected ${problem.expected}, received ${problem.received}.`,
  })
})
