/**
 * Lets an object tell a summary in place of its members wherever it is printed: by Node, by `JSON.stringify`, in the diffs of
 * test runners. Secrets in it are not printed by accident.
 */
export function hideMembers<Target extends object>(
  target: Target,
  name: string,
  summary: () => Readonly<Record<string, unknown>>,
): Target {
  Object.defineProperties(target, {
    toJSON: { value: summary, enumerable: false },
    [Symbol.toStringTag]: { value: name, enumerable: false },
    [Symbol.for('nodejs.util.inspect.custom')]: {
      value: (_depth: number, _options: unknown, inspect?: (value: unknown) => string) =>
        `${name} ${inspect ? inspect(summary()) : JSON.stringify(summary())}`,
      enumerable: false,
    },
  })
  return target
}
