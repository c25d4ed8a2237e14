import { createHash } from 'node:crypto'

/** What a build is made of (sources, versions, toolchain), as 16 hexadecimal digits: where one of these differs, it is another one. */
export function buildKey(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16)
}
