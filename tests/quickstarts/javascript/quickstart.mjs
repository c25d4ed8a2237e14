// Sets a secret, reads it back, deletes it and waits until it is deleted.
// keyvault-contract run -- node quickstart.mjs, where @azure/identity and @azure/keyvault-secrets are installed.
import { DefaultAzureCredential } from '@azure/identity'
import { SecretClient } from '@azure/keyvault-secrets'

const client = new SecretClient(process.env.AZURE_KEYVAULT_URL, new DefaultAzureCredential())
await client.setSecret('quickstart', 'a value', { contentType: 'text/plain' })
const { name, value } = await client.getSecret('quickstart')
console.log(`${name} is ${value.length} characters long`)
const poller = await client.beginDeleteSecret('quickstart')
const deleted = await poller.pollUntilDone()
console.log(`${deleted.name} is deleted`)
