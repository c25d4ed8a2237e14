import type { Report, ReportedFinding, ShownExchange } from '../contract/generated/types/report.ts'

/** As it is shown after redaction, with what a reader has to be told. */
export const shownExchange: ShownExchange = {
  exchange: 3,
  request: {
    method: 'PUT',
    url: 'https://vault-1.vault.azure.net/secrets/secret-5000?api-version=7.6',
    headers: ['Authorization: Bearer redacted-token-1', 'Content-Type: application/json'],
    body: { text: '{"value":"redacted-value-1"}' },
  },
  response: {
    status: 200,
    headers: ['Content-Type: application/json'],
    body: { text: '{"id":"https://vault-1.vault.azure.net/secrets/secret-5000"', cut: 321 },
  },
  leftOut: ['request.header x-custom'],
}

/** A finding whose texts hold what each format has to escape. */
export const hostileFinding: ReportedFinding = {
  requirement: 'paging/follow-until-null',
  level: 'must',
  subject: 'client',
  step: 0,
  exchange: 3,
  request: 'GET https://vault-3f9c2a71.vault.azure.net/secrets?api-version=7.6&$skiptoken=abcdefgh…',
  status: 200,
  pointer: '/value/items',
  expected: '"<30>"',
  received: '12%\u0000\u001b[31m]]>',
  message: '12 items, 100% wrong:\r\n::error::| <b> `x` \ud800.',
  wire: [shownExchange],
}

const nothing = { exchanges: 0, judged: 0, findings: [] }

/** A report with a scenario of every status, and a known failure that is stale. */
export const exampleReport: Report = {
  client: { name: '@azure/keyvault-secrets', version: '4.11.2', language: 'javascript' },
  contract: { version: '0.1.0', hash: 'a'.repeat(64), apiVersion: 'default' },
  receipt: { scenarioHash: 'b'.repeat(64), planned: 5, started: 3, served: 31, judged: 57 },
  summary: {
    scenarios: 5,
    passed: 1,
    failed: 1,
    known: 1,
    skipped: 1,
    errors: 1,
    exchanges: 31,
    requirements: 1,
    durationMs: 4321,
  },
  requirements: [{ id: 'paging/follow-until-null', kept: 2, broken: 1 }],
  staleKnownFailures: ['retry/gone (fixed long ago)'],
  scenarios: [
    {
      id: 'errors/empty',
      title: 'Keeps its status.',
      status: 'known',
      reason: 'loses the status',
      link: 'https://example.com/1?a=b&c=d',
      exchanges: 3,
      judged: 2,
      durationMs: 12,
      findings: [{ ...hostileFinding, known: 'loses the status' }],
    },
    {
      id: 'paging/empty-page',
      title: 'An empty page is followed.',
      status: 'failed',
      exchanges: 4,
      judged: 9,
      durationMs: 1500,
      rerun: "npx keyvault-contract test --driver './a & b' --scenario paging/empty-page",
      findings: [
        hostileFinding,
        { ...hostileFinding, requirement: 'paging/link-as-given', level: 'must', pointer: '' },
        { ...hostileFinding, known: 'known beside others' },
      ],
    },
    { id: 'paging/fine', title: 'All is well.', status: 'passed', exchanges: 24, judged: 46, findings: [] },
    {
      id: 'polling/resume',
      status: 'skipped',
      reason: 'the driver does not declare poller.resume',
      ...nothing,
    },
    {
      id: 'retry/crash',
      title: 'It survives.',
      status: 'error',
      reason: 'The driver was killed by SIGSEGV.',
      rerun: 'npx keyvault-contract test --scenario retry/crash',
      ...nothing,
    },
  ],
}
