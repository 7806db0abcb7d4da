"""What the eye does not need of a card, in a comment beside its text: enough for the way back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from actquiz.bank.cards import Card, DeckFile
from actquiz.errors import ActquizError, Location, Steps
from actquiz.exchange.fragments import Piece, Slot
from actquiz.exchange.library_errors import readable

_VISIBLE = "…"
"""Stands in the comment for a text that can be read beside it."""


def builtins(value: Card | DeckFile) -> dict[str, Any]:
    """A card or deck as plain values; lists are not shared with it."""
    made: dict[str, Any] = msgspec.to_builtins(value)
    return made


def comment(what: str, values: Mapping[str, Any]) -> str:
    """``<!-- actquiz WHAT {…} -->``: nothing inside can end the comment or begin a tag."""
    text = msgspec.json.encode(values).decode()
    for sign, written in (("<", "\\u003c"), (">", "\\u003e"), ("--", "-\\u002d")):
        text = text.replace(sign, written)
    return f"<!-- actquiz {what} {text} -->"


def without(values: dict[str, Any], pieces: Iterable[Piece]) -> dict[str, Any]:
    """``values`` with a sign in place of each text that the pieces show."""
    return filled(values, {piece.path: _VISIBLE for piece in pieces if isinstance(piece, Slot)})


def filled(values: dict[str, Any], texts: Mapping[Steps, str]) -> dict[str, Any]:
    """A copy of ``values`` with those texts put in their places."""
    made: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(values))
    for path, text in texts.items():
        _put(made, path, text)
    return made


def card_from(values: Any, where: Location) -> Card:
    """The card; raises ActquizError that names ``where`` if the values are none."""
    try:
        return msgspec.convert(values, Card)  # type: ignore[no-any-return]
    except msgspec.ValidationError as error:
        raise _broken(where, readable(error)) from None


def deck_from(values: Any, where: Location) -> DeckFile:
    """The deck, raising as ``card_from`` does."""
    try:
        return msgspec.convert(values, DeckFile)
    except msgspec.ValidationError as error:
        raise _broken(where, readable(error)) from None


def values_in(text: str, where: Location) -> dict[str, Any]:
    """The JSON object in a comment or a field."""
    try:
        made = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError):
        raise _broken(where, "it is no JSON") from None
    if not isinstance(made, dict):
        raise _broken(where, "it is not an object")
    return made


def _broken(where: Location, reason: str) -> ActquizError:
    return ActquizError(
        f"what actquiz wrote beside the text cannot be read ({reason})",
        fix="export the file again, or remove the comment and import it as plain Markdown",
        where=where,
    )


def _put(values: dict[str, Any], path: Sequence[str | int], text: str) -> None:
    inner: Any = values
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = text
