import type { CallResult, Driver } from '../clients/driver.ts'
import type { UniqueNames } from './unique-names.ts'

/** A driver whose client asks for unique names, while its caller knows the scenario's own names only. */
export function renameDriver(driver: Driver, names: UniqueNames): Driver {
  return {
    ...driver,
    log: () => driver.log(),
    call: async (params) => {
      const { name } = params.arguments
      const renamed = typeof name === 'string' ? { name: names.unique(name) } : {}
      const result = await driver.call({ ...params, arguments: { ...params.arguments, ...renamed } })
      return withTexts(result, names.original) as CallResult
    },
  }
}

function withTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((item) => withTexts(item, change))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withTexts(member, change)]))
}
