"""The calls of the protocol, by the client's synchronous interface."""

from __future__ import annotations

from typing import Any, Callable, Dict

from azure.keyvault.secrets import KeyVaultSecretIdentifier, SecretClient

from failures import CallTimedOut
from lists import METHODS, Pages, open_list, wants_pages
from plans import PLANS, polling_options
from values import identifier_value, secret_value

Json = Dict[str, Any]

CALLS = [
    *PLANS,
    *METHODS,
    "deleteSecret",
    "recoverDeletedSecret",
    "parseIdentifier",
]


def run(client: SecretClient, name: str, arguments: Json, options: Json) -> Json:
    """Makes one of `CALLS`, and shows what it gave."""
    if name in PLANS:
        plan = PLANS[name](arguments)
        method = getattr(client, plan.method)
        return plan.show(method(*plan.positional, **plan.keywords, **options))
    if name in METHODS:
        return listed(open_list(client, name, arguments, options), arguments)
    if name == "deleteSecret":
        return run_to_end(client.begin_delete_secret, arguments, options)
    if name == "recoverDeletedSecret":
        return run_to_end(client.begin_recover_deleted_secret, arguments, options)
    return parse_identifier(arguments)


def listed(items: Any, arguments: Json) -> Json:
    if not wants_pages(arguments):
        return {"items": [secret_value(item) for item in items]}
    pages = items.by_page(continuation_token=arguments.get("continuation"))
    read = Pages(arguments)
    while read.more():
        try:
            read.add(list(next(pages)))
        except StopIteration:
            break
    return read.show(pages.continuation_token)


def run_to_end(begin: Callable[..., Any], arguments: Json, options: Json) -> Json:
    poller = begin(arguments["name"], **polling_options(arguments), **options)
    poller.wait(options.get("timeout"))
    if not poller.done():
        raise CallTimedOut("The operation was not done when its time was over.")
    return secret_value(poller.result())


def parse_identifier(arguments: Json) -> Json:
    return identifier_value(KeyVaultSecretIdentifier(arguments["id"]))
