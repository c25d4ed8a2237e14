import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BodySchemas, JsonSchema } from '../contract/to-openapi-schemas.ts'
import { packageRoot } from '../suite/package-root.ts'

/** Every file of `schemas/`, parsed, by its path below it, sorted: `secrets/secret-bundle.json`. */
export function loadSchemas(): ReadonlyMap<string, JsonSchema> {
  const folder = join(packageRoot(), 'schemas')
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.json'))
    .sort()
  return new Map(
    paths.map((path) => [path, JSON.parse(readFileSync(join(folder, path), 'utf8')) as JsonSchema]),
  )
}

/** Those of bodies, by file name. */
export function bodySchemas(schemas: ReadonlyMap<string, JsonSchema>): BodySchemas {
  const prefix = 'secrets/'
  return new Map(
    [...schemas]
      .filter(([path]) => path.startsWith(prefix))
      .map(([path, schema]) => [path.slice(prefix.length), schema]),
  )
}
