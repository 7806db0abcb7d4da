"""A card's text as pieces, so that what was written from a card can be read back into it.

Writing joins the pieces; reading walks the same pieces over a text that a person may have edited,
and takes what stands in each slot.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from actquiz.errors import Steps


@dataclass(frozen=True, slots=True)
class Slot:
    """One Markdown text of the card."""

    path: Steps
    text: str
    indent: int = 0
    """Further lines are moved in by this much: they belong to a list entry."""
    form: Literal["running", "heading", "display"] = "running"
    """``heading``: a heading where it has one line. ``display``: LaTeX on lines of its own."""


@dataclass(frozen=True, slots=True)
class Loose:
    """Lines that follow from the card or from elsewhere; reading passes over as many lines."""

    text: str
    raw: bool = False
    """It is the dialect's own Markdown already."""


Piece = str | Slot | Loose
LONG_HEADING = "Question"
"""Stands as the heading of a text that has several lines."""


class FragmentMismatch(Exception):
    """The text does not have the shape of the pieces."""


def write(pieces: Sequence[Piece], encode: Callable[[str], str]) -> str:
    """The text of the pieces; ``encode`` turns the bank's Markdown into the dialect's."""
    return "".join(_written(piece, encode) for piece in pieces)


def running(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces for a place that has no headings."""
    return [
        replace(one, form="running") if isinstance(one, Slot) and one.form == "heading" else one
        for one in pieces
    ]


def read(text: str, pieces: Sequence[Piece], decode: Callable[[str], str]) -> dict[Steps, str]:
    """What stands in the slots of ``text``; raises Mismatch if it has another shape.

    Each slot ends where the text after it first occurs, so the time is linear in the text.
    """
    found: dict[Steps, str] = {}
    place = 0
    for number, piece in enumerate(pieces):
        if isinstance(piece, Slot):
            following = pieces[number + 1] if number + 1 < len(pieces) else None
            end = text.find(following, place) if isinstance(following, str) else len(text)
            if end < 0 or isinstance(following, (Slot, Loose)):
                raise FragmentMismatch
            found[piece.path] = _taken(piece, text[place:end], decode)
            place = end
        elif isinstance(piece, Loose):
            place = _after_lines(text, place, piece.text.count("\n") + 1)
        elif text.startswith(piece, place):
            place += len(piece)
        else:
            raise FragmentMismatch
    if place != len(text):
        raise FragmentMismatch
    return found


def _written(piece: Piece, encode: Callable[[str], str]) -> str:
    if isinstance(piece, str):
        return piece
    if isinstance(piece, Loose):
        return piece.text if piece.raw else encode(piece.text)
    if piece.form == "display":
        return encode(f"$${piece.text}$$")
    text = encode(piece.text)
    if piece.form == "heading":
        text = f"{LONG_HEADING}\n\n{text}" if "\n" in text else text
    return _moved(text, piece.indent)


def _moved(text: str, indent: int) -> str:
    margin = " " * indent
    return "\n".join(
        margin + line if number and line else line for number, line in enumerate(text.split("\n"))
    )


def _taken(slot: Slot, text: str, decode: Callable[[str], str]) -> str:
    if slot.form == "heading":
        text = text.removeprefix(f"{LONG_HEADING}\n\n")
    if slot.form == "display":
        return decode(text).removeprefix("$$").removesuffix("$$")
    margin = " " * slot.indent
    lines = text.split("\n")
    inner = [line.removeprefix(margin) for line in lines[1:]]
    return decode("\n".join([lines[0], *inner]))


def _after_lines(text: str, place: int, count: int) -> int:
    for number in range(count):
        end = text.find("\n", place)
        if end < 0:
            if number == count - 1:
                return len(text)
            raise FragmentMismatch
        place = end + 1
    return place - 1
