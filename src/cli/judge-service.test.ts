import { expect, test } from 'vitest'
import { createService } from '../vault/create-service.ts'
import { sendRaw, testHost, testTenant, testToken } from '../vault/test-support.ts'
import { judgeService } from './judge-service.ts'

const secrets = { s: { value: 'v' } }

async function findingsAfter(...tokens: (string | null)[]): Promise<string[]> {
  const service = createService()
  service.addVault({ host: testHost, tenantId: testTenant, behaviour: { secrets } })
  const end = judgeService(service)
  for (const token of tokens) await sendRaw(service.handler, 'GET /secrets/s', { token })
  return end().findings.map(({ requirement }) => requirement)
}

test('a program whose very first request has a token did not find out whom it talks to', async () => {
  expect(await findingsAfter(testToken())).toContain('challenge/token-only-after-challenge')
  expect(await findingsAfter(null, testToken())).not.toContain('challenge/token-only-after-challenge')
})
