import type { Check } from './check.ts'
import { membersOfVersion } from './checks/api-version-members-of-version.ts'
import { answerWithSameRequest } from './checks/challenge-answer-with-same-request.ts'
import { httpsOnly } from './checks/challenge-https-only.ts'
import { oncePerClient } from './checks/challenge-once-per-client.ts'
import { probeWithoutBody } from './checks/challenge-probe-without-body.ts'
import { serviceDemandsToken } from './checks/challenge-service-demands-token.ts'
import { tokenOnlyAfterChallenge } from './checks/challenge-token-only-after-challenge.ts'
import { codeFitsStatus } from './checks/errors-service-code-fits-status.ts'
import { innerCodeKnown } from './checks/errors-service-inner-code-known.ts'
import { messageTemplate } from './checks/errors-service-message-template.ts'
import { idForm } from './checks/identifiers-service-id-form.ts'
import { keyIdForm } from './checks/identifiers-service-key-id-form.ts'
import { listIdForm } from './checks/identifiers-service-list-id-form.ts'
import { recoveryIdForm } from './checks/identifiers-service-recovery-id-form.ts'
import { linkApiVersionKept } from './checks/paging-link-api-version-kept.ts'
import { linkAsGiven } from './checks/paging-link-as-given.ts'
import { nextLinkForm } from './checks/paging-service-next-link-form.ts'
import { nextLinkPresent } from './checks/paging-service-next-link-present.ts'
import { order } from './checks/paging-service-order.ts'
import { pageSize } from './checks/paging-service-page-size.ts'
import { versionsOfNobody } from './checks/paging-service-versions-of-nobody.ts'
import { deleteSentOnce } from './checks/polling-delete-sent-once.ts'
import { acceptJson } from './checks/request-accept-json.ts'
import { apiVersionOnce } from './checks/request-api-version-once.ts'
import { requestBodySchema } from './checks/request-body-schema.ts'
import { clientRequestIdUnique } from './checks/request-client-request-id-unique.ts'
import { contentTypeJson } from './checks/request-content-type-json.ts'
import { getWithoutBody } from './checks/request-get-without-body.ts'
import { knownMembersOnly } from './checks/request-known-members-only.ts'
import { knownOperation } from './checks/request-known-operation.ts'
import { requestMembersOnce } from './checks/request-members-once.ts'
import { timesInSeconds } from './checks/request-times-in-seconds.ts'
import { userAgent } from './checks/request-user-agent.ts'
import { asItWasSet } from './checks/response-as-it-was-set.ts'
import { responseBodySchema } from './checks/response-body-schema.ts'
import { challengeBody } from './checks/response-challenge-body.ts'
import { challengeForm } from './checks/response-challenge-form.ts'
import { challengeLoginHost } from './checks/response-challenge-login-host.ts'
import { clientRequestIdEchoed } from './checks/response-client-request-id-echoed.ts'
import { responseContentTypeJson } from './checks/response-content-type-json.ts'
import { disabledSecretNotRead } from './checks/response-disabled-secret-not-read.ts'
import { errorEnvelope } from './checks/response-error-envelope.ts'
import { headersAlways } from './checks/response-headers-always.ts'
import { limitsKept } from './checks/response-limits-kept.ts'
import { listAgreesWithReads } from './checks/response-list-agrees-with-reads.ts'
import { responseMembersOnce } from './checks/response-members-once.ts'
import { noValueOutsideGetAndSet } from './checks/response-no-value-outside-get-and-set.ts'
import { purge204Empty } from './checks/response-purge-204-empty.ts'
import { purgeDateIsRetention } from './checks/response-purge-date-is-retention.ts'
import { recoveryLevelFitsDays } from './checks/response-recovery-level-fits-days.ts'
import { recoveryLevelKnown } from './checks/response-recovery-level-known.ts'
import { requestId } from './checks/response-request-id.ts'
import { statusKnown } from './checks/response-status-known.ts'
import { timesIntegerSeconds } from './checks/response-times-integer-seconds.ts'
import { timesPlausible } from './checks/response-times-plausible.ts'
import { bounded } from './checks/retry-bounded.ts'
import { sameRequest } from './checks/retry-same-request.ts'

/** Every check that judges a requirement on a trace: one a requirement. */
export const checks: readonly Check[] = [
  membersOfVersion,
  answerWithSameRequest,
  httpsOnly,
  oncePerClient,
  probeWithoutBody,
  tokenOnlyAfterChallenge,
  serviceDemandsToken,
  codeFitsStatus,
  innerCodeKnown,
  messageTemplate,
  idForm,
  keyIdForm,
  listIdForm,
  recoveryIdForm,
  linkApiVersionKept,
  linkAsGiven,
  nextLinkForm,
  nextLinkPresent,
  order,
  pageSize,
  versionsOfNobody,
  deleteSentOnce,
  acceptJson,
  apiVersionOnce,
  requestBodySchema,
  clientRequestIdUnique,
  contentTypeJson,
  getWithoutBody,
  knownOperation,
  knownMembersOnly,
  requestMembersOnce,
  timesInSeconds,
  userAgent,
  asItWasSet,
  listAgreesWithReads,
  limitsKept,
  responseBodySchema,
  challengeBody,
  challengeForm,
  challengeLoginHost,
  clientRequestIdEchoed,
  responseContentTypeJson,
  disabledSecretNotRead,
  errorEnvelope,
  headersAlways,
  responseMembersOnce,
  noValueOutsideGetAndSet,
  purge204Empty,
  purgeDateIsRetention,
  recoveryLevelFitsDays,
  recoveryLevelKnown,
  requestId,
  statusKnown,
  timesIntegerSeconds,
  timesPlausible,
  bounded,
  sameRequest,
]
