"""Everything that is not a result goes to stderr, and every error becomes an exit code.

0 done; 1 ran and found something wrong; 2 bad input or usage; 130 on Ctrl-C.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress

from actquiz.errors import ActquizError

FOUND_SOMETHING_WRONG = 1
BAD_INPUT = 2
INTERRUPTED = 130
TRACEBACK = "ACTQUIZ_TRACEBACK"
"""For the program's own developers: print the traceback as well."""


def note(line: str) -> None:
    """Tell the person something that is not a result; where stderr is broken, nobody can hear."""
    with suppress(OSError):
        from actquiz.text.ascii import writable

        print(writable(line, sys.stderr.encoding), file=sys.stderr, flush=True)


def guarded(work: Callable[[], int]) -> int:
    """Do the work and return its exit code; every failure is one message on stderr."""
    try:
        return work()
    except ActquizError as error:
        return report(error)
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as bug:
        from actquiz.memory.sqlite_errors import foreseen

        known = foreseen(bug)
        return report(known) if known else report_bug(bug)


def report(error: ActquizError) -> int:
    """Print the error's one message and return its exit code."""
    from actquiz.text.safe import clean

    note(f"actquiz: {clean(str(error))}")
    return error.exit_code


def report_bug(bug: Exception) -> int:
    """Name a failure nobody foresaw in one line; its traceback goes to a file for the report."""
    import traceback

    from actquiz import paths

    file = paths.cache() / "last-error.txt"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("".join(traceback.format_exception(bug)), encoding="utf-8")
        details = f"details are in {file}"
    except OSError:
        details = f"set {TRACEBACK}=1 to see where"
    note(f"actquiz: something went wrong inside actquiz ({type(bug).__name__}: {bug}) — {details}")
    if os.environ.get(TRACEBACK):
        traceback.print_exception(bug)
    return BAD_INPUT


def progress(what: str) -> _Progress:
    """A counter on one line of stderr; silent unless stderr is a terminal."""
    return _Progress(what)


class _Progress:
    """Rewrites its line at most once a percent; erases it at the end."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._shown = -1
        self._live = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"

    def __call__(self, done: int, total: int) -> None:
        percent = 100 * done // max(total, 1)
        if self._live and percent != self._shown:
            self._shown = percent
            end = "\r" if done < total else "\r\033[K"
            print(f"{self._what}: {percent} %", end=end, file=sys.stderr, flush=True)
