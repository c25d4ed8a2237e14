"""Calls of the protocol that are one call of the client: which method, with what.

Both interfaces of the client have the same methods; one returns and the other awaits.
"""

from __future__ import annotations

import base64
from typing import Any, Callable, Dict, NamedTuple, Tuple

from values import secret_value, to_datetime

Json = Dict[str, Any]


class Plan(NamedTuple):
    """A call of the client, and how to show what it gives."""

    method: str
    positional: Tuple[Any, ...]
    keywords: Json
    show: Callable[[Any], Json] = secret_value


def set_secret(arguments: Json) -> Plan:
    positional = (arguments["name"], arguments["value"])
    return Plan("set_secret", positional, settable(arguments))


def get_secret(arguments: Json) -> Plan:
    keywords = {}
    if "outContentType" in arguments:
        keywords["out_content_type"] = arguments["outContentType"]
    return Plan("get_secret", (arguments["name"], arguments.get("version")), keywords)


def update_secret(arguments: Json) -> Plan:
    positional = (arguments["name"], arguments.get("version"))
    return Plan("update_secret_properties", positional, settable(arguments))


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


def get_deleted_secret(arguments: Json) -> Plan:
    return Plan("get_deleted_secret", (arguments["name"],), {})


def purge_deleted_secret(arguments: Json) -> Plan:
    return Plan("purge_deleted_secret", (arguments["name"],), {}, lambda _none: {})


def backup_secret(arguments: Json) -> Plan:
    return Plan("backup_secret", (arguments["name"],), {}, show_backup)


def show_backup(backup: bytes) -> Json:
    return {"backup": base64.b64encode(backup).decode("ascii")}


def restore_secret_backup(arguments: Json) -> Plan:
    backup = base64.b64decode(arguments["backup"])
    return Plan("restore_secret_backup", (backup,), {})


PLANS: Dict[str, Callable[[Json], Plan]] = {
    "setSecret": set_secret,
    "getSecret": get_secret,
    "updateSecret": update_secret,
    "getDeletedSecret": get_deleted_secret,
    "purgeDeletedSecret": purge_deleted_secret,
    "backupSecret": backup_secret,
    "restoreSecretBackup": restore_secret_backup,
}


def polling_options(arguments: Json) -> Json:
    """The client's only way to set the interval, in seconds; its own tests use it."""
    if "intervalMs" not in arguments:
        return {}
    return {"_polling_interval": arguments["intervalMs"] / 1000}
