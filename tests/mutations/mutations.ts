import { challengeMutations } from './areas/challenge.ts'
import { edgeMutations } from './areas/edges.ts'
import { errorMutations } from './areas/errors.ts'
import { listMutations } from './areas/lists.ts'
import { oddChallengeMutations } from './areas/odd-challenges.ts'
import { pagingMutations } from './areas/paging.ts'
import { pollingMutations } from './areas/polling.ts'
import { requestMutations } from './areas/request.ts'
import { responseMutations } from './areas/response.ts'
import { retryMutations } from './areas/retry.ts'
import type { Mutation } from './mutation.ts'

/** Every defect that the suite is shown to notice. */
export const mutations: readonly Mutation[] = [
  ...challengeMutations,
  ...oddChallengeMutations,
  ...requestMutations,
  ...responseMutations,
  ...pagingMutations,
  ...listMutations,
  ...pollingMutations,
  ...errorMutations,
  ...retryMutations,
  ...edgeMutations,
]
