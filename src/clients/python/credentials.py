"""The three credentials of the protocol, for the client's synchronous interface."""

from __future__ import annotations

import base64
import json
import threading
import time
from typing import Any, Dict, Optional, Sequence

from azure.core.credentials import AccessToken, AccessTokenInfo

DEFAULT_LIFETIME_SECONDS = 3600


class TestTokens:
    """Tokens that encode what was asked for, for the wire to show."""

    def __init__(self, client_id: str, lifetimes: Sequence[int] = ()) -> None:
        self._client_id = client_id
        self._lifetimes = list(lifetimes) or [DEFAULT_LIFETIME_SECONDS]
        self._given = 0
        self._lock = threading.Lock()

    def give(
        self,
        *scopes: str,
        claims: Optional[str] = None,
        tenant_id: Optional[str] = None,
        enable_cae: Optional[bool] = None,
        **_kwargs: Any,
    ) -> AccessToken:
        """The next token, for the arguments of a credential's `get_token`."""
        with self._lock:
            self._given += 1
            serial = self._given
        wish = {
            "scopes": list(scopes),
            "tenantId": tenant_id,
            "claims": claims,
            "enableCae": enable_cae,
            "serial": serial,
            "clientId": self._client_id,
        }
        encoded = (
            base64.urlsafe_b64encode(json.dumps(wish).encode()).decode().rstrip("=")
        )
        lifetime = self._lifetimes[min(serial, len(self._lifetimes)) - 1]
        return AccessToken(f"kvc-test.{encoded}", int(time.time()) + lifetime)


class TestCredential:
    """Gives out test tokens."""

    def __init__(self, client_id: str, lifetimes: Sequence[int] = ()) -> None:
        self._tokens = TestTokens(client_id, lifetimes)

    def get_token(self, *scopes: str, **options: Any) -> AccessToken:
        return self._tokens.give(*scopes, **options)

    def get_token_info(
        self, *scopes: str, options: Optional[Dict[str, Any]] = None
    ) -> AccessTokenInfo:
        """The newer protocol of azure-core, which prefers it to `get_token`."""
        token = self._tokens.give(*scopes, **(options or {}))
        return AccessTokenInfo(token.token, token.expires_on)

    def close(self) -> None:
        """Part of the protocol; there is nothing to close."""

    def __enter__(self) -> TestCredential:
        return self

    def __exit__(self, *_details: object) -> None:
        self.close()


def create_credential(wanted: Dict[str, Any]) -> Any:
    """The credential of a `createClient`. Raises what the identity library raises."""
    if wanted["kind"] == "test":
        return TestCredential(wanted["clientId"], wanted.get("lifetimeSeconds", ()))
    # The identity library takes its time to load, and most scenarios do without it.
    from azure.identity import ClientSecretCredential, ManagedIdentityCredential

    return identity_credential(
        wanted, ClientSecretCredential, ManagedIdentityCredential
    )


def identity_credential(wanted: Dict[str, Any], secret: Any, managed: Any) -> Any:
    """One of the identity library's two, of either interface."""
    if wanted["kind"] == "managedIdentity":
        return managed(client_id=wanted["clientId"])
    options = {}
    if "additionallyAllowedTenants" in wanted:
        options["additionally_allowed_tenants"] = wanted["additionallyAllowedTenants"]
    return secret(
        wanted["tenantId"], wanted["clientId"], wanted["clientSecret"], **options
    )
