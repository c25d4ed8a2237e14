/**
 * The Azure Key Vault secrets service inside a JavaScript test: a vault, a player, a recorder and the checks of the contract.
 *
 * @packageDocumentation
 */
export type { Finding, Level, Subject } from '../contract/finding.ts'
export type {
  Report,
  ReportedFinding,
  ScenarioResult,
  ShownExchange,
} from '../contract/generated/types/report.ts'
export { type Operation, operations } from '../contract/operation.ts'
export type { Sensitivity } from '../contract/schema-catalogue.ts'
export type { Miss } from '../recording/player/explain-miss.ts'
export type { PlayFinding } from '../recording/player/play-finding.ts'
export type { PlayedRecording } from '../recording/player/player-report.ts'
export type { RedactionReport } from '../recording/redact/redaction-report.ts'
export type { HttpClient, InnerHttpClient } from '../transports/in-process/http-client.ts'
export { HarnessError, isHarnessError, isUsageError, UsageError } from '../wire/errors.ts'
export type {
  ConnectionClosed,
  Exchange,
  HeaderList,
  UnknownPart,
  WireAnswer,
  WireRequest,
  WireResponse,
} from '../wire/exchange.ts'
export type { Handler } from '../wire/handler.ts'
export { type CheckTraceOptions, checkTrace } from './check/check-trace.ts'
export type { TraceVerdict } from './check/trace-verdict.ts'
export type { CreateSecretClient } from './contract-tests/contract-options.ts'
export type { PlayOptions } from './player/play-options.ts'
export { playRecording, type RecordingDocument } from './player/play-recording.ts'
export type { PlayReport, RecordedVault } from './player/recorded-vault.ts'
export { recordTo } from './recorder/record-to.ts'
export type { RecordToOptions } from './recorder/record-to-options.ts'
export type { FinishedRecording, Recorder } from './recorder/recorder.ts'
export type { InProcessService } from './service.ts'
export { runSuite } from './suite/run-suite.ts'
export type { RunSuiteOptions } from './suite/run-suite-options.ts'
export type { SuiteReport } from './suite/suite-report.ts'
export type { Trace } from './trace.ts'
export type { TestVaultBehaviour } from './vault/behaviour-options.ts'
export { createVault } from './vault/create-vault.ts'
export type { FailOptions } from './vault/fail.ts'
export type { SecretSnapshot, VersionSnapshot } from './vault/secret-snapshot.ts'
export type { SeededSecret, SeededSecrets } from './vault/seeds.ts'
export type { ChallengeOptions, TestVault, VaultClock } from './vault/test-vault.ts'
export type { TokenRequest, VaultCredential, VaultToken } from './vault/vault-credential.ts'
export type { CreateVaultOptions } from './vault/vault-options.ts'
