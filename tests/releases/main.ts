/**
 * Runs the suite on releases whose defects are known and compares, cell by cell. Each cell is one defect of one release:
 * known and found, unknown and not found are right; everything else is wrong. Installed by `.ci/run`; by hand: `npm ci` in each folder.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { parse } from 'yaml'
import type { Report } from '../../src/contract/generated/types/report.ts'

interface Release {
  readonly folder: string
  readonly node?: 24
  readonly has: readonly string[]
}

interface Table {
  readonly defects: Readonly<Record<string, { readonly requirement: string }>>
  readonly releases: readonly Release[]
}

interface Cell {
  readonly release: string
  readonly defect: string
  readonly known: boolean
  readonly found: boolean
}

await main(process.argv.slice(2))

async function main(argv: readonly string[]): Promise<void> {
  const table = parse(readFileSync(new URL('defects.yaml', import.meta.url), 'utf8')) as Table
  const cells: Cell[] = []
  for (const release of table.releases) cells.push(...(await cellsOf(release, table)))
  const wrong = cells.filter(({ known, found }) => known !== found)
  for (const { release, defect, known } of wrong) {
    console.log(`${release}: ${defect} is ${known ? 'known, but was not found' : 'not known, but was found'}`)
  }
  const result = { passed: cells.length - wrong.length, failed: wrong.length }
  const json = argv.indexOf('--json')
  if (json >= 0) writeFileSync(String(argv[json + 1]), JSON.stringify(result))
  console.log(`${result.passed} cells agree, ${result.failed} do not`)
  process.exitCode = wrong.length > 0 ? 1 : 0
}

async function cellsOf(release: Release, table: Table): Promise<Cell[]> {
  if (!existsSync(release.folder)) throw new Error(`${release.folder} is not installed: run npm ci there`)
  const broken = await brokenRequirements(release)
  const name = basename(release.folder)
  const cells = Object.entries(table.defects).map(([defect, { requirement }]) => ({
    release: name,
    defect,
    known: release.has.includes(defect),
    found: broken.has(requirement),
  }))
  const found = cells.filter((cell) => cell.found).map((cell) => cell.defect)
  const others = [...broken].filter(
    (id) => !Object.values(table.defects).some(({ requirement }) => requirement === id),
  )
  console.log(
    `${name}\n  found: ${found.join(', ') || 'none'}\n  also broken: ${others.join(', ') || 'nothing'}`,
  )
  return cells
}

async function brokenRequirements(release: Release): Promise<Set<string>> {
  const folder = mkdtempSync(join(tmpdir(), 'releases-'))
  const file = join(folder, 'report.json')
  try {
    await run(nodeFor(release), [
      'dist/main.js',
      'test',
      '--package',
      release.folder,
      '--reporter',
      `json=${file}`,
    ])
    const report = JSON.parse(readFileSync(file, 'utf8')) as Report
    const errors = report.scenarios.filter(({ status }) => status === 'error')
    if (errors.length > 0)
      throw new Error(
        `${release.folder}: ${errors.length} scenarios could not be judged: ${errors[0]?.reason}`,
      )
    return new Set(report.scenarios.flatMap(({ findings }) => findings.map(({ requirement }) => requirement)))
  } finally {
    rmSync(folder, { recursive: true, force: true })
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
