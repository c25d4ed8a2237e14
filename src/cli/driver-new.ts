import conversation from '../clients/example-conversation.json' with { type: 'json' }

/** The protocol in short for whoever writes a driver for a language, whichever it is. */
export function describeNewDriver(language: string): string {
  const command = `./${toWord(language) || 'my'}-driver`
  return `A driver for ${language}

A driver is a small program, written in ${language}, that calls one Key Vault client for this tool. It reads requests from
stdin and writes answers to stdout: JSON-RPC 2.0, one message a line, UTF-8. Everything else goes to stderr.

  initialize     who the client is, and what it can do: its capabilities. Declare only what works.
  createClient   makes a client under a name, with the credential and the options that are asked for.
  call           calls it: setSecret, getSecret, listSecrets, … What the caller of the client gets is the outcome.
  closeClient    lets go of a client.
  shutdown       is answered, and the driver ends. It ends too when stdin ends.

  1. Requests overlap: serve them side by side, answer in any order, each id once.
  2. A failure of the client is an outcome, {"outcome":"error",…}. A JSON-RPC error says that the driver itself failed:
     -32601 for what it does not know or support, -32603 for all else.
  3. The test credential gives tokens of its own: "kvc-test." and the unpadded base64url of what the client asked for.
  4. The environment says where the proxy is and whom to trust: HTTPS_PROXY, SSL_CERT_FILE and their kin.

An example (→ to the driver, ← from it):

${conversation.map(formatLine).join('\n')}

Every message is in schemas/driver.json; how to write a driver in an afternoon, with a table of what each capability
asks for, is in "Write a driver" (src/clients/README.md in the source).

  npx keyvault-contract driver check -- ${command}     tests the driver, not its client
  npx keyvault-contract test --driver ${command}       judges the client
`
}

function toWord(language: string): string {
  return language
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
}

function formatLine({ to, message }: (typeof conversation)[number]): string {
  return `${to === 'driver' ? '→' : '←'} ${JSON.stringify(message)}`
}
