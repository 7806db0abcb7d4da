"""Text from decks made safe for a terminal, and how many cells it takes there.

Deck text is data: whatever could move the cursor, change colours or reorder the line is left out.
"""

from __future__ import annotations

import re
import unicodedata

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
_NON_JOINER, _JOINER, _KEYCAP = "\u200c", "\u200d", "\u20e3"
_VARIATION_SELECTORS = frozenset(map(chr, range(0xFE00, 0xFE10)))
_GUESTS = _VARIATION_SELECTORS | {_NON_JOINER, _JOINER}
"""They are nothing by themselves: they change the look of the character before."""
_FIRST_JOINED = "\u0590"
"""From the Hebrew block on there are scripts whose words may end with a joiner."""


def clean(text: str) -> str:
    """``text`` without control characters, escape sequences and direction overrides.

    Line feeds stay, other line ends become line feeds, a tab becomes four spaces. Joiners and
    variation selectors stay where words and emoji are spelled with them.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _LINE_ENDS.sub("\n", _SEQUENCES.sub("", text)).replace("\t", _TAB)
    kept = [
        char
        for char in text
        if char == "\n" or char in _GUESTS or unicodedata.category(char) not in _HIDDEN
    ]
    return "".join(kept if _GUESTS.isdisjoint(kept) else _hosted(kept))


def _hosted(chars: list[str]) -> list[str]:
    """``chars`` without joiners and selectors that have nothing before them to change."""
    made: list[str] = []
    for place, char in enumerate(chars):
        after = chars[place + 1] if place + 1 < len(chars) else ""
        if char not in _GUESTS or (made and _is_host(made[-1], char, after)):
            made.append(char)
    return made


def _is_host(before: str, guest: str, after: str) -> bool:
    if guest in _VARIATION_SELECTORS:
        if before.isascii():
            return before in "0123456789#*" and after == _KEYCAP
        return before not in _GUESTS and not before.isspace()
    kind = unicodedata.category(before)
    joins = guest == _JOINER and after and unicodedata.category(after) == "So"
    if joins and (kind in ("So", "Sk") or before in _VARIATION_SELECTORS):
        return True
    if kind[0] not in "LM" or before in _GUESTS:
        return False
    return before >= _FIRST_JOINED or (after.isalpha() and after not in _GUESTS)


def cells(text: str) -> int:
    """Width of ``text`` in terminal cells: 0 for combining marks, 2 for wide characters, and what
    is drawn as one sign, such as an emoji of several, counts once."""
    if text.isascii():
        return len(text) - text.count("\n")
    # Only what is not ASCII needs the tables, and few starts do.
    from rich.cells import cell_len

    return cell_len(text)


def cut(text: str, width: int) -> str:
    """The longest start of ``text`` that fits ``width`` cells, with no sign cut in two."""
    if text.isascii() and "\n" not in text:
        return text[: max(width, 0)]
    from rich.cells import split_graphemes

    taken = 0
    for start, _, size in split_graphemes(text)[0]:
        taken += size
        if taken > width:
            return text[:start]
    return text
