import { spawn } from 'node:child_process'
import { median } from './median.ts'

/** Milliseconds for a process that imports the package's root, and for one that does nothing: medians of as many rounds, interleaved. */
export async function measureRootImport(rounds: number): Promise<{ root: number; floor: number }> {
  const root: number[] = []
  const floor: number[] = []
  for (let round = 0; round < rounds; round++) {
    floor.push(await timeProcess('0'))
    root.push(await timeProcess("await import('./dist/index.js')"))
  }
  return { root: median(root), floor: median(floor) }
}

function timeProcess(program: string): Promise<number> {
  const started = performance.now()
  return new Promise((resolve, reject) => {
    const argv = ['--input-type=module', '-e', program]
    spawn(process.execPath, argv, { stdio: ['ignore', 'ignore', 'inherit'] }).once('close', (code) => {
      if (code === 0) resolve(performance.now() - started)
      else reject(new Error(`it ended with ${code}`))
    })
  })
}
