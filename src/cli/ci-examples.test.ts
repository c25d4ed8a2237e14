import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { parse, parseDocument } from 'yaml'
import { writeProgram } from '../clients/write-program-test-support.ts'
import { packageRoot } from '../suite/package-root.ts'
import { createProgram } from './create-program.ts'

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>
  readonly runs: { readonly steps: readonly { readonly run: string; readonly env: Record<string, string> }[] }
}

const page = readFileSync(join(packageRoot(), 'src', 'report', 'CI.md'), 'utf8')
const action: Action = parse(readFileSync(join(packageRoot(), 'action.yml'), 'utf8'))
const folder = mkdtempSync(join(tmpdir(), 'kvc-action-'))
afterAll(() => rmSync(folder, { recursive: true }))

function examples(): string[] {
  return [...page.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, text = '']) => text)
}

/** Every object anywhere in a document. */
function objectsIn(value: unknown): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return []
  const members = Object.values(value).flatMap(objectsIn)
  return Array.isArray(value) ? members : [{ ...value }, ...members]
}

test('every example is YAML', () => {
  expect(examples().length).toBeGreaterThan(4)
  for (const example of examples()) {
    const { errors, warnings } = parseDocument(example)
    expect([...errors, ...warnings]).toEqual([])
  }
})

test('examples use inputs that the action has', () => {
  const uses = examples()
    .flatMap((example) => objectsIn(parse(example)))
    .filter((step) => String(step['uses']).startsWith('OWNER/keyvault-contract'))
  expect(uses.length).toBeGreaterThan(2)
  for (const { with: given } of uses)
    expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(given ?? {})))
})

/** Options of `test`, and of `report merge`. */
async function legalOptions(): Promise<string[]> {
  const programs = await Promise.all([createProgram(['test']), createProgram(['report'])])
  const commands = programs.flatMap((program) => program.commands.flatMap((one) => [one, ...one.commands]))
  return commands.flatMap(({ options }) => options.flatMap(({ long }) => long ?? []))
}

test('commands of the page, and of the action, use options that there are', async () => {
  const legal = await legalOptions()
  const [script = ''] = action.runs.steps.map(({ run }) => run)
  const texts = examples().flatMap((example) => objectsIn(parse(example)).flatMap(Object.values).flat())
  const commands = texts.filter((text) => /keyvault-contract (test|report merge) /.test(String(text)))
  expect(commands).toHaveLength(4)
  const used = [...commands, script].flatMap(
    (text) =>
      String(text)
        .replaceAll('npx --yes', '')
        .match(/--[a-z-]+/g) ?? [],
  )
  expect(used.length).toBeGreaterThan(10)
  expect(legal).toEqual(expect.arrayContaining(used))
})

/** The arguments that the action's script gives to npx, which is one that only prints them. */
function argumentsFor(inputs: Readonly<Record<string, string>>): string[] {
  const npx = join(folder, 'npx')
  writeProgram(npx, `#!/bin/sh\nfor word in "$@"; do printf '%s\\n' "$word"; done\n`)
  const [step] = action.runs.steps
  const env = Object.entries(step?.env ?? {}).map(([name, expression]) => {
    const [, input = ''] = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(expression) ?? []
    return [name, inputs[input] ?? action.inputs[input]?.default]
  })
  const { stdout, status } = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', step?.run ?? ''], {
    env: { PATH: `${folder}${delimiter}${process.env['PATH']}`, ...Object.fromEntries(env) },
    encoding: 'utf8',
  })
  expect(status).toBe(0)
  return stdout.trimEnd().split('\n')
}

test.skipIf(process.platform === 'win32')(
  'the action asks for what it was told, and nothing in it is read as shell',
  () => {
    expect(argumentsFor({})).toEqual([
      ...'--yes keyvault-contract@latest test --reporter list'.split(' '),
      ...'--reporter json=keyvault-contract.json --reporter github'.split(' '),
    ])
    expect(argumentsFor({ client: 'python  go', report: 'my report.json' })).toEqual([
      ...['--yes', 'keyvault-contract@latest', 'test', 'python', 'go'],
      ...['--reporter', 'list', '--reporter', 'json=my report.json', '--reporter', 'github'],
    ])
    const hostile = `./my-driver --name '$(touch ${folder}/harm)'; exit 3`
    const all = argumentsFor({
      driver: hostile,
      'known-failures': 'known.yaml',
      'api-version': '7.6',
      reporters: 'github\njunit=my results.xml\n',
      shard: '2/3',
      args: '--bail\n\n--scenario\npaging/**\n',
      version: '1.2.3',
    })
    expect(all).toEqual([
      ...[
        '--yes',
        'keyvault-contract@1.2.3',
        'test',
        '--reporter',
        'list',
        '--reporter',
        'json=keyvault-contract.json',
      ],
      ...['--reporter', 'github', '--reporter', 'junit=my results.xml', '--shard', '2/3'],
      ...['--driver', hostile, '--known-failures', 'known.yaml', '--api-version', '7.6'],
      ...['--bail', '--scenario', 'paging/**'],
    ])
    expect(argumentsFor({ package: 'my fork' })).toContain('my fork')
    expect(argumentsFor({ reporters: '' })).not.toContain('github')
  },
)
