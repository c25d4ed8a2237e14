import {
  type CallExpression,
  type Expression,
  type Node,
  type Program,
  type Property,
  parse,
  type SpreadElement,
} from 'acorn'
import type { Exchange, HeaderList, UnknownPart } from '../../wire/exchange.ts'
import { EntryError, type OnProblem, statusAt, throwProblem } from '../entry-error.ts'
import { recordedExchange } from '../recorded-exchange.ts'
import { bodyOfValue } from './body-value.ts'

/** True for text that may be nock's: it speaks of nock at all. */
export function isNockProgram(text: string): boolean {
  return /\bnock\b/.test(text.slice(0, 65_536))
}

/**
 * The exchanges of a file of nock definitions, in the order of the file: the form of 2019 to 2022 and the suites of 2015
 * to 2018. The program is read, never run: every call chain that ends in `.reply(…)` is taken apart, and its arguments
 * must be literals.
 * @param onProblem told of each chain that is not made of literals
 * @throws EntryError when the text is no JavaScript; foreign when it is a program of another kind
 */
export function importNockProgram(text: string, onProblem: OnProblem = throwProblem): Iterable<Exchange> {
  const kind = isRecorded(text) ? 'broken' : 'foreign'
  const program = parseProgram(text, kind)
  const replies: CallExpression[] = []
  collectReplies(program, replies)
  if (kind === 'broken') return exchangesOf(replies, onProblem)
  try {
    return [...exchangesOf(replies, throwProblem)]
  } catch (error) {
    throw new EntryError(error instanceof Error ? error.message : String(error), kind)
  }
}

/** What recorders put at the head of their files; a test that merely uses nock has none of it. */
function isRecorded(text: string): boolean {
  return /^module\.exports\.(?:hash|testInfo)\b|^exports\.(?:scopes|getMockedProfile|setEnvironment)\b/m.test(
    text,
  )
}

function* exchangesOf(replies: readonly CallExpression[], onProblem: OnProblem): Generator<Exchange> {
  let index = 0
  for (const reply of replies) {
    try {
      const chain = chainOf(reply)
      if (!isDoubled(chain)) yield exchangeOf(chain, index++)
    } catch (error) {
      if (!(error instanceof EntryError)) throw error
      onProblem(error)
    }
  }
}

function parseProgram(text: string, kind: 'broken' | 'foreign'): Program {
  try {
    return parse(text, { ecmaVersion: 'latest', sourceType: 'script' })
  } catch (error) {
    const [, line, column] = /\((\d+):(\d+)\)$/.exec(error instanceof Error ? error.message : '') ?? []
    const at = line === undefined ? '' : `: mistake in line ${line}, column ${Number(column) + 1}`
    throw new EntryError(`it is no JavaScript that can be read${at}`, kind)
  }
}

interface Chain {
  readonly line: string
  readonly base: string
  readonly calls: ReadonlyMap<string, readonly unknown[]>
}

const methods = ['get', 'put', 'post', 'patch', 'delete', 'head', 'options']

/** Walks without recursion: a generated file may nest deeply. Children are pushed in reverse, so that order is kept. */
function collectReplies(root: Node, found: CallExpression[]): void {
  const waiting: Node[] = [root]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (isCall(node) && calledName(node) === 'reply') found.push(node)
    else waiting.push(...childrenOf(node).reverse())
  }
}

function childrenOf(node: Node): Node[] {
  return Object.values(node).flatMap((value: unknown) =>
    Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  )
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

function isCall(node: Node): node is CallExpression {
  return node.type === 'CallExpression'
}

function calledName(call: CallExpression): string | undefined {
  const { callee } = call
  return callee.type === 'MemberExpression' && callee.property.type === 'Identifier'
    ? callee.property.name
    : undefined
}

/** From `.reply(…)` back to `nock(base)`. Functions among arguments (body filters) say nothing of the traffic. */
function chainOf(reply: CallExpression): Chain {
  const calls = new Map<string, readonly unknown[]>()
  const line = `byte ${reply.start}`
  let call: CallExpression = reply
  for (let name = calledName(call); name !== undefined; name = calledName(call)) {
    calls.set(
      name,
      call.arguments.map((argument) => literalOf(argument, line)),
    )
    const inner: Node = call.callee.type === 'MemberExpression' ? call.callee.object : call.callee
    if (!isCall(inner)) throw new EntryError(`${line}: a reply that does not hang on nock(…)`)
    call = inner
  }
  const base = call.arguments[0] && literalOf(call.arguments[0], line)
  if (typeof base !== 'string') throw new EntryError(`${line}: nock(…) without the literal address of a host`)
  return { line, base, calls }
}

/** Old suites hold every exchange twice, once with `http://host:443`, which no server answers. */
function isDoubled({ base }: Chain): boolean {
  return base.startsWith('http://') && base.endsWith(':443')
}

function exchangeOf(chain: Chain, index: number): Exchange {
  const method = methods.find((name) => chain.calls.has(name))
  const [path, body] = chain.calls.get(method ?? '') ?? []
  const [status, responseBody, headers] = chain.calls.get('reply') ?? []
  if (method === undefined || typeof path !== 'string')
    throw new EntryError(`${chain.line}: no method with a literal path`)
  return recordedExchange({
    index,
    method: method.toUpperCase(),
    url: chain.base + path,
    requestHeaders: undefined,
    requestBody: body === '*' || body === unknownValue ? undefined : bodyOfValue(body),
    status: statusAt(status, `${chain.line}: the status`),
    responseHeaders: headersOf(headers),
    responseBody: responseBody === unknownValue ? undefined : bodyOfValue(responseBody),
    lost: lostQuery(chain, path),
  })
}

/** `.query(true)` matches any query: the one that was sent is lost. */
function lostQuery({ calls }: Chain, path: string): readonly UnknownPart[] {
  return calls.has('query') && !path.includes('?') ? ['request.query'] : []
}

/** A flat list of names and values, or an object in the old suites. */
function headersOf(value: unknown): HeaderList {
  if (Array.isArray(value)) {
    return value.flatMap((name, i) => (i % 2 === 0 ? [[String(name), String(value[i + 1])] as const] : []))
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).map(([name, content]) => [name, String(content)] as const)
}

const unknownValue: unique symbol = Symbol('not a literal')

/** The value of a literal expression; functions and names are unknown, nothing is ever evaluated. */
function literalOf(node: Expression | SpreadElement, place: string): unknown {
  switch (node.type) {
    case 'Literal':
      return node.value
    case 'ArrayExpression':
      return node.elements.map((element) => (element === null ? null : literalOf(element, place)))
    case 'ObjectExpression':
      return Object.fromEntries(node.properties.map((property) => pairOf(property, place)))
    case 'UnaryExpression':
      return node.operator === '-' && node.argument.type === 'Literal'
        ? -Number(node.argument.value)
        : unknownValue
    case 'TemplateLiteral':
      return node.expressions.length === 0 ? node.quasis[0]?.value.cooked : unknownValue
    default:
      return unknownValue
  }
}

function pairOf(property: Property | SpreadElement, place: string): readonly [string, unknown] {
  if (property.type !== 'Property' || property.computed)
    throw new EntryError(`${place}: an object that is no literal`)
  const name =
    property.key.type === 'Identifier'
      ? property.key.name
      : String(literalOf(property.key as Expression, place))
  return [name, literalOf(property.value as Expression, place)]
}
