"""What the client returns, under the names of the protocol."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from enum import Enum
from typing import Any, Dict, Optional, Union

from azure.keyvault.secrets import (
    DeletedSecret,
    KeyVaultSecret,
    KeyVaultSecretIdentifier,
    SecretProperties,
)

Json = Dict[str, Any]

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


def to_seconds(moment: Optional[datetime]) -> Optional[int]:
    return None if moment is None else int((moment - EPOCH).total_seconds())


def secret_value(
    secret: Union[KeyVaultSecret, DeletedSecret, SecretProperties],
) -> Json:
    """A secret: all that the client exposes, None as null."""
    if isinstance(secret, SecretProperties):
        return properties_value(secret)
    value = properties_value(secret.properties)
    if isinstance(secret, DeletedSecret):
        value["recoveryId"] = secret.recovery_id
        value["deletedOn"] = to_seconds(secret.deleted_date)
        value["scheduledPurgeDate"] = to_seconds(secret.scheduled_purge_date)
    else:
        value["value"] = secret.value
    return value


def properties_value(properties: SecretProperties) -> Json:
    value = {
        "id": properties.id,
        "vaultUrl": properties.vault_url,
        "version": properties.version,
        "contentType": properties.content_type,
        "enabled": properties.enabled,
        "notBefore": to_seconds(properties.not_before),
        "expiresOn": to_seconds(properties.expires_on),
        "createdOn": to_seconds(properties.created_on),
        "updatedOn": to_seconds(properties.updated_on),
        "tags": None if properties.tags is None else dict(properties.tags),
        "managed": properties.managed,
        "keyId": properties.key_id,
        "recoveryLevel": plain(properties.recovery_level),
        "recoverableDays": properties.recoverable_days,
    }
    # The protocol has no null for a name; older releases have no previous_version.
    if properties.name is not None:
        value["name"] = properties.name
    if hasattr(properties, "previous_version"):
        value["previousVersion"] = properties.previous_version
    return value


def plain(value: Any) -> Any:
    """The text of an enum member; anything else as it is."""
    return value.value if isinstance(value, Enum) else value


def identifier_value(identifier: KeyVaultSecretIdentifier) -> Json:
    return {
        "id": identifier.source_id,
        "vaultUrl": identifier.vault_url,
        "name": identifier.name,
        "version": identifier.version,
    }
