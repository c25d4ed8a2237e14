import { execFile } from 'node:child_process'
import { expect, test } from 'vitest'
import type { Report } from '../../src/contract/generated/types/report.ts'

const scenario = 'request/untrusted-certificate-is-refused'

/** Judges the bundled client in a process of its own, which is where TLS is. */
function judge(environment: NodeJS.ProcessEnv): Promise<Report> {
  const args = ['dist/main.js', 'test', '--scenario', scenario, '--reporter', 'json']
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env: { ...process.env, ...environment } }, (_, stdout) =>
      resolve(JSON.parse(stdout) as Report),
    )
  })
}

test('a client that looks at certificates sends nothing to a vault with one of a stranger', async () => {
  const { summary } = await judge({})
  expect(summary).toMatchObject({ passed: 1, failed: 0 })
})

test('a client that takes any certificate is found out', async () => {
  const { scenarios } = await judge({ NODE_TLS_REJECT_UNAUTHORIZED: '0', NODE_NO_WARNINGS: '1' })
  const broken = scenarios.flatMap(({ findings }) => findings.map(({ requirement }) => requirement))
  expect(new Set(broken)).toEqual(new Set(['request/certificate-verified']))
})
