import type { Sensitivity } from '../../contract/schema-catalogue.ts'
import { isRecordersWord } from './recorders-words.ts'
import { redactChallenge } from './redact-challenge.ts'
import { redactClaims } from './redact-claims.ts'
import { redactAuthorization, redactCookie } from './redact-credentials.ts'
import { isVault, redactOtherHost, redactVaultHost } from './redact-host.ts'
import { redactIds } from './redact-ids.ts'
import { redactMessage } from './redact-message.ts'
import { redactProduct } from './redact-product.ts'
import { redactScopes } from './redact-scopes.ts'
import { redactSkiptoken } from './redact-skiptoken.ts'
import { redactUrl } from './redact-url.ts'
import type { RedactionScope } from './redaction-scope.ts'

/** How the value of a header, a parameter or a member is taken apart: an entry of `schemas/headers.json` and its sisters. */
export interface ValueForm {
  readonly 'x-sensitivity': string
  readonly form: string
  readonly pattern?: string
}

export interface FormCall {
  /** `undefined`: the contract does not know the name. */
  readonly form: ValueForm | undefined
  readonly scope: RedactionScope
}

/** A text value with placeholders; `undefined` when it is to be left out: unknown, or not of the form it should have. */
export function redactForm(name: string, value: string, { form, scope }: FormCall): string | undefined {
  if (form === undefined) {
    const sensitivity = scope.keep.get(name.toLowerCase())
    return sensitivity && redactBySensitivity(value, sensitivity, scope)
  }
  if (value === '') return ''
  if (form.form === 'pattern')
    return fits(value, form.pattern ?? '$.') ? unlessCanary(value, scope) : undefined
  return redactors[form.form]?.(value, scope)
}

/** A text of which nothing but the sensitivity is known. */
export function redactBySensitivity(value: string, sensitivity: Sensitivity, scope: RedactionScope): string {
  if (sensitivity === 'secret') return scope.vocabulary.placeholderFor('value', value)
  if (sensitivity === 'public')
    return unlessCanary(value, scope) ?? scope.vocabulary.placeholderFor('text', value)
  return redactUrl(value, scope) ?? scope.vocabulary.placeholderFor('text', value)
}

/** The text, unless a secret is in it in whatever form. */
export function unlessCanary(value: string, { canaries }: RedactionScope): string | undefined {
  return canaries.find(value) === undefined ? value : undefined
}

type Redact = (value: string, scope: RedactionScope) => string | undefined

const redactors: Readonly<Record<string, Redact>> = {
  authorization: redactAuthorization,
  boolean: (value) => (/^(?:true|false)$/i.test(value) ? value : undefined),
  challenge: redactChallenge,
  claims: redactClaims,
  cookie: redactCookie,
  credential: (value, { vocabulary }) =>
    isRecordersWord(value) ? value : vocabulary.placeholderFor('credential', value),
  host: redactHost,
  ids: redactIds,
  length: (value) => (/^\d{1,12}$/.test(value) ? value : undefined),
  message: redactMessage,
  'network-info': redactNetworkInfo,
  number: (value) => (/^\d{1,12}$/.test(value) ? value : undefined),
  product: redactProduct,
  scopes: redactScopes,
  skiptoken: redactSkiptoken,
  token: (value, { vocabulary }) =>
    isRecordersWord(value) ? value : vocabulary.placeholderFor('token', value),
  url: redactUrl,
  word: (value, { vocabulary }) => vocabulary.placeholderFor('text', value),
}

function redactHost(value: string, scope: RedactionScope): string | undefined {
  const [, host = '', port = ''] = /^([^:/]+)(:\d{1,5})?$/.exec(value) ?? []
  if (host === '') return undefined
  return (isVault(host, scope) ? redactVaultHost(host, scope) : redactOtherHost(host, scope)) + port
}

/** `conn_type=Ipv4;addr=192.0.2.1;act_addr_fam=InterNetwork;`: the caller's address. */
function redactNetworkInfo(value: string, { vocabulary }: RedactionScope): string | undefined {
  const [, before, address, after] =
    /^((?:conn_type=[A-Za-z0-9]{1,20};)?addr=)([^;]*)(;act_addr_fam=[A-Za-z0-9]{1,20};)$/.exec(value) ?? []
  if (before === undefined || address === undefined) return undefined
  return `${before}${vocabulary.placeholderFor('address', address)}${after}`
}

const compiled = new Map<string, RegExp>()

function fits(value: string, pattern: string): boolean {
  const known = compiled.get(pattern) ?? new RegExp(pattern)
  compiled.set(pattern, known)
  return known.test(value)
}
