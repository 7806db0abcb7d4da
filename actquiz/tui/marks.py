"""How a card stands, by one sign: the same in every list, with the words that explain it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from actquiz.practice.card_filter import Standing

_SIGNS: dict[Standing, tuple[str, str]] = {
    "new": (" ", ""),
    "learning": ("~", "$quiet"),
    "learned": ("✓", "$quiet"),
    "due": ("!", "$accent"),
    "suspended": ("#", "$quiet"),
}
FLAG = "⚑"
CARD_MARKS = (
    ("✓", "learned"), ("!", "due"), ("~", "learning"), ("#", "suspended"), (FLAG, "flagged"),
)  # fmt: skip
LEGENDS: dict[str, Sequence[tuple[str, str]]] = {
    "browse": CARD_MARKS,
    "deck": CARD_MARKS[:-1],
    "exercises": (("·", "new"), ("▸", "begun"), ("✓", "passed"), ("!", "due")),
    "lab": (("▸", "running"), ("‖", "paused"), ("✓", "done"), ("✗", "failed")),
}
"""The marks on a screen, by its name, with what they say."""


def sign(standing: Standing, *, flagged: bool = False) -> Content:
    """The sign and a space."""
    text, style = (FLAG, "$accent") if flagged else _SIGNS[standing]
    return Content.styled(f"{text} ", style)


def legend(signs: Sequence[tuple[str, str]]) -> Content:
    """Signs with their words in a line."""
    parts: list[tuple[str, str]] = []
    for text, word in signs:
        # A sign and its word stay in one line.
        parts += [(text, "$accent"), (f"\N{NO-BREAK SPACE}{word}", "$quiet"), ("  ", "")]
    return Content.assemble(*parts[:-1])
