"""The calls of the protocol, by the client's asynchronous interface.

It has no pollers: its `delete_secret` and `recover_deleted_secret` end when the operation
is done.
"""

from __future__ import annotations

from typing import Any, Dict

from azure.keyvault.secrets.aio import SecretClient

from calls import CALLS, parse_identifier
from lists import METHODS, Pages, open_list, wants_pages
from plans import PLANS, polling_options
from values import secret_value

Json = Dict[str, Any]

LIFECYCLE = {
    "deleteSecret": "delete_secret",
    "recoverDeletedSecret": "recover_deleted_secret",
}

__all__ = ["CALLS", "run"]


async def run(client: SecretClient, name: str, arguments: Json) -> Json:
    """Makes one of `CALLS`, and shows what it gave."""
    if name in PLANS:
        plan = PLANS[name](arguments)
        method = getattr(client, plan.method)
        return plan.show(await method(*plan.positional, **plan.keywords))
    if name in METHODS:
        return await listed(open_list(client, name, arguments, {}), arguments)
    if name in LIFECYCLE:
        method = getattr(client, LIFECYCLE[name])
        return secret_value(
            await method(arguments["name"], **polling_options(arguments))
        )
    return parse_identifier(arguments)


async def listed(items: Any, arguments: Json) -> Json:
    if not wants_pages(arguments):
        return {"items": [secret_value(item) async for item in items]}
    pages = items.by_page(continuation_token=arguments.get("continuation"))
    read = Pages(arguments)
    while read.more():
        try:
            page = await anext(pages)
        except StopAsyncIteration:
            break
        read.add([item async for item in page])
    return read.show(pages.continuation_token)
