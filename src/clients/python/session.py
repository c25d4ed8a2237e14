"""The clients and pollers that the harness has asked for."""

from __future__ import annotations

import inspect
import itertools
import logging
import platform
import sys
import threading
import traceback
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Dict, List, Optional

import azure.keyvault.secrets
from azure.keyvault.secrets import SecretClient

from calls import CALLS, run
from credentials import TestCredential, create_credential
from failures import client_error
from plans import polling_options
from pollers import HeldPoller

Json = Dict[str, Any]

PACKAGE = "azure-keyvault-secrets"

# Of both interfaces. `poller.resume` is missing: the pollers have no continuation token.
LANGUAGE_FEATURES = [
    "lifecycle.waits",
    "list.byPage",
    "list.pageSize",
    "list.continuation",
    "parseIdentifier.vaultUrl",
    "client.apiVersion",
    "client.verifyChallengeResource",
    "client.retry",
    "client.logging",
    "call.timeout",
    "text.loneSurrogates",
    "credential.test",
    "credential.clientSecret",
    "credential.managedIdentity",
]


class UsageFault(Exception):
    """The harness asked for something that it should not have asked for."""


@dataclass
class HeldClient:
    """A client, or the error with which it refused its options, for its calls to report."""

    client: Any = None
    refusal: Optional[Exception] = None
    credential: Any = None
    pollers: Dict[str, HeldPoller] = field(default_factory=dict)


class Session:
    """Handles of one harness. Calls come from many threads at once.

    What differs for the client's other interface is for a subclass to say.
    """

    language = "python"
    client_class: Any = SecretClient
    test_credential: Any = TestCredential
    create_credential = staticmethod(create_credential)
    calls = CALLS
    features = ["poller", *LANGUAGE_FEATURES]

    def __init__(self) -> None:
        self._clients: Dict[str, HeldClient] = {}
        self._poller_numbers = itertools.count(1)
        self._lock = threading.Lock()

    def initialize(self, _params: Json) -> Json:
        client = self.client_class(
            "https://none.vault.azure.net", self.test_credential("none")
        )
        return {
            "protocolVersion": 1,
            "client": {
                "name": PACKAGE,
                "version": client_version(),
                "language": self.language,
                "runtime": self.runtime(),
                "defaultApiVersion": client.api_version,
            },
            "capabilities": self._capabilities(),
        }

    def runtime(self) -> str:
        return f"python {platform.python_version()}"

    def _capabilities(self) -> List[str]:
        declared = [*self.calls, *self.features]
        parameters = inspect.signature(self.client_class.get_secret).parameters
        if "out_content_type" in parameters:
            declared.append("getSecret.outContentType")
        return declared

    def create_client(self, params: Json) -> Json:
        held = HeldClient()
        try:
            held.credential = self.create_credential(params["credential"])
            held.client = self.client_class(
                params["vaultUrl"], held.credential, **client_options(params)
            )
        except Exception as error:  # pylint: disable=broad-except
            held.refusal = error
        with self._lock:
            self._clients[params["client"]] = held
        return {}

    def close_client(self, params: Json) -> Json:
        with self._lock:
            held = self._clients.pop(params["client"], None)
        if held is None:
            raise UsageFault(f"No client {params['client']!r} was created.")
        for resource in (held.client, held.credential):
            if resource is not None:
                self.close(resource)
        return {}

    def close(self, resource: Any) -> None:
        resource.close()

    def call(self, params: Json) -> Json:
        """Runs one call: an error of the client is an outcome, any other goes up."""
        with self._lock:
            held = self._clients.get(params["client"])
        if held is None:
            raise UsageFault(f"No client {params['client']!r} was created.")
        try:
            if held.refusal is not None:
                raise held.refusal
            return {"outcome": "value", "value": self.value(held, params)}
        except UsageFault:
            raise
        except Exception as error:  # pylint: disable=broad-except
            call = "createClient" if error is held.refusal else params["call"]
            described = client_error(error, call, "timeoutMs" in params)
            if described is None:
                raise
            if described["category"] == "internal":
                print(
                    "".join(traceback.format_tb(error.__traceback__)),
                    file=sys.stderr,
                    flush=True,
                )
            return {"outcome": "error", "error": described}

    def value(self, held: HeldClient, params: Json) -> Json:
        """What a call gives. Raises what the client raises."""
        name, arguments, options = (
            params["call"],
            params["arguments"],
            time_limits(params),
        )
        if name in self.calls:
            return run(held.client, name, arguments, options)
        if name in ("beginDeleteSecret", "beginRecoverDeletedSecret"):
            return self._begin(held, name, arguments, options)
        if name in ("pollerPoll", "pollerWait"):
            return use_poller(held, name, arguments["poller"], options)
        raise undeclared(name)

    def _begin(
        self, held: HeldClient, name: str, arguments: Json, options: Json
    ) -> Json:
        if "resumeFrom" in arguments:
            raise UsageFault(
                "`resumeFrom` needs `poller.resume`, which this driver does not declare."
            )
        methods = {
            "beginDeleteSecret": "begin_delete_secret",
            "beginRecoverDeletedSecret": "begin_recover_deleted_secret",
        }
        begin = getattr(held.client, methods[name])
        poller = HeldPoller()
        poller.hold(
            begin(
                arguments["name"],
                raw_request_hook=poller.hook,
                **polling_options(arguments),
                **options,
            )
        )
        handle = f"poller-{next(self._poller_numbers)}"
        held.pollers[handle] = poller
        return poller.describe(handle)


def undeclared(name: str) -> UsageFault:
    return UsageFault(
        f"The call {name!r} needs a capability that this driver does not declare."
    )


def client_version() -> str:
    """As pip knows it; a fork under another name can only be asked itself."""
    try:
        return version(PACKAGE)
    except PackageNotFoundError:
        return azure.keyvault.secrets.__version__


def client_options(params: Json) -> Json:
    """What the harness leaves out stays at the client's defaults."""
    options: Json = {}
    if "apiVersion" in params:
        options["api_version"] = params["apiVersion"]
    if "verifyChallengeResource" in params:
        options["verify_challenge_resource"] = params["verifyChallengeResource"]
    if "retry" in params:
        options.update(retry_options(params["retry"]))
    if params.get("logging") == "verbose":
        logging.basicConfig(level=logging.DEBUG, stream=sys.stderr)
        options["logging_enable"] = True
    return options


def retry_options(retry: Json) -> Json:
    """The client counts retries in total and by cause, and the first to run out ends them.

    Its delays: none before the first retry, then factor * 2, factor * 4, … to the maximum.
    """
    counts = dict.fromkeys(
        ("retry_total", "retry_connect", "retry_read", "retry_status"),
        retry["maxRetries"],
    )
    return {
        **counts,
        "retry_backoff_factor": retry["delayMs"] / 1000,
        "retry_backoff_max": retry["maxDelayMs"] / 1000,
    }


def time_limits(params: Json) -> Json:
    """The client's means: `timeout` bounds all attempts together, the others each one."""
    if "timeoutMs" not in params:
        return {}
    return dict.fromkeys(
        ("timeout", "connection_timeout", "read_timeout"), params["timeoutMs"] / 1000
    )


def use_poller(held: HeldClient, name: str, handle: str, options: Json) -> Json:
    poller = held.pollers.get(handle)
    if poller is None:
        raise UsageFault(f"No poller {handle!r} was begun.")
    if name == "pollerPoll":
        poller.poll_once()
    else:
        poller.wait(options.get("timeout"))
    return poller.describe(handle)
