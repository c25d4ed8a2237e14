import { escapeXml } from './escape-xml.ts'

/** One test as readers of JUnit XML see it. */
export interface JunitCase {
  readonly name: string
  readonly durationMs: number
  /** Absent: it passed. */
  readonly verdict?: JunitVerdict
}

/** What became of a test that did not simply pass. */
export interface JunitVerdict {
  readonly element: 'failure' | 'error' | 'skipped'
  readonly type: string
  readonly message: string
  readonly text: string
}

/** Tests that stand together. */
export interface JunitSuite {
  readonly name: string
  readonly properties: readonly (readonly [name: string, value: string])[]
  readonly cases: readonly JunitCase[]
}

/** A whole document of JUnit XML, as the schemas of Ant and of Jenkins both allow it. */
export function formatJunitSuites(suites: readonly JunitSuite[], now: Date | undefined): string {
  const texts = suites.map((suite, id) => formatSuite(suite, { id, now }))
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites>', ...texts, '</testsuites>', ''].join('\n')
}

interface SuiteContext {
  readonly id: number
  readonly now: Date | undefined
}

function formatSuite({ name, properties, cases }: JunitSuite, { id, now }: SuiteContext): string {
  const count = (element: JunitVerdict['element']): number =>
    cases.filter(({ verdict }) => verdict?.element === element).length
  const attributes = attributesOf({
    name,
    package: 'keyvault-contract',
    id,
    // The schema asks for a host; the scenarios have one each.
    hostname: 'localhost',
    timestamp: now?.toISOString().slice(0, 19),
    tests: cases.length,
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
    time: toSeconds(cases.reduce((total, { durationMs }) => total + durationMs, 0)),
  })
  return [
    `  <testsuite${attributes}>`,
    '    <properties>',
    ...properties.map(([key, value]) => `      <property${attributesOf({ name: key, value })}/>`),
    '    </properties>',
    ...cases.map((item) => formatCase(item, name)),
    '    <system-out/>',
    '    <system-err/>',
    '  </testsuite>',
  ].join('\n')
}

function formatCase({ name, durationMs, verdict }: JunitCase, classname: string): string {
  const start = `    <testcase${attributesOf({ classname, name, time: toSeconds(durationMs) })}`
  if (verdict === undefined) return `${start}/>`
  const { element, type } = verdict
  const [message, text] = [cut(verdict.message, 4000), cut(verdict.text, 200_000)]
  const inner = `<${element}${attributesOf({ message, type })}>${escapeXml(text)}</${element}>`
  return `${start}>\n      ${inner}\n    </testcase>`
}

/** Readers refuse a whole document for one text that is too long: those that use libxml2 at ten million characters. */
function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}… (${text.length - most} characters more)`
}

function attributesOf(attributes: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined)
  // A line end in an attribute is read back as a space unless it is written as a reference.
  return given
    .map(([name, value]) => ` ${name}="${escapeXml(String(value)).replace(/[\n\r\t]/g, toReference)}"`)
    .join('')
}

function toReference(character: string): string {
  return `&#${character.codePointAt(0)};`
}

function toSeconds(durationMs: number): string {
  return (durationMs / 1000).toFixed(3)
}
