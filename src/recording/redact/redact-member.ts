import type { BodyCall } from './body-call.ts'
import { unlessCanary } from './redact-form.ts'
import type { RedactionScope } from './redaction-scope.ts'

/** A secret of any JSON type: texts are replaced in their form, numbers by 0, everything else by the placeholder of its text. */
export function redactSecret(value: unknown, pointer: string, { type, scope }: BodyCall): unknown {
  if (typeof value === 'boolean') return value
  if (typeof value === 'number') return 0
  const isBackup =
    pointer === '/value' && (type === 'BackupSecretResult' || type === 'SecretRestoreParameters')
  if (typeof value === 'string') return scope.vocabulary.placeholderFor(isBackup ? 'backup' : 'value', value)
  learnTexts(value, scope)
  return scope.vocabulary.placeholderFor('value', JSON.stringify(value))
}

function learnTexts(value: unknown, scope: RedactionScope): void {
  if (typeof value === 'string') scope.vocabulary.placeholderFor('value', value)
  else if (typeof value === 'object' && value !== null)
    for (const member of Object.values(value)) learnTexts(member, scope)
}

/** Media types, codes, recovery levels and plain words stay; any other text of a public member is replaced. */
const plain =
  /^(?:(?:application|text|image|audio|video|font|message|model|multipart)\/[a-z0-9.+-]{1,60}(?:; ?charset=[a-z0-9-]{1,20})?|[A-Za-z]{1,40}(?:[ +][A-Za-z]{1,40}){0,6})$/i

export function redactPublicText(value: string, scope: RedactionScope): string {
  if (value === '') return ''
  const kept = plain.test(value) ? unlessCanary(value, scope) : undefined
  return kept ?? scope.vocabulary.placeholderFor('text', value)
}
