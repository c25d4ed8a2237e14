// What .ci/corpus/openapi-document.ts asks of OpenAPI documents, old and new.

export type Node = { readonly [key: string]: Node } & { readonly $ref?: string }
export type Raw = Readonly<Record<string, unknown>>

export function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

export function list(value: unknown): string {
  return Array.isArray(value) ? [...value].map(String).sort().join(' ') : ''
}

export function schemaName(schema: Node | undefined): string {
  return text(schema?.$ref).replace(/^.*\//, '')
}

export function parametersOf(operation: Node, document: Node): Raw[] {
  const parameters = (operation['parameters'] ?? []) as unknown as Node[]
  return parameters.map((parameter) => {
    const name = text(parameter.$ref).replace(/^.*\//, '')
    if (name === '') return parameter as Raw
    // The parameter of the older documents stands in a file that lies elsewhere.
    return (document['parameters']?.[name] ?? { name: 'api-version', in: 'query', required: true }) as Raw
  })
}

export function resolved(document: Node, schema: Node | undefined): Node | undefined {
  if (schema?.$ref) {
    const name = schemaName(schema)
    return resolved(document, document['definitions']?.[name] ?? document['components']?.['schemas']?.[name])
  }
  if (!schema?.['allOf']) return schema
  const parts = [...(schema['allOf'] as unknown as Node[]).map((part) => resolved(document, part)), schema]
  const required = parts.flatMap((part) => (part?.['required'] as unknown as string[]) ?? [])
  return {
    properties: Object.assign({}, ...parts.map((part) => part?.['properties'])),
    required,
  } as unknown as Node
}
