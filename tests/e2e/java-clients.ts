import { describe } from 'vitest'
import { prepareJavaDriver } from '../../src/clients/java-environment.ts'
import { type DriverWorld, prepareForTests, useDriver } from './use-driver.ts'

const clients = [
  { client: 'SecretClient', language: 'java' },
  { client: 'SecretAsyncClient', language: 'java-async' },
] as const

/** The same tests for both clients of the Java library, where they are built. */
export async function describeJavaClients(
  define: (world: DriverWorld, tested: (typeof clients)[number]) => void,
): Promise<void> {
  for (const tested of clients) {
    const { client } = tested
    const prepared = await prepareForTests(`Java (${client})`, (options) =>
      prepareJavaDriver({ ...options, client }),
    )
    describe.skipIf(prepared === undefined)(`the Java driver with ${client}`, () =>
      define(useDriver(prepared), tested),
    )
  }
}

export function openGate(): { readonly opened: Promise<void>; open(): void } {
  let open: () => void = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open: () => open() }
}
