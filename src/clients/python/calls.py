"""The calls of the protocol, each by the client's own method."""

from __future__ import annotations

import base64
from typing import Any, Callable, Dict, List, Optional

from azure.keyvault.secrets import KeyVaultSecretIdentifier, SecretClient

from failures import CallTimedOut
from values import identifier_value, secret_value, to_datetime

Json = Dict[str, Any]
Call = Callable[[SecretClient, Json, Json], Json]


def set_secret(client: SecretClient, arguments: Json, options: Json) -> Json:
    return secret_value(
        client.set_secret(
            arguments["name"], arguments["value"], **settable(arguments), **options
        )
    )


def get_secret(client: SecretClient, arguments: Json, options: Json) -> Json:
    if "outContentType" in arguments:
        options = {**options, "out_content_type": arguments["outContentType"]}
    return secret_value(
        client.get_secret(arguments["name"], arguments.get("version"), **options)
    )


def update_secret(client: SecretClient, arguments: Json, options: Json) -> Json:
    changes = settable(arguments)
    return secret_value(
        client.update_secret_properties(
            arguments["name"], arguments.get("version"), **changes, **options
        )
    )


def settable(arguments: Json) -> Json:
    """The caller's options as keyword arguments; what is absent stays out."""
    names = {"contentType": "content_type", "tags": "tags", "enabled": "enabled"}
    moments = {"notBefore": "not_before", "expiresOn": "expires_on"}
    options = {names[name]: value for name, value in arguments.items() if name in names}
    options.update(
        {
            moments[name]: to_datetime(value)
            for name, value in arguments.items()
            if name in moments
        }
    )
    return options


def delete_secret(client: SecretClient, arguments: Json, options: Json) -> Json:
    return run_to_end(client.begin_delete_secret, arguments, options)


def recover_deleted_secret(
    client: SecretClient, arguments: Json, options: Json
) -> Json:
    return run_to_end(client.begin_recover_deleted_secret, arguments, options)


def run_to_end(begin: Callable[..., Any], arguments: Json, options: Json) -> Json:
    poller = begin(arguments["name"], **polling_options(arguments), **options)
    poller.wait(options.get("timeout"))
    if not poller.done():
        raise CallTimedOut("The operation was not done when its time was over.")
    return secret_value(poller.result())


def polling_options(arguments: Json) -> Json:
    """The client's only way to set the interval, in seconds; its own tests use it."""
    if "intervalMs" not in arguments:
        return {}
    return {"_polling_interval": arguments["intervalMs"] / 1000}


def get_deleted_secret(client: SecretClient, arguments: Json, options: Json) -> Json:
    return secret_value(client.get_deleted_secret(arguments["name"], **options))


def purge_deleted_secret(client: SecretClient, arguments: Json, options: Json) -> Json:
    client.purge_deleted_secret(arguments["name"], **options)
    return {}


def list_secrets(client: SecretClient, arguments: Json, options: Json) -> Json:
    return listed(client.list_properties_of_secrets, (), arguments, options)


def list_secret_versions(client: SecretClient, arguments: Json, options: Json) -> Json:
    return listed(
        client.list_properties_of_secret_versions,
        (arguments["name"],),
        arguments,
        options,
    )


def list_deleted_secrets(client: SecretClient, arguments: Json, options: Json) -> Json:
    return listed(client.list_deleted_secrets, (), arguments, options)


def listed(
    method: Callable[..., Any], path: Any, arguments: Json, options: Json
) -> Json:
    if "pageSize" in arguments:
        options = {**options, "max_page_size": arguments["pageSize"]}
    items = method(*path, **options)
    if any(
        arguments.get(name) not in (None, False)
        for name in ("byPage", "pageSize", "continuation", "maxPages")
    ):
        return paged(items, arguments.get("continuation"), arguments.get("maxPages"))
    return {"items": [secret_value(item) for item in items]}


def paged(items: Any, continuation: Optional[str], max_pages: Optional[int]) -> Json:
    pages = items.by_page(continuation_token=continuation)
    secrets: List[Json] = []
    counts: List[int] = []
    while max_pages is None or len(counts) < max_pages:
        try:
            page = [secret_value(item) for item in next(pages)]
        except StopIteration:
            break
        secrets += page
        counts.append(len(page))
    return {"items": secrets, "pages": counts, "continuation": pages.continuation_token}


def backup_secret(client: SecretClient, arguments: Json, options: Json) -> Json:
    backup = client.backup_secret(arguments["name"], **options)
    return {"backup": base64.b64encode(backup).decode("ascii")}


def restore_secret_backup(client: SecretClient, arguments: Json, options: Json) -> Json:
    return secret_value(
        client.restore_secret_backup(base64.b64decode(arguments["backup"]), **options)
    )


def parse_identifier(_client: SecretClient, arguments: Json, _options: Json) -> Json:
    return identifier_value(KeyVaultSecretIdentifier(arguments["id"]))


CALLS: Dict[str, Call] = {
    "setSecret": set_secret,
    "getSecret": get_secret,
    "updateSecret": update_secret,
    "deleteSecret": delete_secret,
    "recoverDeletedSecret": recover_deleted_secret,
    "getDeletedSecret": get_deleted_secret,
    "purgeDeletedSecret": purge_deleted_secret,
    "listSecrets": list_secrets,
    "listSecretVersions": list_secret_versions,
    "listDeletedSecrets": list_deleted_secrets,
    "backupSecret": backup_secret,
    "restoreSecretBackup": restore_secret_backup,
    "parseIdentifier": parse_identifier,
}
