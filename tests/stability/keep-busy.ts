import { type ChildProcess, spawn } from 'node:child_process'

/** Keeps so many cores busy, with processes that end with this one, whatever becomes of it. */
export function keepBusy(cores: number): { end(): void } {
  const work =
    "process.stdin.on('end', () => process.exit()).resume(); setInterval(() => { const end = Date.now() + 50; while (Date.now() < end); }, 0)"
  const children: ChildProcess[] = Array.from({ length: cores }, () =>
    spawn(process.execPath, ['-e', work], { stdio: ['pipe', 'ignore', 'inherit'] }),
  )
  return {
    end: () => {
      for (const child of children) child.kill()
    },
  }
}
