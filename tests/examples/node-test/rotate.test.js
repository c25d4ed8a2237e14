import assert from 'node:assert/strict'
import test from 'node:test'
import { SecretClient } from '@azure/keyvault-secrets'
import { checkTrace, createVault, playRecording, recordTo } from 'keyvault-contract'
import { rotate } from './rotate.js'

test('rotates the key, without a socket', async () => {
  const vault = createVault({ secrets: { 'db-password': 'old' } })
  const client = new SecretClient(vault.url, vault.credential, { httpClient: vault.httpClient })
  const value = await rotate(client, 'db-password')
  assert.equal(vault.secret('db-password').value, value)
  const { conforms, findings } = await checkTrace(vault.trace)
  assert.ok(conforms, JSON.stringify(findings))
})

test('what was recorded plays again', async () => {
  const recorder = await recordTo('rotation.json', { overwrite: true, origin: 'reference-vault' })
  const vault = recorder.service(createVault({ secrets: { 'db-password': 'old' } }))
  await rotate(new SecretClient(vault.url, vault.credential, { httpClient: vault.httpClient }), 'db-password')
  await recorder.finish()
  const player = await playRecording('rotation.json')
  await rotate(new SecretClient(player.url, player.credential, { httpClient: player.httpClient }), 'another')
  const report = player.report()
  assert.ok(report.asRecorded, report.message)
})
