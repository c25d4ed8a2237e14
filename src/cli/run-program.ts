import picocolors from 'picocolors'
import { exitCodeOfRun, formatRunVerdict } from './format-run-verdict.ts'
import { judgeService } from './judge-service.ts'
import { openService } from './open-service.ts'
import { rerunRun } from './rerun-run.ts'
import { type ProgramCall, runChild } from './run-child.ts'
import type { ServiceOptions } from './service-options.ts'
import { takesColour } from './takes-colour.ts'

/** Runs a program in front of a service of its own and judges its traffic. Resolves to the exit code of `run`. */
export async function runProgram(call: ProgramCall, options: ServiceOptions): Promise<0 | 1 | 3> {
  const say = (text: string): void => void process.stderr.write(text)
  const open = await openService(options, (message) => say(`keyvault-contract: ${message}\n`))
  try {
    const judged = judgeService(open.service)
    const end = await runChild(call, open.environment)
    const verdict = judged()
    say(formatRunVerdict(verdict, end, picocolors.createColors(takesColour(process.stderr))))
    if (verdict.findings.length > 0)
      say(`  run it again: ${verdict.withoutSecrets(rerunRun(call, options))}\n`)
    return exitCodeOfRun(verdict, end)
  } finally {
    await open.proxy.close()
  }
}
