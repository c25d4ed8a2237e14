import type { WireExpectation } from '../../contract/generated/types/scenario.ts'

/** What a scenario asks of requests. */
export type RequestExpectation = NonNullable<WireExpectation['request']>
