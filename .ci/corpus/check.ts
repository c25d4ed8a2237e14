// Judges all real traffic by the code of the `check` command: SHARED=../shared npx tsx .ci/corpus/check.ts [recordings…]
// Prints what came of every requirement. Exit code 1 when the service breaks a `must`, when something cannot be read, or
// when there is less traffic than there should be.

import type { CheckedRecording } from '../../src/contract/generated/types/check-report.ts'
import { requirements } from '../../src/contract/requirements.ts'
import { checkRecordings } from '../../src/suite/check-recordings.ts'
import { findRecordingFiles } from '../../src/suite/find-recording-files.ts'

const corpus = `${process.env['SHARED'] ?? '../shared'}/corpus`
const named = process.argv.slice(2)
const places = named.length > 0 ? named : [`${corpus}/traces.jsonl.gz`, `${corpus}/recordings`]
const failed: string[] = []

const sums = await checkRecordings(findRecordingFiles(places), {
  subjects: ['service', 'client'],
  knownFailures: [],
  rerun: (place) => `npx keyvault-contract check ${place}`,
  onRecording: tellServiceFindings,
})

function tellServiceFindings({ file, findings, rerun }: CheckedRecording): void {
  for (const { subject, level, requirement, exchange, request, pointer, expected, received } of findings) {
    if (subject !== 'service') continue
    if (level === 'must') failed.push(requirement)
    console.log(
      `${level} ${requirement} ${file} #${exchange} ${request}\n    ${pointer}: ${expected} / ${received}\n    ${rerun}`,
    )
  }
}

for (const { id, kept, broken } of sums.requirements) {
  const { subject = '?', level = '?' } = requirements.get(id) ?? {}
  const faults = sums.recorderFaults.flatMap((fault) => {
    const count = fault.requirements[id]
    return count === undefined ? [] : [`${fault.id} ${count}`]
  })
  console.log(
    `${subject.padEnd(8)}${level.padEnd(7)}${id.padEnd(45)}kept ${String(kept).padStart(6)}  broken ${String(broken).padStart(6)}  recorders: ${faults.join(', ') || '-'}`,
  )
}
for (const { explanation, count, recordings } of sums.recorderFaults)
  console.log(`${String(count).padStart(6)} in ${recordings} recordings: ${explanation}`)
for (const { file, message } of sums.problems) console.log(`cannot be read: ${file}: ${message}`)

const { recordings, exchanges, judgedExchanges, verdicts, problems, durationMs = 0 } = sums.summary
console.log(
  `${recordings} recordings, ${exchanges} exchanges, ${judgedExchanges} with a vault, ${verdicts} verdicts, ${(durationMs / 1000).toFixed(1)} s`,
)
const tooFew = named.length === 0 && (recordings < 1264 || exchanges < 40_245)
if (tooFew) console.log('there is less traffic than there should be')
if (failed.length > 0) console.log(`${failed.length} findings against the service`)
process.exitCode = failed.length > 0 || problems > 0 || tooFew ? 1 : 0
