"""What the client raises, under the categories and names of the protocol."""

from __future__ import annotations

import traceback
from typing import Any, Dict, List, Mapping, Optional

from azure.core.exceptions import (
    AzureError,
    DecodeError,
    DeserializationError,
    HttpResponseError,
    IncompleteReadError,
    SerializationError,
    ServiceRequestError,
    ServiceRequestTimeoutError,
    ServiceResponseTimeoutError,
)

from values import CannotExpress

Json = Dict[str, Any]

CHALLENGE_MODULES = (
    "challenge_auth_policy",
    "async_challenge_auth_policy",
    "http_challenge",
    "http_challenge_cache",
)


class CallTimedOut(Exception):
    """The client gave control back when its time was over, with its work undone."""


def client_error(error: Exception, call: str, timed: bool) -> Optional[Json]:
    """The normalised error of a call; None for an error that the client has no part in.

    `timed` says whether the caller had set a time limit: without one, a timeout is the
    transport's matter.
    """
    category = categorise(error, call, timed)
    if category is None:
        return None
    return {
        "category": category,
        "type": type(error).__name__,
        "message": message_of(error),
        **answer_of(error, category),
    }


def categorise(error: Exception, call: str, timed: bool) -> Optional[str]:
    modules = azure_modules(error)
    if isinstance(error, CallTimedOut):
        return "timeout"
    if isinstance(error, AzureError):
        return categorise_azure_error(error, modules, timed)
    if isinstance(error, (CannotExpress, SerializationError)):
        return "usage"
    if not modules:
        return None
    if isinstance(error, (ValueError, NotImplementedError)):
        return categorise_value_error(error, call, modules)
    return "internal"


def categorise_azure_error(error: AzureError, modules: List[str], timed: bool) -> str:
    # The identity library never surrounds a request to the vault: one frame settles it.
    if any(module.startswith("azure.identity") for module in modules):
        return "authentication"
    if isinstance(error, (ServiceRequestTimeoutError, ServiceResponseTimeoutError)):
        return "timeout" if timed else "transport"
    if isinstance(error, DecodeError) and not isinstance(error, IncompleteReadError):
        return "parse"
    if isinstance(error, HttpResponseError) and error.status_code is not None:
        return "service"
    # The challenge policy refuses a URL that is not https before anything is sent.
    if isinstance(error, ServiceRequestError) and in_challenge(modules):
        return "usage"
    return "transport"


def categorise_value_error(error: Exception, call: str, modules: List[str]) -> str:
    if any(module.startswith("azure.identity") for module in modules) or in_challenge(
        modules
    ):
        return "authentication"
    if isinstance(error, DeserializationError):
        return "parse"
    if isinstance(error, NotImplementedError) or call in (
        "createClient",
        "parseIdentifier",
    ):
        return "usage"
    # In the transport nothing was sent yet (a host name that cannot be encoded); above it,
    # an answer was read.
    return (
        "usage" if modules[-1].startswith("azure.core.pipeline.transport") else "parse"
    )


def azure_modules(error: Exception) -> List[str]:
    """Modules of the client on the error's way, from the call down to its raise."""
    names = (
        frame.f_globals.get("__name__", "")
        for frame, _ in traceback.walk_tb(error.__traceback__)
    )
    return [name for name in names if name.startswith("azure.")]


def in_challenge(modules: List[str]) -> bool:
    """Whether the error was raised by the judging of a challenge, not only below it."""
    return bool(modules) and modules[-1].rpartition(".")[2] in CHALLENGE_MODULES


def message_of(error: Exception) -> str:
    service_message = getattr(getattr(error, "error", None), "message", None)
    if isinstance(service_message, str) and service_message:
        return service_message
    message = getattr(error, "message", None)
    return message if isinstance(message, str) and message else str(error)


def answer_of(error: Exception, category: str) -> Json:
    """Status, codes and request id of the answer, as far as the error exposes them."""
    if category not in ("service", "parse") or not isinstance(error, HttpResponseError):
        return {}
    inner = getattr(error.error, "innererror", None)
    members = {
        "code": getattr(error.error, "code", None),
        "innerCode": inner.get("code") if isinstance(inner, Mapping) else None,
        "requestId": header_of(error, "x-ms-request-id"),
    }
    answer: Json = {
        name: text for name, text in members.items() if isinstance(text, str)
    }
    if error.status_code is not None:
        answer["status"] = error.status_code
    return answer


def header_of(error: HttpResponseError, name: str) -> Optional[str]:
    headers = getattr(error.response, "headers", None)
    return None if headers is None else headers.get(name)
