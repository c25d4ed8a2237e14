import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import type { ReportFile } from '../contract/generated/types/report.ts'
import { escapeXml } from './escape-xml.ts'
import { formatJunit } from './format-junit.ts'
import { exampleReport } from './report-test-support.ts'

const schema = readFileSync(fileURLToPath(new URL('junit.test.xsd', import.meta.url)), 'utf8')
const now = new Date('2030-01-02T03:04:05.678Z')

function junit(report: ReportFile): string {
  return formatJunit(report, { colour: true, now })
}

async function schemaErrors(xml: string): Promise<string[]> {
  const { errors } = await validateXML({ xml, schema })
  return errors.map(({ message }) => message)
}

test('the report as JUnit XML', () => {
  expect(junit(exampleReport)).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <testsuites>
      <testsuite name="errors" package="keyvault-contract" id="0" hostname="localhost" timestamp="2030-01-02T03:04:05" tests="1" failures="0" errors="0" skipped="1" time="0.012">
        <properties>
          <property name="client" value="@azure/keyvault-secrets 4.11.2"/>
          <property name="language" value="javascript"/>
          <property name="contract" value="0.1.0 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"/>
          <property name="api-version" value="default"/>
        </properties>
        <testcase classname="errors" name="errors/empty" time="0.012">
          <skipped message="known: loses the status" type="known">https://example.com/1?a=b&#38;c=d</skipped>
        </testcase>
        <system-out/>
        <system-err/>
      </testsuite>
      <testsuite name="paging" package="keyvault-contract" id="1" hostname="localhost" timestamp="2030-01-02T03:04:05" tests="2" failures="1" errors="0" skipped="0" time="1.500">
        <properties>
          <property name="client" value="@azure/keyvault-secrets 4.11.2"/>
          <property name="language" value="javascript"/>
          <property name="contract" value="0.1.0 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"/>
          <property name="api-version" value="default"/>
        </properties>
        <testcase classname="paging" name="paging/empty-page" time="1.500">
          <failure message="12 items, 100% wrong:&#13;&#10;::error::| &#60;b&#62; \`x\` . (and 1 more)" type="paging/follow-until-null">An empty page is followed.
        ✗ paging/follow-until-null (must)
          A list is read page by page until nextLink is null.
          step 1
          #3 GET https://…/secrets?api-version=7.6&#38;$skiptoken=abcdefgh… → 200
          at /value/items
          expected │ received
          &#34;&#60;30&#62;&#34;   │ 12%[31m]]&#62;
          12 items, 100% wrong:
    ::error::| &#60;b&#62; \`x\` .
          #3 &#62; PUT https://vault-1.vault.azure.net/secrets/secret-5000?api-version=7.6
             &#62; Authorization: Bearer redacted-token-1
             &#62; Content-Type: application/json
             &#62;
             &#62; {&#34;value&#34;:&#34;redacted-value-1&#34;}
             &#60; 200
             &#60; Content-Type: application/json
             &#60;
             &#60; {&#34;id&#34;:&#34;https://vault-1.vault.azure.net/secrets/secret-5000&#34;… (321 characters more)
             (not shown, for the contract does not know it: request.header x-custom)
        ✗ paging/link-as-given (must)
          The request for a next page has the path and the decoded query of the nextLink that was given; the api-version is judged apart.
          step 1
          #3 GET https://…/secrets?api-version=7.6&#38;$skiptoken=abcdefgh… → 200
          expected │ received
          &#34;&#60;30&#62;&#34;   │ 12%[31m]]&#62;
          12 items, 100% wrong:
    ::error::| &#60;b&#62; \`x\` .
          #3 &#62; PUT https://vault-1.vault.azure.net/secrets/secret-5000?api-version=7.6 → 200 (shown above)
    run it again: npx keyvault-contract test --driver './a &#38; b' --scenario paging/empty-page</failure>
        </testcase>
        <testcase classname="paging" name="paging/fine" time="0.000"/>
        <system-out/>
        <system-err/>
      </testsuite>
      <testsuite name="polling" package="keyvault-contract" id="2" hostname="localhost" timestamp="2030-01-02T03:04:05" tests="1" failures="0" errors="0" skipped="1" time="0.000">
        <properties>
          <property name="client" value="@azure/keyvault-secrets 4.11.2"/>
          <property name="language" value="javascript"/>
          <property name="contract" value="0.1.0 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"/>
          <property name="api-version" value="default"/>
        </properties>
        <testcase classname="polling" name="polling/resume" time="0.000">
          <skipped message="the driver does not declare poller.resume" type="skipped"></skipped>
        </testcase>
        <system-out/>
        <system-err/>
      </testsuite>
      <testsuite name="retry" package="keyvault-contract" id="3" hostname="localhost" timestamp="2030-01-02T03:04:05" tests="1" failures="0" errors="1" skipped="0" time="0.000">
        <properties>
          <property name="client" value="@azure/keyvault-secrets 4.11.2"/>
          <property name="language" value="javascript"/>
          <property name="contract" value="0.1.0 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"/>
          <property name="api-version" value="default"/>
        </properties>
        <testcase classname="retry" name="retry/crash" time="0.000">
          <error message="The driver was killed by SIGSEGV." type="not judged">It survives.
    run it again: npx keyvault-contract test --scenario retry/crash</error>
        </testcase>
        <system-out/>
        <system-err/>
      </testsuite>
      <testsuite name="run" package="keyvault-contract" id="4" hostname="localhost" timestamp="2030-01-02T03:04:05" tests="1" failures="1" errors="0" skipped="0" time="0.000">
        <properties>
          <property name="client" value="@azure/keyvault-secrets 4.11.2"/>
          <property name="language" value="javascript"/>
          <property name="contract" value="0.1.0 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"/>
          <property name="api-version" value="default"/>
        </properties>
        <testcase classname="run" name="stale known failure" time="0.000">
          <failure message="retry/gone (fixed long ago) no longer fails: take the entry out." type="stale known failure">retry/gone (fixed long ago) no longer fails: take the entry out.</failure>
        </testcase>
        <system-out/>
        <system-err/>
      </testsuite>
    </testsuites>
    "
  `)
})

test('several clients: each suite has its client before it, and who is missing is an error', async () => {
  const { staleKnownFailures, ...clean } = exampleReport
  expect(staleKnownFailures).toHaveLength(1)
  const xml = junit({
    clients: [
      { ...exampleReport, name: 'python' },
      { ...clean, name: 'go' },
    ],
    notJudged: [{ name: 'java', reason: 'There is no <Java>.' }],
  })
  expect([...xml.matchAll(/<testsuite name="([^"]*)"/g)].map(([, name]) => name)).toEqual([
    ...['python.errors', 'python.paging', 'python.polling', 'python.retry', 'python.run'],
    ...['go.errors', 'go.paging', 'go.polling', 'go.retry', 'java'],
  ])
  expect(xml).toContain('<error message="There is no &#60;Java&#62;." type="could not be judged">')
  expect(await schemaErrors(xml)).toEqual([])
})

test('what is written keeps the common schema, which tells right from wrong', async () => {
  const xml = junit(exampleReport)
  expect(await schemaErrors(xml)).toEqual([])
  expect(await schemaErrors(xml.replace(' type="not judged"', ''))).not.toEqual([])
  expect(await schemaErrors(xml.replace('<system-out/>', ''))).not.toEqual([])
  expect(await schemaErrors(xml.replace('</failure>', '</failure><error type="x"/>'))).not.toEqual([])
})

test('any text at all makes sound XML', async () => {
  const texts = fc.sample(fc.string({ unit: 'binary', maxLength: 60 }), { numRuns: 100, seed: 7 })
  const odd = [...texts, '\ud800', '\udc00x', '\ufffe\uffff', ']]>', '\r\n\t', '&amp;<!--', '\u0000\u000b']
  const [scenario] = exampleReport.scenarios
  const scenarios = odd.map((text) => ({
    ...scenario,
    id: 'a/b',
    status: 'error' as const,
    exchanges: 0,
    judged: 0,
    findings: [],
    reason: text,
    rerun: text,
  }))
  expect(await schemaErrors(junit({ ...exampleReport, scenarios }))).toEqual([])
})

test('a text that is too long for readers is cut, and says so', async () => {
  const text = 'x'.repeat(11_000_000)
  const scenarios = exampleReport.scenarios.map((result) => ({ ...result, reason: text, rerun: text }))
  const xml = junit({ ...exampleReport, scenarios })
  expect(xml.length).toBeLessThan(1_500_000)
  expect(xml).toContain('… (10996000 characters more)')
  expect(await schemaErrors(xml)).toEqual([])
})

test('characters that XML has are kept, the others left out', () => {
  expect(escapeXml('a\u0000\u0008\tb\n😀\ud83d\ufffe<')).toBe('a\tb\n😀&#60;')
})

test('of several api-versions each case says its own; of one, names stay as they are from run to run', () => {
  const [first] = exampleReport.scenarios
  if (first === undefined) throw new Error('no scenario')
  const scenarios = ['7.5', '7.6'].map((apiVersion) => ({ ...first, apiVersion }))
  const contract = { ...exampleReport.contract, apiVersion: 'all' }
  const all = junit({ ...exampleReport, contract, scenarios })
  expect(all).toContain('name="errors/empty (7.5)"')
  expect(all).toContain('name="errors/empty (7.6)"')
  expect(junit({ ...exampleReport, scenarios })).not.toContain('(7.5)')
})

test('a shard says which it is', () => {
  const shard = {
    index: 2,
    count: 4,
    selected: 20,
    selectionHash: 'c'.repeat(64),
    settingsHash: '',
    idleKnownFailures: [],
  }
  expect(junit({ ...exampleReport, shard })).toContain('<property name="shard" value="2/4"/>')
})

test('a run that judged nothing is not green', () => {
  const receipt = { ...exampleReport.receipt, served: 0, judged: 0 }
  const xml = junit({ ...exampleReport, scenarios: [], receipt })
  expect(xml).toContain('<error message="Nothing was served: this run says nothing of the client."')
})
