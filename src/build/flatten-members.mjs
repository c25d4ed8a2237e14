// Lists every member of every body with its pointer, so that code can ask for them without walking schemas.

/**
 * `{ SecretBundle: [{ pointer: '/attributes/exp', owner: 'RequestAttributes', member: 'exp', sensitivity: 'public' }] }`.
 * In a pointer `*` stands for any index or any name. A body that holds itself (an inner error in an inner error) is
 * followed once. Throws for a member without `x-sensitivity`.
 */
export function flattenMembers(schemas) {
  const byFile = new Map(schemas.map((schema) => [schema.$id.slice(schema.$id.lastIndexOf('/') + 1), schema]))
  const bodies = schemas.filter((schema) => schema.title !== 'Members')
  return Object.fromEntries(
    bodies.map((schema) => [schema.title, membersOf(schema, '', { byFile, owner: schema, open: [schema] })]),
  )
}

function membersOf(schema, pointer, context) {
  const found = []
  for (const [member, child] of Object.entries(schema.properties ?? {})) {
    found.push(...memberAt(child, `${pointer}/${member}`, { ...context, member }))
  }
  if (typeof schema.additionalProperties === 'object') {
    found.push(...memberAt(schema.additionalProperties, `${pointer}/*`, { ...context, member: '*' }))
  }
  if (schema.items) {
    const item = resolve(schema.items, context)
    found.push(...membersOf(item.schema, `${pointer}/*`, item.context))
  }
  return found
}

function memberAt(child, pointer, context) {
  const { schema, context: inside } = resolve(child, context)
  const sensitivity = child['x-sensitivity'] ?? schema['x-sensitivity']
  if (!sensitivity) throw new Error(`${context.owner.title}${pointer} has no x-sensitivity.`)
  const entry = { pointer, owner: context.owner.title, member: context.member, sensitivity }
  const again = inside !== context && context.open.includes(inside.owner)
  return again ? [entry] : [entry, ...membersOf(schema, pointer, inside)]
}

/** Follows `$ref`: to a member in members.json, whose owner stays the body, or to another body, which then owns. */
function resolve(child, context) {
  if (!child.$ref) return { schema: child, context }
  const [file, fragment] = child.$ref.split('#/$defs/')
  const schema = context.byFile.get(file)
  if (!schema)
    throw new Error(`${context.owner.title} refers to ${child.$ref}, which is not in schemas/secrets.`)
  if (!fragment) return { schema, context: { ...context, owner: schema, open: [...context.open, schema] } }
  const member = resolve(schema.$defs[fragment], context)
  const marked = {
    ...member.schema,
    'x-sensitivity': schema.$defs[fragment]['x-sensitivity'] ?? member.schema['x-sensitivity'],
  }
  return { schema: marked, context: member.context }
}
