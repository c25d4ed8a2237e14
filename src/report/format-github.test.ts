import { expect, test } from 'vitest'
import { formatGithub } from './format-github.ts'
import { formatGithubSummary } from './format-github-summary.ts'
import { githubCommand } from './github-command.ts'
import { exampleReport } from './report-test-support.ts'

const matrix = {
  clients: [{ ...exampleReport, name: 'python' }],
  notJudged: [{ name: 'java', reason: 'There is no Java.' }],
}

test('the report as workflow commands', () => {
  expect(formatGithub(exampleReport)).toMatchInlineSnapshot(`
    "::notice title=known%3A errors/empty::loses the status%0Ahttps://example.com/1?a=b&c=d
    ::error title=paging/empty-page breaks paging/follow-until-null::    ✗ paging/follow-until-null (must)%0A      A list is read page by page until nextLink is null.%0A      step 1%0A      #3 GET https://…/secrets?api-version=7.6&$skiptoken=abcdefgh… → 200%0A      at /value/items%0A      expected │ received%0A      "<30>"   │ 12%25[31m]]>%0A      12 items, 100%25 wrong:%0D%0A::error::| <b> \`x\` .%0A      #3 > PUT https://vault-1.vault.azure.net/secrets/secret-5000?api-version=7.6%0A         > Authorization: Bearer redacted-token-1%0A         > Content-Type: application/json%0A         >%0A         > {"value":"redacted-value-1"}%0A         < 200%0A         < Content-Type: application/json%0A         <%0A         < {"id":"https://vault-1.vault.azure.net/secrets/secret-5000"… (321 characters more)%0A         (not shown, for the contract does not know it: request.header x-custom)%0Arun it again: npx keyvault-contract test --driver './a & b' --scenario paging/empty-page
    ::error title=paging/empty-page breaks paging/link-as-given::    ✗ paging/link-as-given (must)%0A      The request for a next page has the path and the decoded query of the nextLink that was given; the api-version is judged apart.%0A      step 1%0A      #3 GET https://…/secrets?api-version=7.6&$skiptoken=abcdefgh… → 200%0A      expected │ received%0A      "<30>"   │ 12%25[31m]]>%0A      12 items, 100%25 wrong:%0D%0A::error::| <b> \`x\` .%0A      #3 > PUT https://vault-1.vault.azure.net/secrets/secret-5000?api-version=7.6%0A         > Authorization: Bearer redacted-token-1%0A         > Content-Type: application/json%0A         >%0A         > {"value":"redacted-value-1"}%0A         < 200%0A         < Content-Type: application/json%0A         <%0A         < {"id":"https://vault-1.vault.azure.net/secrets/secret-5000"… (321 characters more)%0A         (not shown, for the contract does not know it: request.header x-custom)%0Arun it again: npx keyvault-contract test --driver './a & b' --scenario paging/empty-page
    ::error title=retry/crash could not be judged::The driver was killed by SIGSEGV.%0Arun it again: npx keyvault-contract test --scenario retry/crash
    ::error title=stale known failure::retry/gone (fixed long ago) no longer fails: take the entry out.
    "
  `)
})

test('several clients: each title names its client', () => {
  const titles = [...formatGithub(matrix).matchAll(/^::(\w+ title=.*?)::/gm)].map(([, title]) => title)
  expect(titles).toMatchInlineSnapshot(`
    [
      "notice title=known%3A python%3A errors/empty",
      "error title=python%3A paging/empty-page breaks paging/follow-until-null",
      "error title=python%3A paging/empty-page breaks paging/link-as-given",
      "error title=python%3A retry/crash could not be judged",
      "error title=python%3A stale known failure",
      "error title=java could not be judged",
    ]
  `)
})

test('whatever a title and a message hold, it is one command in one line', () => {
  expect(githubCommand('error', 'a,b:c%\n::', '50%, a:b\r\n::stop-commands::x\u001b[0m')).toBe(
    '::error title=a%2Cb%3Ac%25%0A%3A%3A::50%25, a:b%0D%0A::stop-commands::x[0m',
  )
  for (const line of formatGithub(exampleReport).trimEnd().split('\n'))
    expect(line).toMatch(/^::(error|notice) title=/)
})

