"""Text for a terminal or a pipe that cannot write every character: ASCII that says the same."""

from __future__ import annotations

import re
import unicodedata

_DRAWN = {
    **dict.fromkeys("─━╌┄┈╴╶‾", "-"), **dict.fromkeys("│┃┆┊╎╵╷", "|"),
    **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╯╰┏┓┗┛", "+"),
    **dict(zip("░▒▓█▏▎▍▌▋▊▉", ":+%#||||###", strict=True)),
    **dict(zip("▁▂▃▄▅▆▇", "_.-=+*#", strict=True)),
    **dict(zip("●▲■◆▼○△□◇▽×", "o^#*vOAHxVx", strict=True)),
}  # fmt: skip
"""What pictures are made of: one character each, so that columns stay where they are."""
_SAID = {
    "−": "-", "–": "-", "—": "-", "…": "...", "≤": "<=", "≥": ">=", "≠": "!=", "±": "+-", "≈": "~",
    "→": "->", "←": "<-", "↑": "^", "↓": "v", "∞": "inf", "√": "sqrt", "∂": "d", "‖": "||",
    "∈": "in", "⊙": "*", "⋅": "*", "“": '"', "”": '"', "‘": "'", "’": "'", "′": "'", "•": "-",
    "ß": "ss", "✓": "+", "✗": "x", "ℓ": "l", "⁄": "/", "\u00a0": " ",
}  # fmt: skip
_TIMES = re.compile(r"(?<=\d)·(?=\d)")


def in_ascii(text: str) -> str:
    """``text`` in ASCII alone; what has no likeness becomes a question mark."""
    if text.isascii():
        return text
    # Nearly every line of every command passes here; few need the tables.
    from actquiz.text.symbols import UNRAISED

    raised = re.compile(f"[{re.escape(''.join(UNRAISED))}]+")
    text = _TIMES.sub("*", text)
    text = raised.sub(lambda found: "^" + "".join(UNRAISED[char] for char in found[0]), text)
    return "".join(char if char.isascii() else _likeness(char) for char in text)


def _likeness(char: str) -> str:
    if "\u2800" <= char <= "\u28ff":
        dots = (ord(char) - 0x2800).bit_count()
        return " .:+#"[min((dots + 1) // 2, 4)]
    known = _DRAWN.get(char) or _SAID.get(char)
    if known:
        return known
    if char == "·":
        return "."
    plain = unicodedata.normalize("NFKD", char)
    if plain != char:
        return in_ascii("".join(part for part in plain if not unicodedata.combining(part)))
    name = unicodedata.name(char, "").split()
    if name[:1] == ["GREEK"]:
        return name[-1].capitalize() if "CAPITAL" in name else name[-1].lower()
    return "?"


def writable(text: str, encoding: str | None) -> str:
    """``text`` as it is where ``encoding`` has all of it, else in ASCII."""
    try:
        text.encode(encoding or "ascii")
    except UnicodeEncodeError:
        return in_ascii(text)
    return text
