import picocolors from 'picocolors'
import { expect, test } from 'vitest'
import { formatWire } from './format-wire.ts'
import { shownExchange } from './report-test-support.ts'
import { sideBySide } from './side-by-side.ts'

const plain = picocolors.createColors(false)
const { response, leftOut, ...request } = shownExchange

test('both sides of an exchange as they crossed the wire, what is left out is told', () => {
  expect(formatWire({ wire: [shownExchange] }, plain, new Set()).join('\n')).toMatchInlineSnapshot(`
    "#3 > PUT https://vault-1.vault.azure.net/secrets/secret-5000?api-version=7.6
       > Authorization: Bearer redacted-token-1
       > Content-Type: application/json
       >
       > {"value":"redacted-value-1"}
       < 200
       < Content-Type: application/json
       <
       < {"id":"https://vault-1.vault.azure.net/secrets/secret-5000"… (321 characters more)
       (not shown, for the contract does not know it: request.header x-custom)"
  `)
})

test('what was closed, cut off, not kept by a recorder, or too long', () => {
  const wire = [
    request,
    {
      ...request,
      exchange: 4,
      unknown: ['request.body'],
      response: { status: 200, headers: [], cutOff: true },
    },
    { ...request, exchange: 5, response: { status: 200, headers: [], body: { text: '', cut: 300_000 } } },
  ]
  expect(formatWire({ wire }, plain, new Set()).join('\n')).toMatchInlineSnapshot(`
    "#3 > PUT https://vault-1.vault.azure.net/secrets/secret-5000?api-version=7.6
       > Authorization: Bearer redacted-token-1
       > Content-Type: application/json
       >
       > {"value":"redacted-value-1"}
       < (the connection was closed)
    #4 > PUT https://vault-1.vault.azure.net/secrets/secret-5000?api-version=7.6
       > Authorization: Bearer redacted-token-1
       > Content-Type: application/json
       >
       > {"value":"redacted-value-1"}
       < 200
       < (the connection was closed before the rest)
       (the recorder did not keep request.body)
    #5 > PUT https://vault-1.vault.azure.net/secrets/secret-5000?api-version=7.6
       > Authorization: Bearer redacted-token-1
       > Content-Type: application/json
       >
       > {"value":"redacted-value-1"}
       < 200
       <
       < (300000 bytes, too long to be shown)"
  `)
})

test('of many the middle is left out; what was shown before is only named; nothing is said to be nothing', () => {
  const wire = [0, 1, 8, 9].map((exchange) => ({ ...request, exchange }))
  const lines = formatWire({ wire, wireOmitted: 6 }, plain, new Set([0, 1, 9]))
  expect(
    lines.filter((line) => /^#|^…/.test(line)).map((line) => line.replace(/PUT .*?( →|$)/, 'PUT$1')),
  ).toEqual([
    '#0 > PUT → no answer (shown above)',
    '#1 > PUT → no answer (shown above)',
    '… 6 more …',
    '#8 > PUT',
    '#9 > PUT → no answer (shown above)',
  ])
  expect(formatWire({ wire: [] }, plain, new Set())).toEqual(['nothing crossed the wire meanwhile'])
  expect(formatWire({}, plain, new Set())).toEqual([])
})

test('expected and received stand side by side where there is room, else one above the other', () => {
  expect(sideBySide({ expected: '30', received: '12\nitems' }, plain)).toEqual([
    'expected │ received',
    '30       │ 12 items',
  ])
  expect(sideBySide({ expected: '30', received: 'x'.repeat(45) }, plain)).toEqual([
    'expected  30',
    `received  ${'x'.repeat(45)}`,
  ])
})

test('colours only where they are asked for', () => {
  const text = formatWire({ wire: [shownExchange] }, picocolors.createColors(true), new Set()).join('\n')
  expect(text).toContain('\u001B[2m')
  expect(formatWire({ wire: [shownExchange] }, plain, new Set()).join('\n')).not.toContain('\u001B')
})
