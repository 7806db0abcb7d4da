"""LaTeX in double quotes: YAML takes the backslash for the start of an escape."""

from __future__ import annotations

import re

_ESCAPED = re.compile(r"(?<!\\)(?:\\\\)*\\(?P<word>[A-Za-z]+|0)")
_LIKE_LINE_ENDS = re.compile(
    r"(?:n(?:abla|eq?|eg|u|i|ot|ewline|leq|geq|mid|earrow)"
    r"|t(?:anh?|au|heta|ext\w*|imes|o|frac|ilde|op|riangle\w*|herefore)"
    r"|r(?:ho|ight\w*|m|angle|ceil|floor|e))(?![a-z])"
)
"""Commands that begin like the escapes for a line end or a tab, which are fine in a text."""


_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Control characters other than tab and line feed."""


def control_character(raw: str, text: str) -> tuple[str, str] | None:
    """What is wrong with the double-quoted ``raw``, which reads as ``text``, and how to fix it."""
    if command := swallowed(raw):
        what = f"in double quotes YAML reads {command} as a control character"
        return what, "write the text in single quotes, where a backslash is a backslash"
    if found := _UNWANTED.search(text):
        return f"this text contains the control character U+{ord(found[0]):04X}", "remove it"
    return None


def swallowed(raw: str) -> str:
    """The command in ``raw`` (quotes included) whose backslash became part of an escape.

    ``"$\\frac…"`` holds a form feed and ``rac``; ``"one\\ntwo"`` is what it looks like.
    """
    for found in _ESCAPED.finditer(raw):
        word = found["word"]
        if word[0] in "ntr":
            if _LIKE_LINE_ENDS.match(word):
                return f"\\{word}"
        elif word[0] in "abefv0":
            return f"\\{word}"
    return ""
