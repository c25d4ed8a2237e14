import type { WireExpectation } from '../../contract/generated/types/scenario.ts'
import type { Broken } from './broken.ts'
import { expectLogsLack } from './logs-lack.ts'
import { expectTokensSentTo } from './tokens-sent-to.ts'
import { expectCount } from './wire-count.ts'
import { expectGap } from './wire-gap.ts'
import { expectRequest } from './wire-request.ts'
import type { WireScene } from './wire-scene.ts'

/**
 * Judges one wire expectation; templates are filled in already. Empty: it was kept. `undefined`: it was not put to
 * the test, because a driver that printed nothing at all proves nothing about its log.
 */
export function expectWire(expectation: WireExpectation, scene: WireScene): Broken[] | undefined {
  if (expectation.count) return expectCount(expectation.count, scene)
  if (expectation.request) return expectRequest(expectation.request, scene)
  if (expectation.gap) return expectGap(expectation.gap, scene)
  if (expectation.tokensSentTo) return expectTokensSentTo(expectation.tokensSentTo, scene)
  if (scene.log === '') return undefined
  return expectLogsLack(expectation.logsLack ?? [], scene.log)
}