test('a run that is fine annotates nothing', () => {
  const { staleKnownFailures, ...report } = exampleReport
  expect(staleKnownFailures).toBeDefined()
  const scenarios = report.scenarios.filter(({ status }) => status === 'passed')
  expect(formatGithub({ ...report, scenarios })).toBe('')
})

test('the job summary', () => {
  expect(formatGithubSummary(exampleReport)).toMatchInlineSnapshot(`
    "## Key Vault contract

    | client | api-version | passed | failed | known | flaky | skipped | not judged | seconds |
    | --- | --- | --- | --- | --- | --- | --- | --- | --- |
    | &#64;azure/keyvault-secrets 4.11.2 | default | 1 | 1 | 1 | 0 | 1 | 1 | 4.3 |

    ### &#64;azure/keyvault-secrets

    **stale known failure:** retry/gone (fixed long ago) no longer fails: take the entry out.

    #### Findings (2)

    | scenario | requirement | what happened | expected | received |
    | --- | --- | --- | --- | --- |
    | <code>paging/empty-page</code> | <code>paging/follow-until-null</code> (must) | 12 items, 100% wrong: ::error::&#124; &#60;b&#62; &#96;x&#96; . | <code>"&#60;30&#62;"</code> | <code>12% &#91;31m&#93;&#93;&#62;</code> |
    | <code>paging/empty-page</code> | <code>paging/link-as-given</code> (must) | 12 items, 100% wrong: ::error::&#124; &#60;b&#62; &#96;x&#96; . | <code>"&#60;30&#62;"</code> | <code>12% &#91;31m&#93;&#93;&#62;</code> |

    <details><summary>paging/empty-page: paging/follow-until-null, the wire</summary>

        #3 > PUT https://vault-1.vault.azure.net/secrets/secret-5000?api-version=7.6
           > Authorization: Bearer redacted-token-1
           > Content-Type: application/json
           >
           > {"value":"redacted-value-1"}
           < 200
           < Content-Type: application/json
           <
           < {"id":"https://vault-1.vault.azure.net/secrets/secret-5000"… (321 characters more)
           (not shown, for the contract does not know it: request.header x-custom)

    </details>

    <details><summary>paging/empty-page: paging/link-as-given, the wire</summary>

        #3 > PUT https://vault-1.vault.azure.net/secrets/secret-5000?api-version=7.6
           > Authorization: Bearer redacted-token-1
           > Content-Type: application/json
           >
           > {"value":"redacted-value-1"}
           < 200
           < Content-Type: application/json
           <
           < {"id":"https://vault-1.vault.azure.net/secrets/secret-5000"… (321 characters more)
           (not shown, for the contract does not know it: request.header x-custom)

    </details>

    Run them again:

        npx keyvault-contract test --driver './a & b' --scenario paging/empty-page

    #### Not judged (1)

    | scenario | reason |
    | --- | --- |
    | <code>retry/crash</code> | The driver was killed by SIGSEGV. |

    <details><summary>Known failures (1)</summary>

    | scenario | reason | link |
    | --- | --- | --- |
    | <code>errors/empty</code> | loses the status | https://example.com/1?a=b&#38;c=d |

    </details>

    "
  `)
})

test('the job summary of several clients', () => {
  const text = formatGithubSummary(matrix)
  expect(text).toContain('### python\n')
  expect(text).toContain('**java could not be judged:** There is no Java.')
})

test('a summary of very many and very long findings stays within what GitHub takes', () => {
  const [, failed] = exampleReport.scenarios
  if (failed === undefined) throw new Error('no scenario')
  const [finding] = failed.findings
  if (finding === undefined) throw new Error('no finding')
  const findings = Array.from({ length: 1000 }, () => ({ ...finding, message: 'x'.repeat(50_000) }))
  const text = formatGithubSummary({ ...exampleReport, scenarios: [{ ...failed, findings }] })
  expect(text.length).toBeLessThan(1_000_000)
  expect(text).toContain('… and 900 more: see the log.')
  const clients = Array.from({ length: 60 }, () => ({
    ...exampleReport,
    scenarios: [{ ...failed, findings }],
  }))
  const many = formatGithubSummary({ clients, notJudged: [] })
  expect(Buffer.byteLength(many)).toBeLessThan(1_000_000)
  expect(many.trimEnd()).toMatch(/\n… and more: see the log\.$/)
})
