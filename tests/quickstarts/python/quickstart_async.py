"""The same by the asynchronous client, whose `delete_secret` waits by itself. It needs aiohttp, too."""

import asyncio
import os

from azure.identity.aio import DefaultAzureCredential
from azure.keyvault.secrets.aio import SecretClient


async def main() -> None:
    async with DefaultAzureCredential() as credential:
        async with SecretClient(os.environ["AZURE_KEYVAULT_URL"], credential) as client:
            await client.set_secret("quickstart", "a value", content_type="text/plain")
            secret = await client.get_secret("quickstart")
            print(f"{secret.name} is {len(secret.value or '')} characters long")
            deleted = await client.delete_secret("quickstart")
            print(f"{deleted.name} is deleted")


asyncio.run(main())
