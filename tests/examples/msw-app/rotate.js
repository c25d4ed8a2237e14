import { randomUUID } from 'node:crypto'

/** Gives a secret a new value and takes older versions out of use. */
export async function rotate(client, name) {
  const { version } = (await client.getSecret(name)).properties
  const { value } = await client.setSecret(name, randomUUID())
  await client.updateSecretProperties(name, version, { enabled: false })
  return value
}
