import { isRecordersWord } from './recorders-words.ts'
import type { RedactionScope } from './redaction-scope.ts'

const guidPattern = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

/**
 * Identifiers that stand alone: a GUID with or without dashes, a W3C trace parent, the `REGION:time:GUID` of a gateway.
 * Anything else is replaced by a plain placeholder.
 */
export function redactIds(value: string, { vocabulary }: RedactionScope): string {
  const guid = (text: string): string => vocabulary.placeholderFor('guid', text)
  if (guidPattern.test(value)) return guid(value)
  if (isRecordersWord(value) && value.toLowerCase() !== 'azure_client_id') return value
  if (/^[0-9a-f]{32}$/i.test(value) || value === 'azure_client_id') return guid(value)
  const [, trace, span, flags] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(value) ?? []
  if (trace && span) return `00-${guid(trace)}-${spanFor(span, guid)}-${flags}`
  const [, place, id] = /^([A-Z0-9]{1,24}:\d{8}T\d{6}Z:)([0-9a-f-]{36})$/.exec(value) ?? []
  if (place && id) return place + guid(id)
  return vocabulary.placeholderFor('text', value)
}

/** The last half of a GUID's digits. */
function spanFor(span: string, guid: (text: string) => string): string {
  if (/^8000\d{12}$/.test(span)) return span
  return guid(span).replaceAll('-', '').slice(16)
}
