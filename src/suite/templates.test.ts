// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates of scenarios look like those of JavaScript.
import { expect, test } from 'vitest'
import { filledByVault, fillTemplates, referencesIn, type TemplateScope } from './templates.ts'

const known: Readonly<Record<string, unknown>> = {
  tenant: 't-1',
  'steps.a.value.expiresOn': 42,
  'vaults.vault.host': 'v.vault.azure.net',
}
const scope: TemplateScope = { scenario: 'area/one', resolve: (name) => known[name] }

test('a reference within a text becomes text, a whole one keeps its type', () => {
  const filled = fillTemplates(
    { a: 'at ${steps.a.value.expiresOn}s', b: ['${steps.a.value.expiresOn}'], c: 7 },
    scope,
  )
  expect(filled).toEqual({ a: 'at 42s', b: [42], c: 7 })
})

test('a text can be repeated', () => {
  expect(fillTemplates('${repeat:3:ab}!', scope)).toBe('ababab!')
  expect(fillTemplates('${repeat:25601:x}', scope)).toHaveLength(25601)
})

test('what the vault fills in is left to it', () => {
  const challenge =
    'Bearer authorization="https://login.microsoftonline.com/${tenant}", resource="https://${vaults.vault.host}"'
  expect(fillTemplates(challenge, scope, filledByVault)).toBe(
    'Bearer authorization="https://login.microsoftonline.com/${tenant}", resource="https://v.vault.azure.net"',
  )
  expect(fillTemplates('${tenant}', scope, filledByVault)).toBe('${tenant}')
})

test('an unknown reference is an error that names scenario and reference', () => {
  expect(() => fillTemplates({ deep: ['${stepz.a}'] }, scope)).toThrowErrorMatchingInlineSnapshot(
    `[HarnessError: Scenario area/one refers to \${stepz.a}, which stands for nothing here. The legal references are in the description of schemas/scenario.json.]`,
  )
})

test('references are found at any depth', () => {
  expect(referencesIn({ a: ['x ${one} ${two}'], b: { c: '${three}' }, d: 1 })).toEqual([
    'one',
    'two',
    'three',
  ])
})
