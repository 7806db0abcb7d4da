"""Results on stdout: the one place that writes there.

Colour and movement appear only on a terminal, and none under ``NO_COLOR``, in a pipe or with
``TERM=dumb``.
"""

from __future__ import annotations

import os
import sys
from typing import Any


def text(line: str = "", *, end: str = "\n") -> None:
    """Print one result line at once: a reader at the other end may be waiting for it."""
    sys.stdout.write(line + end)
    sys.stdout.flush()


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
