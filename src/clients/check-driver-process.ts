import type { RuleVerdict } from './check-driver-rules.ts'
import { type RawDriver, startRawDriver } from './raw-driver.ts'
import type { StartDriverOptions } from './start-driver.ts'

/** Milliseconds; a driver that starts cold on a busy machine takes its time, one that ends does not. */
export interface ProcessLimits {
  readonly answerMs: number
  readonly endMs: number
}

const hello = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params: { protocolVersion: 1 } })
const goodbye = JSON.stringify({ jsonrpc: '2.0', id: 2, method: 'shutdown', params: {} })
const unknown = JSON.stringify({ jsonrpc: '2.0', id: 3, method: 'keyvault-contract/unknown', params: {} })

type Start = Pick<StartDriverOptions, 'argv' | 'env'>

/** Judges the driver as a process, whatever its client does: three short lives of it. */
export async function checkProcess(start: Start, limits: ProcessLimits): Promise<RuleVerdict[]> {
  const noise: string[] = []
  const live = async (act: (driver: RawDriver) => Promise<RuleVerdict[]>): Promise<RuleVerdict[]> => {
    const driver = startRawDriver(start.argv, start.env)
    try {
      driver.send(hello)
      await driver.answerTo(1, limits.answerMs)
      const verdicts = await act(driver)
      noise.push(...driver.noise)
      return verdicts
    } finally {
      driver.kill()
    }
  }
  const verdicts = [
    ...(await live((driver) => meetUnknown(driver, limits))),
    ...(await live((driver) => sayGoodbye(driver, limits))),
    ...(await live((driver) => endInput(driver, limits))),
  ]
  return [...verdicts, stdoutVerdict(noise)]
}

async function meetUnknown(driver: RawDriver, { answerMs }: ProcessLimits): Promise<RuleVerdict[]> {
  const rule = 'unknown-method'
  driver.send(unknown)
  const answer = await driver.answerTo(3, answerMs)
  if (answer === undefined) return [{ rule, standing: 'broken', detail: 'It was not answered.' }]
  if (answer.error?.code !== -32601) {
    const got = answer.error ? `error ${String(answer.error.code)}` : 'a result'
    return [{ rule, standing: 'broken', detail: `It was answered with ${got}.` }]
  }
  driver.send(goodbye)
  if (await driver.answerTo(2, answerMs)) return [{ rule, standing: 'kept' }]
  return [{ rule, standing: 'broken', detail: 'After it the driver answered nothing more.' }]
}

async function sayGoodbye(driver: RawDriver, { answerMs, endMs }: ProcessLimits): Promise<RuleVerdict[]> {
  driver.send(goodbye)
  const answer = await driver.answerTo(2, answerMs)
  const end = await driver.endWithin(endMs)
  const detail =
    answer === undefined
      ? 'It was not answered.'
      : end === undefined
        ? `It was answered, and ${endMs} ms later the driver still ran.`
        : end === 'ended with exit code 0'
          ? undefined
          : `The driver ${end}.`
  const shutdown: RuleVerdict =
    detail === undefined
      ? { rule: 'shutdown', standing: 'kept' }
      : { rule: 'shutdown', standing: 'broken', detail }
  return [shutdown, await childrenVerdict(driver, end)]
}

async function childrenVerdict(driver: RawDriver, end: string | undefined): Promise<RuleVerdict> {
  const rule = 'no-children'
  if (end === undefined) return { rule, standing: 'not-judged', detail: 'The driver did not end by itself.' }
  if (!(await driver.leavesChildren())) return { rule, standing: 'kept' }
  return { rule, standing: 'broken', detail: 'A process that it started still ran one second after its end.' }
}

async function endInput(driver: RawDriver, { endMs }: ProcessLimits): Promise<RuleVerdict[]> {
  driver.closeInput()
  const rule = 'end-of-input'
  if ((await driver.endWithin(endMs)) !== undefined) return [{ rule, standing: 'kept' }]
  return [{ rule, standing: 'broken', detail: `${endMs} ms after the end of its input it still ran.` }]
}

function stdoutVerdict(noise: readonly string[]): RuleVerdict {
  const [first] = noise
  if (first === undefined) return { rule: 'stdout', standing: 'kept' }
  const shown = first.length > 200 ? `${first.slice(0, 200)}…` : first
  return {
    rule: 'stdout',
    standing: 'broken',
    detail: `It printed ${JSON.stringify(shown)}. Print that to stderr.`,
  }
}
