"""Markdown that actquiz wrote, perhaps edited since, back to decks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from actquiz.errors import ActquizError, Location
from actquiz.exchange.comment_fields import card_from, deck_from, filled, values_in
from actquiz.exchange.fragments import FragmentMismatch, Piece, read
from actquiz.exchange.import_report import Imported
from actquiz.exchange.markdown_layout import VERSION, Layout, header

_MARK = re.compile(r"^<!-- actquiz (?P<what>[a-z-]+) (?P<json>\{.*\}) -->$", re.MULTILINE)
_MAX_CARDS = 200_000


def is_own(text: str) -> bool:
    """Whether actquiz wrote the file."""
    return any(found["what"] == "file" for found in _MARK.finditer(text[:2000]))


def from_own_markdown(text: str, path: Path) -> Imported:
    """The decks in ``text``, with what was edited in it.

    Raises ActquizError with file and line for a card that lost its shape.
    """
    reader = _Reader()
    for part in _parts(text, path):
        reader.take(part)
    return Imported([deck_from(one, Location(path)) for one in reader.finish()])


@dataclass(frozen=True, slots=True)
class _Part:
    """A comment and the text up to the next one."""

    what: str
    values: dict[str, Any]
    text: str
    where: Location


def _parts(text: str, path: Path) -> Iterator[_Part]:
    marks = list(_MARK.finditer(text))
    if len(marks) > _MAX_CARDS:
        raise ActquizError(f"{path} has too many cards", fix="split it", where=Location(path))
    line, place = 1, 0
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        line += text.count("\n", place, mark.start())
        place = mark.start()
        where = Location(path, line)
        body = text[mark.end() : following.start() if following else len(text)].strip()
        yield _Part(mark["what"], values_in(mark["json"], where), body, where)


class _Reader:
    """Takes the parts in their order; an answer at the end finds its card by id."""

    def __init__(self) -> None:
        self._layout = Layout()
        self._decks: list[dict[str, Any]] = []
        self._cards: dict[str, dict[str, Any]] = {}

    def take(self, part: _Part) -> None:
        match part.what:
            case "file":
                self._layout = _layout(part)
            case "deck":
                values = {**part.values, "cards": []}
                pieces = header(deck_from(values, part.where))
                self._add_deck(filled(values, self._read(part, pieces)))
            case "whole-deck":
                self._add_deck({**part.values, "cards": []})
            case "card":
                pieces = self._layout.question(card_from(part.values, part.where), {})
                self._add_card(part, filled(part.values, self._read(part, pieces)))
            case "whole-card":
                self._add_card(part, part.values)
            case "answer":
                self._answer(part)

    def finish(self) -> list[dict[str, Any]]:
        return self._decks

    def _add_deck(self, values: dict[str, Any]) -> None:
        self._decks.append(values)

    def _add_card(self, part: _Part, values: dict[str, Any]) -> None:
        if not self._decks:
            fix = "keep the comment of the deck above its cards"
            raise ActquizError("this card is in no deck", fix=fix, where=part.where)
        card_from(values, part.where)
        self._decks[-1]["cards"].append(values)
        self._cards[str(values.get("id"))] = values

    def _answer(self, part: _Part) -> None:
        values = self._cards.get(str(part.values.get("id")))
        if values is None:
            raise ActquizError(
                "this answer's card is not above it", fix="bring it back", where=part.where
            )
        number = part.values.get("number")
        card = card_from(values, part.where)
        pieces = self._layout.answer_at_end(card, number if isinstance(number, int) else 1, {})
        values |= filled(values, self._read(part, pieces))
        card_from(values, part.where)

    def _read(self, part: _Part, pieces: list[Piece]) -> dict[tuple[str | int, ...], str]:
        try:
            return read(part.text, pieces, self._layout.decode)
        except FragmentMismatch:
            name = part.values.get("id", part.values.get("deck"))
            raise ActquizError(
                f"'{name}' has lost the shape it was written in",
                fix="keep its headings, list marks and words such as **Answer**; change the text"
                " between them",
                where=part.where,
            ) from None


def _layout(part: _Part) -> Layout:
    version = part.values.pop("version", None)
    if version != VERSION:
        what = f"this was written by another version of actquiz (layout {version})"
        raise ActquizError(what, fix="export it again, or as JSON", where=part.where)
    try:
        return msgspec.convert(part.values, Layout)
    except msgspec.ValidationError:
        fix = "export the file again"
        raise ActquizError("this is in no known dialect", fix=fix, where=part.where) from None
