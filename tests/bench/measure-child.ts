import { spawn } from 'node:child_process'

/** What a Node process used, and what it said. */
export interface ChildRun {
  /** CPU time, start of the process included. */
  readonly seconds: number
  /** Most memory that it ever held, in MB. */
  readonly megabytes: number
  readonly stdout: string
}

/** Has a Node process tell, as its last words, what it used. */
const tellUsage = `data:text/javascript,process.on('exit',()=>process.stderr.write('\\n'+JSON.stringify(process.resourceUsage())))`

/** Runs a Node process, not counting those that it starts. Rejects when it does not end with 0. */
export function measureChild(args: readonly string[]): Promise<ChildRun> {
  const child = spawn(process.execPath, ['--import', tellUsage, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk
  })
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk
  })
  return new Promise((resolve, reject) => {
    child.once('close', (code) => {
      if (code !== 0) return reject(new Error(`${args.join(' ')} ended with ${code}: ${stdout}${stderr}`))
      const usage = stderr.slice(stderr.lastIndexOf('\n') + 1)
      const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(usage) as NodeJS.ResourceUsage
      return resolve({ seconds: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1024, stdout })
    })
  })
}
