/**
 * What @mswjs/interceptors keeps on a request, its body stream or its headers under a symbol of its own, by the symbol's
 * description: `kRawHeaders`, `kRawRequest`, `kRawRequestBodyStream`. Looked up so, because the copy that msw brings is not
 * always one that this package could import. `undefined` where there is none: in browsers, or in another version.
 */
export function hiddenMember(target: object, description: string): unknown {
  for (const symbol of Object.getOwnPropertySymbols(target)) {
    if (symbol.description === description) return Reflect.get(target, symbol)
  }
  return undefined
}
