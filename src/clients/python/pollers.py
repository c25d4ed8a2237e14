"""The client's poller, one poll at a time.

The sync client polls in a thread of its own, which `wait()` starts, and offers no way to
poll once. Its calls do take a hook that runs before each request is first sent (not before
its retries or its answer to a challenge). There the polls are held back until the harness
asks for one.
"""

from __future__ import annotations

import threading
from typing import Any, Dict, Optional

from azure.core.polling import LROPoller

from failures import CallTimedOut
from values import secret_value


class HeldPoller:
    """A poller and the gate before its requests, open while the operation begins."""

    def __init__(self) -> None:
        self._state = threading.Condition()
        self._permits = 0
        self._open = True
        self._waiting_at_gate = False
        self._polling: Optional[threading.Thread] = None
        self._failure: Optional[BaseException] = None
        self._poller: Optional[LROPoller[Any]] = None

    def hook(self, _request: Any) -> None:
        """The client's `raw_request_hook`."""
        with self._state:
            if self._open:
                return
            self._waiting_at_gate = True
            self._state.notify_all()
            self._state.wait_for(lambda: self._open or self._permits > 0)
            self._waiting_at_gate = False
            self._permits -= 0 if self._open else 1

    def hold(self, poller: LROPoller[Any]) -> None:
        """Takes the poller that the client returned, and closes the gate."""
        with self._state:
            self._poller = poller
            self._open = False

    def describe(self, name: str) -> Dict[str, Any]:
        poller = self.poller
        return {
            "poller": name,
            "done": poller.done(),
            "secret": secret_value(poller.result()),
        }

    def poll_once(self) -> None:
        """Lets one poll through and waits for its end. Raises what `wait` raises."""
        self._start()
        with self._state:
            self._state.wait_for(lambda: self._waiting_at_gate or self._idle())
            if not self._idle():
                self._permits += 1
                self._waiting_at_gate = False
                self._state.notify_all()
                self._state.wait_for(lambda: self._waiting_at_gate or self._idle())
        self._surface()

    def wait(self, timeout: Optional[float]) -> None:
        """Polls until the client says it is done, or raises `CallTimedOut`."""
        with self._state:
            self._open = True
            self._state.notify_all()
            polling = self._polling
        if polling is not None:
            polling.join(timeout)
        elif self._failure is None:
            self.poller.wait(timeout)
        self._surface()
        if not self.poller.done():
            raise CallTimedOut("The poller was not done when its time was over.")

    @property
    def poller(self) -> LROPoller[Any]:
        if self._poller is None:
            raise RuntimeError("The poller is used before the operation has begun.")
        return self._poller

    def _start(self) -> None:
        with self._state:
            if self._polling is None:
                self._open = False
                self._polling = threading.Thread(
                    target=self._wait_for_client, daemon=True
                )
                self._polling.start()

    def _wait_for_client(self) -> None:
        failure: Optional[BaseException] = None
        try:
            self.poller.wait()
        except Exception as error:  # pylint: disable=broad-except
            failure = error
        with self._state:
            self._failure = failure
            self._polling = None
            self._state.notify_all()

    def _idle(self) -> bool:
        return self._polling is None

    def _surface(self) -> None:
        with self._state:
            failure, self._failure = self._failure, None
        if failure is not None:
            raise failure
