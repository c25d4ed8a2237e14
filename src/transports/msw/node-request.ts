import { hiddenMember } from './hidden-member.ts'

/** What is used of the `http.ClientRequest` that a program made, while msw answers it. */
export interface NodeRequest {
  /** Path and query as they were given, nothing normalised. */
  readonly path: string
  destroy(error: Error): unknown
}

/** The request that a program made with `node:http`; `undefined` for fetch, and in browsers. */
export function nodeRequestOf(request: Request): NodeRequest | undefined {
  const raw = hiddenMember(request, 'kRawRequest')
  return isNodeRequest(raw) ? raw : undefined
}

function isNodeRequest(raw: unknown): raw is NodeRequest {
  return (
    typeof raw === 'object' &&
    raw !== null &&
    'path' in raw &&
    typeof raw.path === 'string' &&
    'destroy' in raw &&
    typeof raw.destroy === 'function'
  )
}
