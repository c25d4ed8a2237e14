import { expect, test } from 'vitest'
import { rerunRun } from './rerun-run.ts'

test('the command that runs a program again, quoted for a shell', () => {
  const options = { vault: ['one', 'two'], seed: 'my seeds.yaml', port: 8443 }
  expect(rerunRun({ file: 'node', args: ['-e', 'a & b'] }, options)).toBe(
    "npx keyvault-contract run --vault one --vault two --seed 'my seeds.yaml' --port 8443 -- node -e 'a & b'",
  )
  expect(rerunRun({ file: './it', args: [] }, { vault: [] })).toBe('npx keyvault-contract run -- ./it')
})
