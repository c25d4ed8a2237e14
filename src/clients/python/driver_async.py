"""The same driver over the client's asynchronous interface, azure.keyvault.secrets.aio."""

from __future__ import annotations

from driver import leave, main


def session_class() -> type:
    # Only when the driver has taken stdout: see there.
    from session_async import AsyncSession

    return AsyncSession


if __name__ == "__main__":
    leave(main(session_class))
