import picocolors from 'picocolors'
import { expect, test } from 'vitest'
import { formatDriverCheck } from './format-driver-check.ts'

test('what is broken comes with its rule; what is kept is a line', () => {
  const info = {
    client: { name: 'kv', version: '1.2.3', language: 'elixir' },
    capabilities: new Set(['getSecret', 'poller']),
  }
  const text = formatDriverCheck(
    {
      info,
      verdicts: [
        { rule: 'handshake', standing: 'kept' },
        { rule: 'capabilities', subject: 'getSecret', standing: 'kept' },
        {
          rule: 'capabilities',
          subject: 'poller',
          standing: 'broken',
          detail: 'After pollerWait `done` must be true.',
        },
        { rule: 'overlap', standing: 'not-judged', detail: 'the driver does not declare credential.test' },
      ],
    },
    picocolors.createColors(false),
  )
  expect(text).toMatchInlineSnapshot(`
    "Driver of kv 1.2.3 (elixir), 2 capabilities

    ✓ handshake
    ✓ capabilities: getSecret
    ✗ capabilities: poller
        Every capability that is declared works; what does not work is not declared.
        After pollerWait \`done\` must be true.
    - overlap (not judged: the driver does not declare credential.test)

    driver protocol: 2 kept, 1 broken, 1 not judged
    "
  `)
})
