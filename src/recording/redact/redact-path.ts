import { decode } from '../../wire/url.ts'
import type { RedactionScope } from './redaction-scope.ts'

const collections: ReadonlySet<string> = new Set([
  'secrets',
  'deletedsecrets',
  'keys',
  'deletedkeys',
  'certificates',
  'deletedcertificates',
])

/** What stands behind a name and is no version. */
const subresources: ReadonlySet<string> = new Set([
  'versions',
  'backup',
  'recover',
  'restore',
  'pending',
  'policy',
  'create',
  'import',
])

/** True for a path that lies in one of a vault's collections, whatever the host is called. */
export function startsInCollection(path: string): boolean {
  return /^\/+(?:deleted)?(?:secrets|keys|certificates)(?:\/|$)/.test(path)
}

/** A path on a vault: `/secrets/{name}/{version}` with placeholders; slashes and collections stay. */
export function redactVaultPath(path: string, scope: RedactionScope, method?: string): string {
  const segments = path.split('/')
  const filled = segments.filter((segment) => segment !== '')
  const start = filled.findIndex((segment) => collections.has(segment))
  let position = -1
  return segments
    .map((segment) => {
      if (segment === '') return ''
      position++
      if (position === start) return segment
      if (start < 0 || position < start) return scope.vocabulary.placeholderFor('segment', decode(segment))
      if (method === 'POST' && segment === 'restore' && filled.length === start + 2) return segment
      return redactBehind(decode(segment), position - start, scope)
    })
    .join('/')
}

function redactBehind(segment: string, place: number, { vocabulary }: RedactionScope): string {
  if (place === 1) return vocabulary.placeholderFor('name', segment)
  if (subresources.has(segment)) return segment
  return vocabulary.placeholderFor(/^[0-9a-f]{32}$/i.test(segment) ? 'version' : 'segment', segment)
}

/** Words of the paths of identity endpoints and of documentation. */
const publicSegments: ReadonlySet<string> = new Set(
  `common organizations consumers adfs oauth2 v2.0 v1.0 token authorize devicecode logout discovery instance keys .well-known
  openid-configuration kerberos metadata identity msi fwlink .default oidc userinfo en-us azure key-vault certificates general
  about-certificates secrets {tenantid} {tenant} azsdk blog vault-uri error`.split(/\s+/),
)

/** A path anywhere else: known words stay; a GUID and the first unknown segment of an identity endpoint are a tenant. */
export function redactOtherPath(path: string, scope: RedactionScope): string {
  return path
    .split('/')
    .map((segment, index) =>
      segment === '' || publicSegments.has(segment.toLowerCase())
        ? segment
        : redactSegment(decode(segment), index, scope),
    )
    .join('/')
}

function redactSegment(segment: string, index: number, { vocabulary }: RedactionScope): string {
  const isTenant = index === 1 || /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(segment)
  return vocabulary.placeholderFor(isTenant ? 'guid' : 'segment', segment)
}
