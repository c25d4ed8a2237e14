import { basename, join } from 'node:path'

/** Where a recording goes that was given no name: `recordings/npm-20250131T093005Z.json`. */
export function defaultRecordTarget(program: string, now: Date): string {
  const name = basename(program.replaceAll('\\', '/'))
    .replace(/\.(?:[cm]?[jt]s|exe|cmd|bat|py|sh)$/i, '')
    .replace(/[^\w.-]+/g, '_')
    .slice(0, 60)
  const time = now.toISOString().replace(/[-:]|\.\d+/g, '')
  return join('recordings', `${name || 'program'}-${time}.json`)
}
