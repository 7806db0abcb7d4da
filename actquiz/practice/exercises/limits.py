"""What the learner's process may not do. It runs in that process, before the learner's file.

This keeps an honest mistake from harming anything and from looking like an answer. It is no prison:
the file is the learner's own, on the learner's own machine.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

ALLOWED = "numpy and Python's standard library"

_STARTS = {
    *("os.fork", "os.forkpty", "os.exec", "os.posix_spawn", "os.spawn", "os.system"),
    *("subprocess.Popen", "pty.spawn", "ctypes.dlopen", "ctypes.dlsym", "ctypes.call_function"),
}
"""Audit events of starting another program, or of leaving Python."""


class Refused(ImportError):
    """The learner's file asked for something that is not part of the exercise."""


class _Finder(MetaPathFinder):
    """Comes before all others; what it lets pass, they look for."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        top = name.partition(".")[0]
        if top == "numpy" or top in sys.stdlib_module_names:
            return None
        if path is None and not _exists(name):
            return None
        raise Refused(f"imports {top}")


def _exists(name: str) -> bool:
    """Whether another finder would find it: a module that is not there is told as that."""
    from importlib.machinery import PathFinder

    others = [finder for finder in sys.meta_path if not isinstance(finder, _Finder)]
    finders: list[Any] = [*others, PathFinder]
    for finder in finders:
        with suppress(Exception):
            if finder.find_spec(name, None):
                return True
    return False


def guard(answers: Sequence[str]) -> None:
    """Refuse foreign imports, other programs, and the files under ``answers``, from now on."""
    roots = tuple(os.path.join(os.path.realpath(folder), "") for folder in answers)
    # What is loaded already could be imported past every finder.
    for name in [name for name in sys.modules if name.partition(".")[0] == "actquiz"]:
        del sys.modules[name]
    sys.meta_path.insert(0, _Finder())

    def watch(event: str, values: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(values[0], str | bytes):
            path = os.fsdecode(values[0])
            if os.path.realpath(path).startswith(roots):
                raise Refused("opens actquiz's own files; the answer is not to be looked up there")
        elif event in _STARTS:
            raise Refused(f"starts another program or leaves Python ({event})")

    sys.addaudithook(watch)
    with suppress(ImportError):
        import _posixsubprocess

        # multiprocessing gets here without an audit event.
        _posixsubprocess.fork_exec = _no_program


def _no_program(*_: Any) -> int:
    raise Refused("starts another program")


def confine(*, seconds: int, memory: int, file_size: int) -> None:
    """Let the system end what takes more; sizes in bytes. Limits a system lacks are left out."""
    try:
        import resource
    except ImportError:
        return
    wanted = {
        "RLIMIT_CPU": seconds,
        "RLIMIT_AS": memory,
        "RLIMIT_FSIZE": file_size,
        "RLIMIT_CORE": 0,
        # No further process and no further thread.
        "RLIMIT_NPROC": 0,
    }
    for name, most in wanted.items():
        number = getattr(resource, name, None)
        if number is not None:
            with suppress(OSError, ValueError):
                resource.setrlimit(number, (most, most))
