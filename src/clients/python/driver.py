"""The Python driver of keyvault-contract: calls azure-keyvault-secrets by JSON-RPC.

The messages are those of schemas/driver.json: one a line, UTF-8, requests on stdin and
responses on stdout.
"""

from __future__ import annotations

import os
import sys
from typing import BinaryIO, Callable


def main(session_class: Callable[[], type]) -> int:
    """Answers requests until told to stop or stdin ends. Returns the exit code."""
    answers = take_stdout()
    # Only now: what a package prints while it loads must not reach the real stdout.
    from protocol import serve

    try:
        serve(sys.stdin.buffer, answers, session_class()())
    except KeyboardInterrupt:
        return 130
    return 0


def take_stdout() -> BinaryIO:
    """Keeps the real stdout for answers; what else is written there goes to stderr."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return answers


def leave(code: int) -> None:
    """Ends the process at once.

    Calls that still run (a retry, a poll) are of no interest any more, and this spares the
    interpreter's teardown races with their threads.
    """
    sys.stderr.flush()
    os._exit(code)


def session_class() -> type:
    from session import Session

    return Session


if __name__ == "__main__":
    leave(main(session_class))
