import type { BodyType } from '../../contract/schema-catalogue.ts'
import type { Refusal } from './redaction-report.ts'
import type { RedactionScope } from './redaction-scope.ts'

/** A body that is being redacted. */
export interface BodyCall {
  /** What the contract says stands here; `undefined` when it says nothing: then any body's members are known. */
  readonly type: BodyType | undefined
  readonly part: Refusal['part']
  readonly scope: RedactionScope
}
