"""The process that runs the learner's file: asked on stdin, answering on stdout, a line each.

It knows no answers. It runs the file, calls its functions with what the judge sends, and sends back
what they return; whether that is right is decided elsewhere.
"""

from __future__ import annotations

import errno
import faulthandler
import json
import os
import sys
import types
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

import numpy as np

from actquiz.practice.exercises.limits import Refused, confine, guard
from actquiz.practice.exercises.wire import Foreign, Wire, line

_LARGEST = 64 * 1024 * 1024
"""Bytes of an answer."""


class _Borrowed(Foreign):
    """A function of the judge's, as the learner's code calls it."""

    caller: Server

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.caller.call_back(self.number, args, kwargs)


class Server:
    """Runs one file and answers for it."""

    def __init__(self, inbox: BinaryIO, outbox: BinaryIO) -> None:
        self._inbox = inbox
        self._outbox = outbox
        self._wire = Wire(self._borrowed)
        self._module = types.ModuleType("exercise")
        self._label = ""
        self._nonce = ""

    def serve(self, prepare: Callable[[dict[str, Any]], None]) -> None:
        """Load the file that the first message holds, then answer calls until the end.

        ``prepare`` sees that message before the file runs.
        """
        load = self._read()
        if load is None:
            return
        self._label, self._nonce = load["label"], load["nonce"]
        prepare(load)
        self._answer(self._load, load)
        while (request := self._read()) is not None:
            self._answer(self._call, request)

    def call_back(self, number: int, args: Any, kwargs: Any) -> Any:
        """Let the judge compute a function of its own."""
        call = [number, self._wire.pack(args), self._wire.pack(kwargs)]
        self._send(line({"nonce": self._nonce, "call": call}))
        answer = self._read()
        if answer is None:
            raise SystemExit
        if "error" in answer:
            raise ValueError(answer["error"])
        return self._wire.unpack(answer["value"])

    def _load(self, request: dict[str, Any]) -> dict[str, Any]:
        self._module.__file__ = request["path"]
        sys.modules[self._module.__name__] = self._module
        code = compile(request["source"], self._label, "exec", dont_inherit=True)
        exec(code, self._module.__dict__)
        names = [name for name, value in vars(self._module).items() if callable(value)]
        return {"value": self._wire.pack(names)}

    def _call(self, request: dict[str, Any]) -> dict[str, Any]:
        args = self._wire.unpack(request["args"])
        kwargs = self._wire.unpack(request["kwargs"])
        owner = self._module if request["of"] is None else self._wire.kept(request["of"])
        function = getattr(owner, request["name"])
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            # Whatever the file chose for itself on its first lines.
            usual = np.errstate(divide="warn", over="warn", invalid="warn", under="ignore")
            with usual, _nothing_silenced():
                value = function(*args, **kwargs)
        return {
            "value": self._wire.pack(value),
            "args": self._wire.pack(args) if request["watch"] else None,
            "own": _own(value, args),
            "warnings": [
                [one.category.__name__, str(one.message), self._mine(one.filename, one.lineno)]
                for one in caught
                if issubclass(one.category, RuntimeWarning)
            ],
        }

    def _answer(
        self, work: Callable[[dict[str, Any]], dict[str, Any]], request: dict[str, Any]
    ) -> None:
        """Send what ``work`` gives, or what became of it."""
        try:
            message = line({"nonce": self._nonce, **work(request)})
            if len(message) > _LARGEST:
                raise MemoryError(f"it returned more than {_LARGEST >> 20} MB")
        except BaseException as error:
            message = line({"nonce": self._nonce, "error": self._told(error)})
        self._send(message)

    def _told(self, error: BaseException) -> dict[str, Any]:
        number = 0
        trace = error.__traceback__
        while trace is not None:
            number = self._mine(trace.tb_frame.f_code.co_filename, trace.tb_lineno) or number
            trace = trace.tb_next
        if isinstance(error, SyntaxError):
            number = self._mine(error.filename or "", error.lineno or 0)
        kinds = [kind.__name__ for kind in type(error).__mro__]
        text = error.msg if isinstance(error, SyntaxError) else _text(error)
        if isinstance(error, OSError) and error.errno == errno.EFBIG:
            kinds.insert(0, "TooMuchOutput")
        if isinstance(error, Refused):
            kinds.insert(0, "Refused")
        return {"kinds": kinds, "text": text, "line": number}

    def _mine(self, filename: str, number: int) -> int:
        """The line, if it is in the learner's file; else 0."""
        return number if filename == self._label else 0

    def _borrowed(self, number: int, kind: str, text: str) -> Foreign:
        borrowed = _Borrowed(number, kind, text)
        borrowed.caller = self
        return borrowed

    def _read(self) -> dict[str, Any] | None:
        got = self._inbox.readline()
        return json.loads(got) if got else None

    def _send(self, message: bytes) -> None:
        self._outbox.write(message)
        self._outbox.flush()


def _confine(load: dict[str, Any]) -> None:
    """Set an end to everything the file may take."""
    # Started before the limits: afterwards there is no room for its thread.
    trace = open(load["trace"], "w", encoding="utf-8")  # noqa: SIM115
    faulthandler.enable(trace)
    faulthandler.dump_traceback_later(load["seconds"], exit=True, file=trace)
    guard(load["answers"])
    confine(seconds=int(load["seconds"]) + 2, memory=load["memory"], file_size=load["file_size"])


class _Errstate(np.errstate):
    """NumPy's, but what is to be ignored warns."""

    def __init__(self, **kinds: Any) -> None:
        super().__init__(**_heard(kinds))


def _heard(kinds: dict[str, Any]) -> dict[str, Any]:
    """Settings of ``errstate`` with warnings for silence, of all but underflow."""
    every = kinds.pop("all", None)
    if every is not None:
        kinds = {"divide": every, "over": every, "invalid": every, "under": "ignore", **kinds}
    return {
        kind: "warn" if how == "ignore" and kind != "under" else how for kind, how in kinds.items()
    }


@contextmanager
def _nothing_silenced() -> Iterator[None]:
    """While the learner's function runs: an overflow is one, although its warning is turned off."""
    numpy_seterr = np.seterr
    instead: list[tuple[Any, str, Any]] = [
        (np, "errstate", _Errstate),
        (np, "seterr", lambda **kinds: numpy_seterr(**_heard(kinds))),
        (warnings, "simplefilter", lambda *_, **__: None),
        (warnings, "filterwarnings", lambda *_, **__: None),
    ]
    kept = [(owner, name, getattr(owner, name)) for owner, name, _ in instead]
    try:
        for owner, name, value in instead:
            setattr(owner, name, value)
        yield
    finally:
        for owner, name, value in kept:
            setattr(owner, name, value)


def _own(value: Any, args: tuple[Any, ...]) -> list[int]:
    """Places of the arguments that are the value itself, or one of the values of a tuple."""
    returned = value if isinstance(value, tuple) else (value,)
    return [place for place, one in enumerate(args) if any(one is item for item in returned)]


def _text(error: BaseException) -> str:
    try:
        return " ".join(str(error).split())[:500]
    except Exception:
        return ""


def main() -> None:
    """Serve on this process's stdin and stdout, which the learner's file does not get."""
    inbox, outbox = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    Server(inbox, outbox).serve(_confine)
