import { expect, test } from 'vitest'
import { validateDocument } from '../contract/validate-document.ts'
import { describeNewDriver } from './driver-new.ts'

interface Line {
  readonly arrow: string
  readonly message: {
    readonly id: number
    readonly method?: string
    readonly params?: { readonly call?: string }
    readonly result?: object
  }
}

/** The example as a reader gets it. */
function conversationIn(text: string): Line[] {
  return text
    .split('\n')
    .filter((line) => /^[→←] /.test(line))
    .map((line) => ({ arrow: line.charAt(0), message: JSON.parse(line.slice(2)) }))
}

test('every message of the example keeps the protocol, and each request has its answer', () => {
  const lines = conversationIn(describeNewDriver('Elixir'))
  const requests = lines.filter(({ arrow }) => arrow === '→').map(({ message }) => message)
  const answers = lines.filter(({ arrow }) => arrow === '←').map(({ message }) => message)
  expect(requests.flatMap((message) => validateDocument('driver/request', message))).toEqual([])
  expect(answers.flatMap((message) => validateDocument('driver/response', message))).toEqual([])
  expect(new Set(requests.map(({ method }) => method))).toEqual(
    new Set(['initialize', 'createClient', 'call', 'closeClient', 'shutdown']),
  )
  expect(answers.map(({ id }) => id).sort()).toEqual(requests.map(({ id }) => id))
  for (const { id, result } of answers) {
    const { method, params } = requests.find((request) => request.id === id) ?? {}
    if (result === undefined) continue
    const call = params?.call === undefined ? {} : { call: params.call }
    expect(validateDocument('driver/answer', { method, ...call, result })).toEqual([])
  }
})

test.for([
  ['elixir', './elixir-driver'],
  ['C#', './c-driver'],
  ['Visual Basic .NET', './visual-basic-net-driver'],
  ['言語', './my-driver'],
] as const)('any word will do: %s', ([language, command]) => {
  const text = describeNewDriver(language)
  expect(text).toContain(`A driver for ${language}\n`)
  expect(text).toContain(`npx keyvault-contract driver check -- ${command} `)
  expect(text).toContain(`npx keyvault-contract test --driver ${command} `)
})
