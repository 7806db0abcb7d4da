"""The learner's file in a process of its own, with an end set to its time, memory and output."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from actquiz import paths
from actquiz.errors import ActquizError
from actquiz.practice.exercises.report import Trouble, TroubleKind
from actquiz.practice.exercises.wire import line

# This very actquiz and numpy, wherever they are installed; only numpy's folder stays on the path.
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); import actquiz; del sys.path[0]; "
    "sys.path += [folder for folder in sys.argv[2:] if folder not in sys.path]; "
    "from actquiz.practice.exercises.child import main; main()"
)
_FOLDERS = (str(Path(__file__).parents[3]), str(Path(np.__file__).parents[1]))
# -I: neither the learner's environment nor the current folder decides what numpy is.
# -u: what it printed is there when it crashes, and too much is told at the line that prints.
COMMAND = (sys.executable, "-Iu", "-Xutf8", "-c", _START, *_FOLDERS)
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
"""Every further thread of NumPy's would take address space away from the learner."""
_GRACE = 2.0
"""Seconds after which a process that should have ended itself is ended."""
_PRINTED = 2000
"""Characters of what the file printed that are kept."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one check may take."""

    seconds: float = 10.0
    """From loading the file to the last property."""
    memory: int = 2 << 30
    """Bytes of address space, Python and NumPy included (about a quarter of a gigabyte)."""
    file_size: int = 1 << 20
    """Bytes it may print, or write into any one file."""


class Ended(Exception):
    """The process ended without an answer; ``trouble`` says why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.what)
        self.trouble = trouble


class Process:
    """One started process; it runs one file, once. ``kill`` may come from any thread."""

    def __init__(self) -> None:
        try:
            self._folder = TemporaryDirectory(prefix="actquiz-", ignore_cleanup_errors=True)
            root = Path(self._folder.name)
            (root / "work").mkdir()
        except OSError as error:
            raise ActquizError(
                f"no temporary folder could be made for the exercise: {error.strerror}",
                fix="make room, or set TMPDIR to a folder that may be written to",
            ) from error
        self._trace = root / "trace"
        self._out = root / "out"
        self._limits = Limits()
        self._label = ""
        self._backstop: threading.Timer | None = None
        self._nonce = token_hex(8)
        self.cancelled = False
        try:
            with self._out.open("wb") as out:
                self._process = subprocess.Popen(
                    COMMAND,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=out,
                    cwd=root / "work",
                    env={**os.environ, **_ONE_THREAD},
                    start_new_session=True,
                )
        except OSError as error:
            self._folder.cleanup()
            raise ActquizError(
                f"no process could be started for the exercise: {error.strerror}",
                fix="close other programs and try again",
            ) from error

    def load(self, source: str, path: Path, limits: Limits) -> dict[str, Any]:
        """Run the file; the answer has the names it defines, or the error. Raises ``Ended``."""
        self._limits = limits
        # faulthandler writes other letters as escapes, and only the first 500.
        plain = str(path).isascii() and len(str(path)) < 400
        self._label = str(path) if plain else path.name
        self._backstop = threading.Timer(limits.seconds + _GRACE, self._end)
        self._backstop.daemon = True
        self._backstop.start()
        self.send(
            {
                "nonce": self._nonce,
                "source": source,
                "label": self._label,
                "path": str(path),
                "trace": str(self._trace),
                "seconds": limits.seconds,
                "memory": limits.memory,
                "file_size": limits.file_size,
                "answers": [str(paths.shipped_content()), str(Path(__file__).parents[2])],
            }
        )
        return self.receive()

    def send(self, message: object) -> None:
        """Give it a message; whether it still lives shows when it should answer."""
        assert self._process.stdin is not None
        with suppress(BrokenPipeError, ValueError):
            self._process.stdin.write(line(message))
            self._process.stdin.flush()

    def receive(self) -> dict[str, Any]:
        """Its next message. Raises ``Ended`` if there will be none."""
        assert self._process.stdout is not None
        with suppress(ValueError):
            got = self._process.stdout.readline()
            if not got.endswith(b"\n"):
                raise Ended(self._why())
            message = json.loads(got)
            if isinstance(message, dict) and message.pop("nonce", None) == self._nonce:
                return message
        self._end()
        what = "it writes into the channel that carries its answers"
        raise Ended(Trouble("refused", what, fix="print instead"))

    def printed(self) -> str:
        """The beginning of what it printed."""
        with self._out.open(encoding="utf-8", errors="replace") as file:
            return file.read(_PRINTED)

    def kill(self) -> None:
        """End it, whatever it is doing."""
        self.cancelled = True
        self._end()

    def close(self) -> None:
        """End it and clear its folder away."""
        if self._backstop is not None:
            self._backstop.cancel()
        self._end()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            with suppress(OSError):
                pipe.close()
        self._process.wait()
        self._folder.cleanup()

    def _end(self) -> None:
        """The whole group: whatever it started ends with it."""
        with suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()

    def _why(self) -> Trouble:
        try:
            code = self._process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            self._end()
            code = self._process.wait()
        trace = self._trace.read_text(encoding="utf-8") if self._trace.exists() else ""
        kind, what, fix = _reason(code, trace, self._limits)
        return Trouble(kind, what, line=_line(trace, self._label), fix=fix)


def _reason(code: int, trace: str, limits: Limits) -> tuple[TroubleKind, str, str]:
    seconds = f"{limits.seconds:g} s"
    if trace.startswith("Timeout") or code == -getattr(signal, "SIGXCPU", 0):
        return "timeout", f"it was still running after {seconds}", "look for a loop without an end"
    if code >= 0:
        what = f"the program ended itself (exit code {code})"
        return "exit", what, "let the function return instead"
    if trace.startswith("Fatal Python error"):
        name = trace.partition("error: ")[2].partition("\n")[0].strip().lower()
        return "crash", f"Python itself crashed ({name})", ""
    name = signal.Signals(-code).name
    return "crash", f"the process was ended by {name}", "it may have taken too much memory or time"


def _line(trace: str, label: str) -> int:
    """The innermost line of the learner's file in what ``faulthandler`` wrote."""
    mark = f'File "{label}", line '
    found = trace.find(mark)
    digits = trace[found + len(mark) :].partition(" ")[0] if found >= 0 else ""
    return int(digits) if digits.isdecimal() else 0
