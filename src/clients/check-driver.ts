import { setTimeout as delay } from 'node:timers/promises'
import { isHarnessError } from '../wire/errors.ts'
import type { ProbeScene } from './check-driver-probe.ts'
import { probes } from './check-driver-probes.ts'
import { checkProcess } from './check-driver-process.ts'
import { type DriverRule, driverRules, type RuleVerdict } from './check-driver-rules.ts'
import { judgeClosing, judgeCredential, judgeErrors, judgeOverlap } from './check-driver-talk.ts'
import { openCheckWorld } from './check-driver-world.ts'
import type { Driver, DriverInfo } from './driver.ts'
import { type DriverLimits, startDriver } from './start-driver.ts'

/** What a driver, not its client, is worth. */
export interface DriverCheck {
  /** Absent: there was no handshake. */
  readonly info?: DriverInfo
  /** In the order of the rules; a rule may have several, one a subject. */
  readonly verdicts: readonly RuleVerdict[]
}

export interface CheckDriverOptions {
  readonly argv: readonly string[]
  /** The driver's environment; where to find the service is laid over it. */
  readonly env: NodeJS.ProcessEnv
  readonly limits?: Partial<DriverLimits>
  /** Milliseconds that a driver has to end by itself. Default 2 s. */
  readonly endMs?: number
  /** Milliseconds that a call may be kept waiting by another one. Default 10 s. */
  readonly overlapMs?: number
}

/**
 * Judges a driver: how it talks, whether it can do what it declares (each capability once, in front of the reference
 * vault), and how it begins and ends. Whether its client is right is not asked.
 *
 * @throws UsageError when the driver says that it cannot use what it was told to load
 */
export async function checkDriver(options: CheckDriverOptions): Promise<DriverCheck> {
  const world = await openCheckWorld()
  const env = { ...options.env, ...world.environment }
  const start = { argv: options.argv, env, limits: options.limits ?? {} }
  try {
    const driver = await startDriver(start).catch(toReason)
    if (typeof driver === 'string') return { verdicts: withoutHandshake(driver) }
    try {
      const talk = await converse({ driver, world, overlapMs: options.overlapMs ?? 10_000 })
      const answerMs = options.limits?.handshakeMs ?? 30_000
      const ofProcess = await checkProcess(start, { answerMs, endMs: options.endMs ?? 2000 })
      return { info: driver.info, verdicts: inOrder(talk, ofProcess) }
    } finally {
      await driver.shutdown()
    }
  } finally {
    await world.close()
  }
}

/** A driver that cannot load what it was told to is the caller's matter, not the driver's. */
function toReason(error: unknown): string {
  if (isHarnessError(error)) return error.message
  throw error
}

function withoutHandshake(detail: string): RuleVerdict[] {
  const others = (Object.keys(driverRules) as DriverRule[]).filter((rule) => rule !== 'handshake')
  const reason = 'there was no handshake'
  return [
    { rule: 'handshake', standing: 'broken', detail },
    ...others.map((rule): RuleVerdict => ({ rule, standing: 'not-judged', detail: reason })),
  ]
}

/** Everything in one conversation: each part must find the driver as the one before it left it. */
async function converse(scene: ProbeScene): Promise<RuleVerdict[]> {
  const verdicts: RuleVerdict[] = [{ rule: 'handshake', standing: 'kept' }]
  let death: string | undefined
  void scene.driver.died.then((reason) => {
    death = reason
  })
  const judge = async (part: Part): Promise<void> => {
    verdicts.push(
      death === undefined
        ? await judgePart(part, scene)
        : { ...part.of, standing: 'not-judged', detail: gone },
    )
    // A death is known a moment later than the call that it fails.
    await delay(1)
  }
  for (const part of partsFor(scene.driver)) await judge(part)
  return verdicts
}

const gone = 'the driver was gone by then'

interface Part {
  readonly of: Pick<RuleVerdict, 'rule' | 'subject'>
  readonly run: (scene: ProbeScene) => Promise<string | undefined>
  /** Capabilities without which it cannot be judged. */
  readonly needs: readonly string[]
}

function partsFor({ info }: Driver): Part[] {
  const declared = Object.entries(probes).filter(([capability]) => info.capabilities.has(capability))
  const reads = ['getSecret', 'credential.test']
  return [
    { of: { rule: 'credential' }, run: judgeCredential, needs: reads },
    { of: { rule: 'errors' }, run: judgeErrors, needs: reads },
    { of: { rule: 'overlap' }, run: judgeOverlap, needs: reads },
    { of: { rule: 'close-client' }, run: judgeClosing, needs: reads },
    ...declared.map(
      ([capability, run]): Part => ({ of: { rule: 'capabilities', subject: capability }, run, needs: [] }),
    ),
  ]
}

async function judgePart({ of, run, needs }: Part, scene: ProbeScene): Promise<RuleVerdict> {
  const missing = needs.filter((need) => !scene.driver.info.capabilities.has(need))
  if (missing.length > 0)
    return { ...of, standing: 'not-judged', detail: `the driver does not declare ${missing.join(', ')}` }
  try {
    const detail = await run(scene)
    return detail === undefined ? { ...of, standing: 'kept' } : { ...of, standing: 'broken', detail }
  } catch (error) {
    if (!isHarnessError(error)) throw error
    return { ...of, standing: 'broken', detail: error.message }
  }
}

/** By rule. What a driver prints while it is called shows in the conversation, and is no less a breach. */
function inOrder(talk: readonly RuleVerdict[], ofProcess: readonly RuleVerdict[]): RuleVerdict[] {
  const printed = talk.find(({ detail }) => detail?.startsWith('The driver printed a line on stdout'))
  const stdout: RuleVerdict[] =
    printed?.detail === undefined ? [] : [{ rule: 'stdout', standing: 'broken', detail: printed.detail }]
  const kept = stdout.length === 0 ? ofProcess : ofProcess.filter(({ rule }) => rule !== 'stdout')
  const verdicts = [...talk, ...kept, ...stdout]
  return (Object.keys(driverRules) as DriverRule[]).flatMap((rule) =>
    verdicts.filter((verdict) => verdict.rule === rule),
  )
}
