import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { ScenarioResult } from '../contract/generated/types/report.ts'
import { startRecording } from '../recording/recorder/start-recording.ts'
import { recordingOf } from '../suite/find-scenario-recordings.ts'
import { saysTheSame } from '../suite/says-the-same.ts'
import type { ClientPlan } from './client-plan.ts'
import { openUpstreamWorlds } from './open-upstream-worlds.ts'
import { openTarget } from './record-suite-target.ts'
import type { Backend } from './suite-backend.ts'

/**
 * A vault over the network, and a recorder in front of it. A recording takes its place when its scenario has passed; of one that
 * has not, or that says nothing new, the old recording stays.
 * @throws UsageError for a vault that cannot be recorded
 */
export async function openRecordBackend({ options, scenarios }: ClientPlan): Promise<Backend> {
  const folder = options.output ?? 'recordings'
  const target = await openTarget(options)
  const stage = openStage(folder)
  try {
    const { suite, environment, close } = await openUpstreamWorlds(target, scenarios, (note) => ({
      cleanUp: target.origin === 'live',
      record: (id) =>
        startRecording({
          file: recordingOf(stage, id),
          existing: 'replace',
          origin: target.origin,
          onStopped: note,
        }),
    }))
    return {
      suite,
      environment,
      onScenario: (result) => keepRecording(result, stage, folder),
      close: async () => {
        await close()
        await target.close()
        rmSync(stage, { recursive: true, force: true })
      },
    }
  } catch (error) {
    await target.close()
    rmSync(stage, { recursive: true, force: true })
    throw error
  }
}

/** Beside the recordings, so that a finished one is put in place by renaming it. */
function openStage(folder: string): string {
  mkdirSync(folder, { recursive: true })
  return mkdtempSync(join(folder, '.recording-'))
}

function keepRecording({ id, status, exchanges }: ScenarioResult, stage: string, folder: string): void {
  if (status !== 'passed' || exchanges === 0) return
  const [made, file] = [recordingOf(stage, id), recordingOf(folder, id)]
  if (existsSync(file) && saysTheSame(readFileSync(made, 'utf8'), readFileSync(file, 'utf8'))) return
  mkdirSync(dirname(file), { recursive: true })
  renameSync(made, file)
}
