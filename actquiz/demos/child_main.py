"""Experiments in a process of their own: asked for on stdin, their frames on stdout.

``main`` is what ``apart`` starts. A message is its length in eight
bytes, then a pickle: a ``Request`` in, a ``Frame`` or a ``Failure`` out. After a frame without a
result the run waits for ``GO_ON``; another request takes its place instead. The end of stdin ends
the process.
"""

from __future__ import annotations

import os
import pickle
import signal
import struct
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

from actquiz.errors import ActquizError

if TYPE_CHECKING:
    from actquiz.demos.demo import Demo

LENGTH = struct.Struct(">Q")
GO_ON = "go on"
_FAULT = "this is a fault of the experiment"
_NICENESS = 10
"""The screen's keys go before the experiment's numbers."""


@dataclass(frozen=True, slots=True)
class Request:
    """One run of one demonstration."""

    demo: str
    params: Mapping[str, Any]
    seeds: int | None
    """None: the demonstration's own number."""
    seed: int


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there will be no more frames."""

    what: str
    fix: str


def packed(message: object) -> bytes:
    """A message as it is written."""
    body = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return LENGTH.pack(len(body)) + body


def serve(inbox: BinaryIO, outbox: BinaryIO) -> None:
    """Answer requests until ``inbox`` ends."""
    message = _read(inbox)
    while isinstance(message, Request):
        message = _answer(message, inbox, outbox)


def _answer(request: Request, inbox: BinaryIO, outbox: BinaryIO) -> object:
    """Run it frame by frame; returns the message that does not belong to this run."""
    from actquiz.demos import registry, runner

    demo = None
    failure = Failure(f"demo '{request.demo}' ended without a result", "")
    try:
        demo = registry.get(request.demo)
        params = runner.parameters(demo, request.params)
        for frame in runner.run(demo, params, request.seeds, request.seed):
            _write(outbox, frame)
            message = _read(inbox)
            if message != GO_ON or frame.result is not None:
                return message
    except ActquizError as error:
        failure = Failure(error.what, error.fix)
    except Exception as error:
        # Whatever goes wrong in an experiment is told where it was asked for.
        what = f"the experiment broke off: {type(error).__name__}: {error}"
        failure = Failure(what, _advice(demo, request))
    _write(outbox, failure)
    return _read(inbox)


def _advice(demo: Demo | None, request: Request) -> str:
    """What can be done about a broken run: nothing, where it ran as it comes."""
    if demo is None:
        return _FAULT
    known = {param.name: param.default for param in demo.params}
    turned = any(known.get(name) != value for name, value in request.params.items())
    counted = request.seeds not in (None, demo.seeds)
    return "other values may work" if turned or counted or request.seed else _FAULT


def _read(inbox: BinaryIO) -> object:
    """The next message; None at the end."""
    head = inbox.read(LENGTH.size)
    return pickle.loads(inbox.read(LENGTH.unpack(head)[0])) if head else None


def _write(outbox: BinaryIO, message: object) -> None:
    outbox.write(packed(message))
    outbox.flush()


def main() -> None:
    """Serve on this process's own stdin and stdout."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    outbox = os.fdopen(os.dup(1), "wb")
    # A stray print must not end up between two messages.
    os.dup2(2, 1)
    # The slowest import, done while the first request is still being thought of.
    import numpy as np  # noqa: F401

    try:
        serve(sys.stdin.buffer, outbox)
    except BrokenPipeError:
        # Nobody listens any more.
        os._exit(0)
