"""JSON-RPC 2.0 over lines: reads requests, runs calls side by side, writes answers."""

from __future__ import annotations

import json
import sys
import threading
import traceback
from typing import Any, BinaryIO, Callable, Dict, Optional

from session import Session, UsageFault

Json = Dict[str, Any]

PARSE_ERROR = -32700
METHOD_NOT_FOUND = -32601
INVALID_PARAMS = -32602
INTERNAL_ERROR = -32603

# How long calls may go on after stdin has ended: long enough for what a pipe was fed, short
# enough that no process outlives a harness that died.
DRAIN_SECONDS = 5.0


class Answers:
    """The one writer of the real stdout; counts the calls that still owe an answer."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._lock = threading.Lock()
        self._owed = 0
        self._settled = threading.Condition()

    def send(self, message: Json) -> None:
        line = json.dumps({"jsonrpc": "2.0", **message}).encode("ascii") + b"\n"
        with self._lock:
            self._stream.write(line)
            self._stream.flush()

    def owe(self) -> None:
        with self._settled:
            self._owed += 1

    def settle(self) -> None:
        with self._settled:
            self._owed -= 1
            self._settled.notify_all()

    def drain(self, seconds: float) -> None:
        """Waits until no answer is owed, but no longer than so many seconds."""
        with self._settled:
            self._settled.wait_for(lambda: self._owed == 0, seconds)


def serve(requests: BinaryIO, stream: BinaryIO, session: Session) -> None:
    """Answers every line; returns after `shutdown` or at the end of the input."""
    answers = Answers(stream)
    for line in requests:
        if not line.strip():
            continue
        request = parse(line, answers)
        if request is None:
            continue
        if request["method"] == "shutdown":
            answers.send({"id": request["id"], "result": {}})
            return
        start(request, session, answers)
    answers.drain(DRAIN_SECONDS)


def parse(line: bytes, answers: Answers) -> Optional[Json]:
    try:
        request: Json = json.loads(line)
        if (
            isinstance(request["id"], int)
            and isinstance(request["params"], dict)
            and isinstance(request["method"], str)
        ):
            return request
    except (ValueError, KeyError, TypeError):
        pass
    # The line is not quoted: it may hold a secret.
    problem = "The line is not a JSON-RPC request with id, method and params."
    answers.send({"id": None, "error": {"code": PARSE_ERROR, "message": problem}})
    return None


def start(request: Json, session: Session, answers: Answers) -> None:
    """Calls get a thread each, so that none waits for another; the rest keeps its order."""
    methods: Dict[str, Callable[[Json], Json]] = {
        "initialize": session.initialize,
        "createClient": session.create_client,
        "closeClient": session.close_client,
    }
    if request["method"] == "call":
        answers.owe()
        arguments = (request, session.call, answers)
        threading.Thread(target=answer_and_settle, args=arguments, daemon=True).start()
    elif request["method"] in methods:
        answer(request, methods[request["method"]], answers)
    else:
        problem = f"Unknown method {request['method']!r}."
        answers.send(
            {
                "id": request["id"],
                "error": {"code": METHOD_NOT_FOUND, "message": problem},
            }
        )


def answer_and_settle(
    request: Json, method: Callable[[Json], Json], answers: Answers
) -> None:
    try:
        answer(request, method, answers)
    finally:
        answers.settle()


def answer(request: Json, method: Callable[[Json], Json], answers: Answers) -> None:
    try:
        message: Json = {"result": method(request["params"])}
    except UsageFault as fault:
        message = {"error": {"code": INVALID_PARAMS, "message": str(fault)}}
    except Exception as fault:  # pylint: disable=broad-except
        # Only type and place: the text of an unforeseen error may hold a secret.
        print(
            "".join(traceback.format_tb(fault.__traceback__)),
            type(fault).__name__,
            file=sys.stderr,
            flush=True,
        )
        message = {
            "error": {
                "code": INTERNAL_ERROR,
                "message": f"The driver failed with {type(fault).__name__}.",
            }
        }
    answers.send({"id": request["id"], **message})
