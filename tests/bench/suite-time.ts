import { spawn } from 'node:child_process'
import { median } from './median.ts'

/** Wall time of the whole suite against the bundled client, in milliseconds. */
export async function measureSuite(rounds: number): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < rounds; round++) times.push(await timeSuite())
  return median(times)
}

function timeSuite(): Promise<number> {
  const started = performance.now()
  const child = spawn(process.execPath, ['dist/main.js', 'test'], { stdio: 'ignore' })
  return new Promise((resolve, reject) => {
    child.once('close', (code) => {
      if (code === 0) resolve(performance.now() - started)
      else reject(new Error(`the suite ended with exit code ${code}`))
    })
  })
}
