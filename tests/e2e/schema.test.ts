import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import { startCommand } from './start-command.ts'

const run = (...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> =>
  startCommand('schema', ...args).ended

test('the built package prints an OpenAPI 3.1 document', async () => {
  const { code, stdout } = await run('--openapi', '--api-version', '7.6')
  expect(code).toBe(0)
  const document = JSON.parse(stdout)
  expect(document.info.version).toBe('7.6')
  expect((await new Validator().validate(document)).valid).toBe(true)
})

test('it prints all schemas, one body, the registry', async () => {
  const [all, body, registry, table] = await Promise.all([
    run(),
    run('--body', 'SecretBundle', '--api-version', '7.0'),
    run('--requirements'),
    run('--requirements', '--format', 'text'),
  ])
  expect(Object.keys(JSON.parse(all.stdout).schemas)).toContain('secrets/secret-bundle.json')
  expect(JSON.parse(body.stdout)).toMatchObject({ title: 'SecretBundle', $defs: { ResponseAttributes: {} } })
  expect(JSON.parse(registry.stdout).length).toBe(table.stdout.trimEnd().split('\n').length)
})

test.each([
  [['--openapi', '--api-version', '9.9'], '--api-version "9.9" is unknown'],
  [['--openapi', '--requirements'], '--openapi and --requirements cannot be asked for together'],
  [['--api-version', '7.6'], 'means something only with --openapi or --body'],
  [['--format', 'text'], 'means something only with --requirements'],
  [['--requirements', '--format', 'xml'], '--format "xml" must be one of json, text'],
  [['--body', 'Secret'], '--body "Secret" is unknown. Expected one of BackupSecretResult'],
])('a call that is wrong: %j', async (options, message) => {
  const { code, stderr } = await run(...options)
  expect(code).toBe(2)
  expect(stderr).toContain(message)
})
