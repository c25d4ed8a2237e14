"""Sets a secret, reads it back, deletes it and waits until it is deleted.

keyvault-contract run -- python quickstart.py, where azure-identity and azure-keyvault-secrets are installed.
"""

import os

from azure.identity import DefaultAzureCredential
from azure.keyvault.secrets import SecretClient

with DefaultAzureCredential() as credential:
    with SecretClient(os.environ["AZURE_KEYVAULT_URL"], credential) as client:
        client.set_secret("quickstart", "a value", content_type="text/plain")
        secret = client.get_secret("quickstart")
        print(f"{secret.name} is {len(secret.value or '')} characters long")
        poller = client.begin_delete_secret("quickstart")
        poller.wait()
        print(f"{poller.result().name} is deleted")
