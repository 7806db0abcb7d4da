"""Esc and a key pressed right after it are two keys.

A terminal sends Alt+u as the bytes of Esc and ``u``; tmux, and any slow line, sends the same for
the two keys in haste. No key of this program is Alt and a character, but many follow Esc: so a
field is left, and the letter does what it does.
"""

from __future__ import annotations

import string
from dataclasses import dataclass
from typing import Any, cast

from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual.keys import _character_to_key

_BEGIN_SEQUENCES = "[]OPNX^_\\"
"""Behind Esc these begin what a terminal says of arrows, the mouse and itself."""
_PREFIX = "escape then "


@dataclass(frozen=True, slots=True)
class _Key:
    """Stands in Textual's table, which holds members of an enumeration."""

    value: str


def install() -> None:
    """Enter the pairs into Textual's table of what a terminal sends."""
    table = cast("dict[str, Any]", ANSI_SEQUENCES_KEYS)
    names = {"\r": "enter"}
    for char in string.ascii_letters + string.digits + string.punctuation + " ":
        if char not in _BEGIN_SEQUENCES:
            names[char] = _character_to_key(char)
    for char, name in names.items():
        table[f"\x1b{char}"] = (_Key(_PREFIX + name),)


def after_escape(event: events.Event) -> events.Key | None:
    """The key that was pressed right after Esc, where ``event`` is the two of them."""
    if isinstance(event, events.Key) and event.key.startswith(_PREFIX):
        return events.Key(event.key.removeprefix(_PREFIX), None)
    return None
