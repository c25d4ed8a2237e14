import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'

/** Tells one process from all others, also from a later one that was given the same number. */
export interface ProcessIdentity {
  readonly pid: number
  readonly host: string
  /** When the kernel started it, in its own count; unknown where the system does not tell. */
  readonly started?: string
}

export function ownIdentity(): ProcessIdentity {
  const started = statusOf(process.pid)?.started
  return { pid: process.pid, host: hostname(), ...(started !== undefined && { started }) }
}

/** Whether that process still runs. One on another machine, or in another container, is taken to run: nobody here can know. */
export function isRunning({ pid, host, started }: ProcessIdentity): boolean {
  if (host !== hostname()) return true
  try {
    process.kill(pid, 0)
  } catch (error) {
    // EPERM: it runs, under another user.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false
  }
  const status = statusOf(pid)
  if (status?.state === 'Z' || status?.state === 'X') return false
  return started === undefined || status === undefined || status.started === started
}

/** Linux: fields 3 (state) and 22 (start time) of `/proc/<pid>/stat`, proc(5). The name before them may hold anything. */
function statusOf(pid: number): { readonly state: string; readonly started: string } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return { state: fields[0] ?? '', started: fields[19] ?? '' }
  } catch {
    return undefined
  }
}
