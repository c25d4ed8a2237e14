"""What the client returns, under the names of the protocol."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from enum import Enum
from typing import Any, Callable, Dict, Mapping, Tuple, Union, cast

from azure.keyvault.secrets import (
    DeletedSecret,
    KeyVaultSecret,
    KeyVaultSecretIdentifier,
    SecretProperties,
)

Json = Dict[str, Any]
# By the protocol's name: the client's attribute and how to convert what it holds.
Members = Dict[str, Tuple[str, Callable[[Any], Any]]]

MISSING = object()
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


class CannotExpress(ValueError):
    """The caller's value has no counterpart in Python: the client cannot be given it."""


def to_datetime(seconds: int) -> datetime:
    """A point in time as the client takes it."""
    try:
        return EPOCH + timedelta(seconds=seconds)
    except OverflowError:
        raise CannotExpress(
            f"A datetime cannot express {seconds} seconds after 1970."
        ) from None


def secret_value(
    secret: Union[KeyVaultSecret, DeletedSecret, SecretProperties],
) -> Json:
    """A secret: all that the client exposes, None as null."""
    if isinstance(secret, SecretProperties):
        return members_of(secret, PROPERTIES)
    value = members_of(secret.properties, PROPERTIES)
    own = DELETION if isinstance(secret, DeletedSecret) else VALUE
    return {**value, **members_of(secret, own)}


def members_of(source: object, members: Members) -> Json:
    """What `source` has under the protocol's names.

    The client hands through what it could not read, such as a time after the year 9999 as a
    number. What the protocol has no place for either is left out.
    """
    value: Json = {}
    for name, (attribute, convert) in members.items():
        raw = getattr(source, attribute, MISSING)
        # An older release has no such attribute; the protocol has no null for a name.
        if raw is MISSING or (raw is None and name == "name"):
            continue
        try:
            value[name] = None if raw is None else convert(raw)
        except (TypeError, ValueError):
            continue
    return value


def exactly(kind: type) -> Callable[[Any], Any]:
    """Takes values of this type, and members of enumerations for their text."""

    def convert(value: Any) -> Any:
        if isinstance(value, Enum):
            value = value.value
        if type(value) is not kind:
            raise TypeError
        return value

    return convert


def seconds(moment: Any) -> int:
    if isinstance(moment, datetime):
        return int((moment - EPOCH).total_seconds())
    return cast(int, exactly(int)(moment))


def texts(tags: Mapping[str, Any]) -> Dict[str, str]:
    return {exactly(str)(name): exactly(str)(tag) for name, tag in tags.items()}


PROPERTIES: Members = {
    "name": ("name", exactly(str)),
    "id": ("id", exactly(str)),
    "vaultUrl": ("vault_url", exactly(str)),
    "version": ("version", exactly(str)),
    "contentType": ("content_type", exactly(str)),
    "enabled": ("enabled", exactly(bool)),
    "notBefore": ("not_before", seconds),
    "expiresOn": ("expires_on", seconds),
    "createdOn": ("created_on", seconds),
    "updatedOn": ("updated_on", seconds),
    "tags": ("tags", texts),
    "managed": ("managed", exactly(bool)),
    "keyId": ("key_id", exactly(str)),
    "recoveryLevel": ("recovery_level", exactly(str)),
    "recoverableDays": ("recoverable_days", exactly(int)),
    "previousVersion": ("previous_version", exactly(str)),
}
VALUE: Members = {"value": ("value", exactly(str))}
DELETION: Members = {
    "recoveryId": ("recovery_id", exactly(str)),
    "deletedOn": ("deleted_date", seconds),
    "scheduledPurgeDate": ("scheduled_purge_date", seconds),
}


def identifier_value(identifier: KeyVaultSecretIdentifier) -> Json:
    return {
        "id": identifier.source_id,
        "vaultUrl": identifier.vault_url,
        "name": identifier.name,
        "version": identifier.version,
    }
