import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Report } from '../../src/contract/generated/types/report.ts'
import type { Defect, Release } from './release-table.ts'

/** What the suite found in a release. */
export interface ReleaseRun {
  has(defect: Defect): boolean
  /** Requirements it breaks. */
  readonly broken: ReadonlySet<string>
}

/** Runs the whole suite against a release. Throws when it is not installed, or when a scenario could not be judged. */
export async function runRelease(release: Release): Promise<ReleaseRun> {
  if (!existsSync(release.folder)) throw new Error(`${release.folder} is not installed: run npm ci there`)
  const folder = mkdtempSync(join(tmpdir(), 'releases-'))
  const file = join(folder, 'report.json')
  try {
    const options = ['--package', release.folder, '--reporter', `json=${file}`]
    await run(nodeFor(release), ['dist/main.js', 'test', ...options])
    return readRun(JSON.parse(readFileSync(file, 'utf8')) as Report)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function readRun({ client, scenarios }: Report): ReleaseRun {
  const unjudged = scenarios.filter(({ status }) => status === 'error')
  if (unjudged.length > 0)
    throw new Error(`${client.version}: ${unjudged.length} scenarios not judged: ${unjudged[0]?.reason}`)
  const found = scenarios.flatMap(({ id, findings }) =>
    findings.map(({ requirement }) => ({ scenario: id, requirement })),
  )
  return {
    has: (defect) =>
      found.some(
        ({ scenario, requirement }) => requirement === defect.requirement && scenario === defect.scenario,
      ),
    broken: new Set(found.map(({ requirement }) => requirement)),
  }
}

function nodeFor({ node, folder }: Release): string {
  if (node === undefined) return process.execPath
  const newer =
    process.env['NODE24'] ??
    (Number(process.versions.node.split('.')[0]) >= 24 ? process.execPath : undefined)
  if (!newer) throw new Error(`${folder} needs Node 24: set NODE24 to its binary`)
  return newer
}

function run(command: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] })
    child.once('error', reject)
    // 1 says that there are findings, which is what is asked here.
    child.once('close', (code, signal) =>
      code === 0 || code === 1
        ? resolve()
        : reject(new Error(`${args.join(' ')} ended with ${code ?? signal}`)),
    )
  })
}
