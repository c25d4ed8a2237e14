/** What `driver check` judges, in this order: each rule is a sentence of the driver protocol (`schemas/driver.json`). */
export const driverRules = {
  handshake: 'initialize is answered with protocolVersion 1, the client and its capabilities.',
  capabilities: 'Every capability that is declared works; what does not work is not declared.',
  credential:
    'The test credential gives tokens that say what the client asked for: kvc-test.<base64url of JSON>.',
  errors: 'A failure of the client is an outcome with category, type and message, not a JSON-RPC error.',
  overlap: 'Requests overlap: a call that waits keeps no other call waiting.',
  'close-client': 'closeClient is answered, and other clients go on.',
  'unknown-method': 'An unknown method is answered with error -32601, and the driver goes on.',
  stdout: 'stdout carries the messages of the protocol, one a line, and nothing else.',
  shutdown: 'shutdown is answered, and the driver ends by itself within two seconds.',
  'end-of-input': 'A driver whose input ends ends too, within two seconds.',
  'no-children': 'A driver that ends leaves no process behind.',
} as const

export type DriverRule = keyof typeof driverRules

/** What became of one rule: `detail` says how it was broken, or why it could not be judged. */
export interface RuleVerdict {
  readonly rule: DriverRule
  readonly standing: 'kept' | 'broken' | 'not-judged'
  /** What it is about within the rule, such as the capability. */
  readonly subject?: string
  readonly detail?: string
}
