/**
 * Runs the suite on releases whose defects are known and compares, cell by cell: a defect that a release is known to have
 * must be found in it, and no other. `npm run releases`, which installs them first. Exit code 1 when a cell disagrees.
 */
import { writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { agrees, formatReleases, type JudgedCell } from './format-releases.ts'
import { type Release, readReleaseTable } from './release-table.ts'
import { type ReleaseRun, runRelease } from './run-release.ts'

const table = readReleaseTable()

await main()

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: 'string' } } })
  const runs = await runAll()
  const cells = table.cells.map((cell) => judge(cell, runs))
  console.log(formatReleases(cells))
  for (const { name } of table.releases) console.log(`${name}, also broken: ${otherFindings(runs.get(name))}`)
  const wrong = cells.filter((cell) => !agrees(cell))
  for (const { release, defect, facts, found, reason } of wrong)
    console.log(
      `${release}: ${defect} was ${found ? 'found' : 'not found'}; known: ${facts ? 'yes' : 'no'}${reason ? `, but said of the wire: ${reason}` : ''}`,
    )
  const differing = cells.filter(({ reason }) => reason !== undefined).length
  console.log(
    `${cells.length - wrong.length} cells agree (${differing} of them with a reason), ${wrong.length} do not`,
  )
  if (values.json)
    writeFileSync(values.json, JSON.stringify({ passed: cells.length - wrong.length, failed: wrong.length }))
  process.exitCode = wrong.length > 0 ? 1 : 0
}

async function runAll(): Promise<Map<string, ReleaseRun>> {
  const waiting: Release[] = [...table.releases]
  const runs = new Map<string, ReleaseRun>()
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) runs.set(next.name, await runRelease(next))
  }
  await Promise.all(Array.from({ length: availableParallelism() }, worker))
  return runs
}

function judge(cell: (typeof table.cells)[number], runs: ReadonlyMap<string, ReleaseRun>): JudgedCell {
  const defect = table.defects.find((row) => row.defect === cell.defect)
  return { ...cell, found: defect !== undefined && runs.get(cell.release)?.has(defect) === true }
}

function otherFindings(run: ReleaseRun | undefined): string {
  const listed = new Set(table.defects.map(({ requirement }) => requirement))
  return [...(run?.broken ?? [])].filter((id) => !listed.has(id)).join(', ') || 'nothing'
}
