"""Text from decks made safe for a terminal, and how many cells it takes there.

Deck text is data: whatever could move the cursor, change colours or reorder the line is left out.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SEQUENCES = re.compile(
    r"""
    (?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]                     # colours, cursor movement
    | (?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c)  # titles, links
    | \x1b[ -/]*[0-~]                                    # two-character escapes
    """,
    re.VERBOSE,
)
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_TAB = "    "
_HIDDEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn"))
_MARKS = frozenset(("Mn", "Me"))
_VARIATION_SELECTORS = range(0xFE00, 0xFE10)
"""They ask for another look of the character before, and terminals disagree about its width."""


def clean(text: str) -> str:
    """``text`` without control characters, escape sequences and direction overrides.

    Line feeds stay, other line ends become line feeds, a tab becomes four spaces.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _LINE_ENDS.sub("\n", _SEQUENCES.sub("", text)).replace("\t", _TAB)
    return "".join(char for char in text if char == "\n" or not _is_hidden(char))


def _is_hidden(char: str) -> bool:
    return unicodedata.category(char) in _HIDDEN or ord(char) in _VARIATION_SELECTORS


def cells(text: str) -> int:
    """Width of ``text`` in terminal cells: 0 for combining marks, 2 for wide characters."""
    if text.isascii():
        return len(text)
    return sum(map(_char_cells, text))


@lru_cache(maxsize=4096)
def _char_cells(char: str) -> int:
    category = unicodedata.category(char)
    if category in _MARKS or category == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def cut(text: str, width: int) -> str:
    """The longest start of ``text`` that fits ``width`` cells."""
    if text.isascii():
        return text[: max(width, 0)]
    taken = 0
    for place, char in enumerate(text):
        taken += _char_cells(char)
        if taken > width:
            return text[:place]
    return text
