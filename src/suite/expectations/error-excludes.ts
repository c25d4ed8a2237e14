import type { ClientError } from '../../clients/driver.ts'
import type { Broken } from './broken.ts'

/** Judges that a text is nowhere in an error. The text is a secret: neither it nor the member that has it is shown. */
export function expectErrorExcludes(text: string, error: ClientError): Broken[] {
  const member = Object.entries(error).find(([, value]) => String(value).includes(text))?.[0]
  if (member === undefined) return []
  return [
    {
      pointer: `/error/${member}`,
      expected: 'an error without the secret',
      received: 'the secret',
      message: `The error's ${member} holds a secret.`,
    },
  ]
}
