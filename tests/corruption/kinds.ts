import type { CorruptionKind } from './kind.ts'
import { authenticationKinds } from './kinds/request-authentication.ts'
import { requestBodyKinds } from './kinds/request-bodies.ts'
import { requestTargetKinds } from './kinds/request-targets.ts'
import { challengeKinds } from './kinds/response-challenge.ts'
import { emptyAnswerKinds, errorKinds } from './kinds/response-errors.ts'
import { headerKinds } from './kinds/response-headers.ts'
import { identifierKinds } from './kinds/response-identifiers.ts'
import { memberKinds } from './kinds/response-members.ts'
import { pagingKinds } from './kinds/response-paging.ts'
import { statusKinds } from './kinds/response-status.ts'
import { typeKinds } from './kinds/response-types.ts'
import { valueKinds } from './kinds/response-values.ts'

/** Every kind of corruption, answers first. */
export const corruptionKinds: readonly CorruptionKind[] = [
  ...memberKinds,
  ...typeKinds,
  ...valueKinds,
  ...identifierKinds,
  ...pagingKinds,
  ...errorKinds,
  ...emptyAnswerKinds,
  ...statusKinds,
  ...headerKinds,
  ...challengeKinds,
  ...authenticationKinds,
  ...requestBodyKinds,
  ...requestTargetKinds,
]
