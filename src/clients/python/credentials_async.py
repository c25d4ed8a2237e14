"""The three credentials of the protocol, for the client's asynchronous interface."""

from __future__ import annotations

from typing import Any, Dict, Optional, Sequence

from azure.core.credentials import AccessToken, AccessTokenInfo

from credentials import TestTokens, identity_credential


class AsyncTestCredential:
    """Gives out test tokens."""

    def __init__(self, client_id: str, lifetimes: Sequence[int] = ()) -> None:
        self._tokens = TestTokens(client_id, lifetimes)

    async def get_token(self, *scopes: str, **options: Any) -> AccessToken:
        return self._tokens.give(*scopes, **options)

    async def get_token_info(
        self, *scopes: str, options: Optional[Dict[str, Any]] = None
    ) -> AccessTokenInfo:
        """The newer protocol of azure-core, which prefers it to `get_token`."""
        token = self._tokens.give(*scopes, **(options or {}))
        return AccessTokenInfo(token.token, token.expires_on)

    async def close(self) -> None:
        """Part of the protocol; there is nothing to close."""

    async def __aenter__(self) -> AsyncTestCredential:
        return self

    async def __aexit__(self, *_details: object) -> None:
        await self.close()


def create_credential(wanted: Dict[str, Any]) -> Any:
    """The credential of a `createClient`. Raises what the identity library raises."""
    if wanted["kind"] == "test":
        lifetimes = wanted.get("lifetimeSeconds", ())
        return AsyncTestCredential(wanted["clientId"], lifetimes)
    # The identity library takes its time to load, and most scenarios do without it.
    from azure.identity.aio import ClientSecretCredential, ManagedIdentityCredential

    return identity_credential(
        wanted, ClientSecretCredential, ManagedIdentityCredential
    )
