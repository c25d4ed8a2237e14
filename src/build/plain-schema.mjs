// Rewrites a schema into one that json-schema-to-typescript understands.

/**
 * What conditions say between members no type can say: `if`, and `allOf` and `oneOf` that only hold conditions or
 * `required`, are left out. A `$ref` with members beside it becomes one object with both. Definitions are titled after
 * their names, so that every one of them becomes a type.
 */
export function plainSchema(root) {
  const definitions = root.$defs
  const plain = plainNode(root)
  for (const [name, definition] of Object.entries(plain.$defs)) definition.title ??= pascalCase(name)
  return plain

  function plainNode(node) {
    if (Array.isArray(node)) return node.map(plainNode)
    if (typeof node !== 'object' || node === null) return node
    const whole = node.$ref && node.properties ? merged(node) : node
    const kept = Object.entries(whole).filter(([key, value]) => !isCondition(key, value))
    return Object.fromEntries(kept.map(([key, value]) => [key, plainNode(value)]))
  }

  function merged(node) {
    const base = definitions[node.$ref.slice('#/$defs/'.length)]
    const { $ref, properties, required, unevaluatedProperties, ...rest } = node
    const own = Object.entries(properties).filter(
      ([name, value]) => !(value === true && base.properties[name]),
    )
    return {
      ...base,
      ...rest,
      required: [...(base.required ?? []), ...(required ?? [])],
      properties: { ...base.properties, ...Object.fromEntries(own) },
      additionalProperties: unevaluatedProperties ?? base.additionalProperties,
    }
  }
}

function isCondition(key, value) {
  if (key === 'if' || key === 'then' || key === 'else') return true
  if (key !== 'allOf' && key !== 'oneOf' && key !== 'anyOf') return false
  return value.every((branch) => branch.if || Object.keys(branch).every((word) => word === 'required'))
}

function pascalCase(name) {
  return name[0].toUpperCase() + name.slice(1)
}
