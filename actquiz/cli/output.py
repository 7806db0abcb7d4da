"""Results on stdout: the one place that writes there.

Colour and movement appear only on a terminal, and none under ``NO_COLOR``, in a pipe or with
``TERM=dumb``.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from actquiz import files
from actquiz.errors import ActquizError
from actquiz.files import Content
from actquiz.text import ascii


def text(line: str = "", *, end: str = "\n") -> None:
    """Print one result line at once: a reader at the other end may be waiting for it."""
    with _explained():
        sys.stdout.write(writable(line + end))
        sys.stdout.flush()


def writable(line: str) -> str:
    """The line as this stdout can write it: in ASCII where it has not all the characters."""
    return ascii.writable(line, sys.stdout.encoding)


STANDARD_OUTPUT = Path("-")
"""What ``-o -`` names."""


def save(path: Path, data: Content, *, force: bool) -> None:
    """Write a file as ``files.save`` does; ``-`` is standard output."""
    if path != STANDARD_OUTPUT:
        files.save(path, data, force=force)
        return
    if not isinstance(data, str) and is_terminal():
        raise ActquizError("this format is not for a terminal", fix="send it to a file or a pipe")
    with _explained():
        files.pour(sys.stdout.buffer, data)


@contextmanager
def _explained() -> Iterator[None]:
    """A reader who left is told apart further up; a full disk behind stdout is said here."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        # The interpreter would try to write what is left once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise ActquizError(files.system_problem(error, Path("standard output"))) from None


def as_json(value: Any) -> None:
    """Print ``value`` as JSON that a script can read: sorted keys, no NaN (it becomes null)."""
    import json

    text(json.dumps(_finite(value), indent=2, sort_keys=True, ensure_ascii=False, default=str))


def _finite(value: Any) -> Any:
    """JSON has no inf or NaN: they become strings ("inf") and null."""
    if isinstance(value, float):
        if value != value:
            return None
        return value if abs(value) != float("inf") else str(value)
    if isinstance(value, dict):
        return {str(key): _finite(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(item) for item in value]
    return value


def is_terminal() -> bool:
    """Whether stdout is a terminal that can move its cursor."""
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def colour() -> bool:
    """Whether results may carry colour."""
    return is_terminal() and not os.environ.get("NO_COLOR")


def width() -> int:
    """Columns to write in; 80 where nobody says."""
    return _size().columns


def height() -> int:
    """Rows of the terminal; 24 where nobody says."""
    return _size().lines


def _size() -> os.terminal_size:
    from shutil import get_terminal_size

    return get_terminal_size((80, 24))
