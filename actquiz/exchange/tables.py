"""Decks as CSV or TSV, one card a row, nothing lost.

``front`` and ``back`` hold what a spreadsheet is opened for; ``rest`` holds the other fields as
JSON. A cell that a spreadsheet would take for a formula begins with an apostrophe.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from actquiz.bank.cards import ID_PATTERN, KINDS, DeckFile
from actquiz.errors import ActquizError, Location
from actquiz.exchange.comment_fields import builtins, card_from, deck_from, values_in
from actquiz.exchange.import_report import Imported

HEADER = (
    *("deck", "deck_title", "deck_about", "deck_needs", "id", "kind", "level"),
    *("tags", "sources", "needs", "front", "back", "why", "rest"),
)
_BACK = {"flashcard": "back", "numeric": "answer", "open": "answer", "formula": "latex"}
_LISTS = ("tags", "sources", "needs")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
_MINE = frozenset(("deck_title", "deck_about", "deck_needs", "kind", "rest"))
_ID = re.compile(ID_PATTERN)
_LOOKED_AT = 1_000
_MAX_CELL = 1_000_000


def as_table(decks: Sequence[DeckFile], delimiter: str) -> str:
    """A header line, then a row for each card; a deck without cards has a row without an id."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter, lineterminator="\n")
    writer.writerow(HEADER)
    for deck in decks:
        for row in _rows(deck):
            writer.writerow([_guarded(row.get(column, "")) for column in HEADER])
    return file.getvalue()


def from_table(text: str, path: Path, delimiter: str) -> Imported:
    """What ``as_table`` wrote, with columns in any order; raises ActquizError with the line."""
    csv.field_size_limit(_MAX_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    decks: dict[str, dict[str, Any]] = {}
    try:
        header = next(reader, [])
        _check(header, Location(path, 1))
        line = reader.line_num + 1
        for cells in reader:
            where = Location(path, line)
            line = reader.line_num + 1
            if any(cells):
                _take(decks, dict(zip(header, map(_unguarded, cells), strict=False)), where)
    except csv.Error as error:
        where = Location(path, reader.line_num)
        fix = "save it with quotes around cells, as spreadsheets do"
        raise ActquizError(f"this row cannot be read ({error})", fix=fix, where=where) from None
    return Imported([deck_from(values, Location(path)) for values in decks.values()])


def is_own(text: str, delimiter: str) -> bool:
    """Whether the columns are ``as_table``'s: some that only it writes, or a deck and an id in each
    row that could be ours.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        header = next(reader, [])
        if "deck" not in header:
            return False
        if not _MINE.isdisjoint(header):
            return True
        if "id" not in header:
            return False
        places = [header.index("deck"), header.index("id")]
        seen = set()
        for cells in islice(reader, _LOOKED_AT):
            names = tuple(cells[place] if place < len(cells) else "" for place in places)
            if any(cells) and (names in seen or not all(map(_ID.search, names))):
                return False
            seen.add(names)
    except csv.Error:
        return False
    return True


def _rows(deck: DeckFile) -> list[dict[str, str]]:
    about = {
        "deck": deck.deck,
        "deck_title": deck.title,
        "deck_about": deck.about,
        "deck_needs": " ".join(deck.needs),
    }
    return [{**about, **_row(builtins(card))} for card in deck.cards] or [about]


def _row(values: dict[str, Any]) -> dict[str, str]:
    kind = values.pop("kind")
    row = {"id": values.pop("id"), "kind": kind, "level": values.pop("level", "core")}
    for name in _LISTS:
        row[name] = " ".join(values.pop(name, ()))
    row["front"] = values.pop(_asked(kind), "")
    row["back"] = values.pop(_BACK.get(kind, ""), "")
    row["why"] = values.pop("why", "")
    row["rest"] = msgspec.json.encode(values).decode() if values else ""
    return row


def _take(decks: dict[str, dict[str, Any]], row: Mapping[str, str], where: Location) -> None:
    name = row.get("deck", "")
    header = {
        "format": 1,
        "deck": name,
        "title": row.get("deck_title") or name,
        "about": row.get("deck_about", ""),
        "needs": row.get("deck_needs", "").split(),
        "cards": [],
    }
    if name not in decks:
        deck_from(header, where)
        decks[name] = header
    if row.get("id"):
        card = _card(row, where)
        card_from(card, where)
        decks[name]["cards"].append(card)


def _card(row: Mapping[str, str], where: Location) -> dict[str, Any]:
    kind = row.get("kind") or "flashcard"
    values: dict[str, Any] = {"kind": kind, "id": row["id"]}
    for column, name in (
        ("level", "level"),
        ("front", _asked(kind)),
        ("back", _BACK.get(kind, "")),
        ("why", "why"),
    ):
        if text := row.get(column):
            values[name] = text
    for name in _LISTS:
        if words := row.get(name, "").split():
            values[name] = words
    if rest := row.get("rest"):
        values |= values_in(rest, where)
    return values


def _asked(kind: str) -> str:
    """The field that asks, as the column ``front`` holds it."""
    return KINDS[kind].asked if kind in KINDS else ""


def _check(header: Sequence[str], where: Location) -> None:
    for column in ("deck", "id", "front"):
        if column not in header:
            fix = "the first line names the columns: " + ", ".join(HEADER)
            raise ActquizError(f"there is no column '{column}'", fix=fix, where=where)


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell
