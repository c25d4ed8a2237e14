"""The same session over the client's asynchronous interface, on one event loop."""

from __future__ import annotations

import asyncio
import threading
from importlib.metadata import version
from typing import Any, Coroutine, Dict

from azure.keyvault.secrets.aio import SecretClient

from calls_async import run
from credentials_async import AsyncTestCredential, create_credential
from failures import CallTimedOut
from session import LANGUAGE_FEATURES, HeldClient, Session, undeclared

Json = Dict[str, Any]


class AsyncSession(Session):
    """Calls come from many threads, and run side by side on the loop's own one."""

    language = "python-async"
    client_class: Any = SecretClient
    test_credential: Any = AsyncTestCredential
    create_credential = staticmethod(create_credential)
    # The client's asynchronous interface has no pollers.
    features = LANGUAGE_FEATURES

    def __init__(self) -> None:
        super().__init__()
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()

    def runtime(self) -> str:
        return f"{super().runtime()}, aiohttp {version('aiohttp')}"

    def close(self, resource: Any) -> None:
        self._await(resource.close())

    def value(self, held: HeldClient, params: Json) -> Json:
        if params["call"] not in self.calls:
            raise undeclared(params["call"])
        given: Json = self._await(limited(held.client, params))
        return given

    def _await(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()


async def limited(client: SecretClient, params: Json) -> Json:
    """The call, cancelled when its time is over: by asyncio's means, as programs do it."""
    work = run(client, params["call"], params["arguments"])
    if "timeoutMs" not in params:
        return await work
    task = asyncio.ensure_future(work)
    done, _ = await asyncio.wait([task], timeout=params["timeoutMs"] / 1000)
    if not done:
        task.cancel()
        raise CallTimedOut("The call was not done when its time was over.")
    return task.result()
