import { existsSync, rmSync } from 'node:fs'
import { relative } from 'node:path'
import { UsageError } from '../../wire/errors.ts'
import { playRecording } from '../player/play-recording.ts'
import { recordTo } from '../recorder/record-to.ts'
import type { Recorder } from '../recorder/recorder.ts'
import type { InProcessService } from '../service.ts'
import { createVault } from '../vault/create-vault.ts'
import type { TestVault } from '../vault/test-vault.ts'
import type { VaultCredential } from '../vault/vault-credential.ts'
import type { CreateVaultOptions } from '../vault/vault-options.ts'
import { openLiveVault } from './live-vault.ts'
import { type PlacedTask, recordingFileOf } from './recording-file.ts'
import { type RecordingMode, type RecordingOptions, readMode, vaultUrlOf } from './recording-options.ts'
import { rerunCommand } from './test-name.ts'

/** What a test that has a recording talks to, whichever the mode. */
export interface TestRecording extends InProcessService {
  readonly mode: RecordingMode
  /** Where the recording is, or would be. */
  readonly file: string
  /** Of the vault, without a slash at the end. Nothing else reaches it. */
  readonly url: string
  readonly host: string
  readonly credential: VaultCredential
}

/** A recording while its test runs. */
export interface OpenRecording {
  readonly recording: TestRecording
  /**
   * When the test is over. What a test that failed has recorded is let go, and the recording before it stays.
   *
   * @throws Error that tells what was not played as recorded
   */
  end(test: { readonly isFailed: boolean }): Promise<void>
}

/** Opens what a test's mode puts behind it. */
export async function openRecording(
  task: PlacedTask,
  options: RecordingOptions,
  vaultOptions: CreateVaultOptions,
): Promise<OpenRecording> {
  const mode = readMode(options)
  const file = recordingFileOf(task, options.folder ?? 'recordings')
  const own = { mode, file }
  if (mode === 'playback') return openPlayback(task, options, own)
  if (mode === 'vault') {
    const vault = createVault(vaultOptions)
    return { recording: extend(vault, own), end: async () => vault.close() }
  }
  const vaultUrl = vaultUrlOf(options)
  const origin = vaultUrl === undefined ? 'reference-vault' : 'live'
  const recorder = await recordTo(file, { overwrite: true, origin })
  try {
    return vaultUrl === undefined
      ? recordReference(createVault(vaultOptions), recorder, own)
      : recordLive(vaultUrl, recorder, { ...own, options })
  } catch (error) {
    recorder.discard()
    throw error
  }
}

type Own = Pick<TestRecording, 'mode' | 'file'>

/** All that the service is, and more: it prints what the service prints. */
function extend<Service extends object, More extends object>(service: Service, more: More): Service & More {
  const members = Object.entries(more).map(([name, value]) => [name, { value, enumerable: true }])
  return Object.create(service, Object.fromEntries(members)) as Service & More
}

async function openPlayback(task: PlacedTask, { play }: RecordingOptions, own: Own): Promise<OpenRecording> {
  if (!existsSync(own.file) && !existsSync(`${own.file}.journal`))
    throw new UsageError(noRecording(task, own))
  const player = await playRecording(own.file, { ...play })
  return {
    recording: extend(player, own),
    end: async ({ isFailed }) => {
      const report = player.report()
      player.close()
      // Of a test that ended early, what it did not come to is no news.
      if (report.asRecorded || (isFailed && report.misses.length === 0)) return
      throw new Error(
        `${shown(own.file)} was not played as recorded.\n\n${report.message}\n\n${howToRecord(task)}`,
      )
    },
  }
}

function noRecording(task: PlacedTask, { file }: Own): string {
  return `There is no recording of this test: ${shown(file)} is missing.\n${howToRecord(task)}`
}

function howToRecord(task: PlacedTask): string {
  return `record it: KEYVAULT_CONTRACT_MODE=record ${rerunCommand(task)}`
}

function shown(file: string): string {
  return relative(process.cwd(), file)
}

function recordReference(vault: TestVault, recorder: Recorder, own: Own): OpenRecording {
  return {
    recording: extend(recorder.service(vault), own),
    end: async ({ isFailed }) => {
      vault.close()
      await finish(recorder, isFailed)
    },
  }
}

function recordLive(
  vaultUrl: string,
  recorder: Recorder,
  { options, ...own }: Own & { readonly options: RecordingOptions },
): OpenRecording {
  const vault = openLiveVault(vaultUrl, options.upstream, recorder.wrap)
  const credential = options.credential ?? defaultCredential()
  return {
    recording: extend(vault, { ...own, credential }),
    end: async ({ isFailed }) => {
      await vault.close()
      await finish(recorder, isFailed)
    },
  }
}

async function finish(recorder: Recorder, isFailed: boolean): Promise<void> {
  if (isFailed) {
    recorder.discard()
    // Whoever plays the recording next would complete it by this.
    rmSync(`${recorder.file}.journal`, { force: true })
    return
  }
  const { file, exchanges } = await recorder.finish()
  if (exchanges === 0)
    throw new Error(`Nothing was recorded for ${shown(file)}: the test asked no vault for anything.`)
}

/** As the environment says; loaded when a token is first asked for. */
function defaultCredential(): VaultCredential {
  let made: Promise<VaultCredential> | undefined
  const load = async (): Promise<VaultCredential> => {
    const { DefaultAzureCredential } = await import('@azure/identity')
    return new DefaultAzureCredential() as unknown as VaultCredential
  }
  return {
    getToken: async (scopes, options) => {
      made ??= load()
      return (await made).getToken(scopes, options)
    },
  }
}
