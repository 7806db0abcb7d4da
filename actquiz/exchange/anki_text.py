"""Anki's text format: tab-separated, with ``#`` headers that say what the columns are."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from actquiz.bank.cards import DeckFile
from actquiz.bank.sources import Source
from actquiz.errors import ActquizError, Location
from actquiz.exchange.anki_fields import AnkiNote, take
from actquiz.exchange.anki_notes import FIELDS, deck_name, notes
from actquiz.exchange.figures import Picture
from actquiz.exchange.import_report import Gathering, Imported

_SEPARATORS = {
    "tab": "\t",
    "comma": ",",
    "semicolon": ";",
    "space": " ",
    "pipe": "|",
    "colon": ":",
}
_META = ("guid", "notetype", "deck", "tags")
_MAX_FIELD = 1_000_000


def as_anki_text(
    decks: Sequence[DeckFile],
    sources: Mapping[str, Source],
    pictures: Mapping[str, Picture] | None = None,
) -> str:
    """A file for Anki's import; note types and pictures are those of the package, to import first.

    ``pictures``: by card id.
    """
    import genanki

    from actquiz.exchange.anki_out import MODEL_NAMES

    file = io.StringIO(newline="")
    file.write("#separator:tab\n#html:true\n")
    for number, name in enumerate(_META, start=1):
        file.write(f"#{name} column:{number}\n")
    writer = csv.writer(file, delimiter="\t", lineterminator="\n")
    for deck in decks:
        for note in notes(deck, sources, pictures):
            tags = " ".join(note.tags)
            head = (genanki.guid_for(note.id), MODEL_NAMES[note.type], deck_name(deck.title), tags)
            writer.writerow([*head, *note.fields])
    return file.getvalue()


def from_anki_text(text: str, path: Path) -> Imported:
    """The notes in a text file of Anki's; raises ActquizError with the line."""
    headers, body, first = _headers(text)
    separator = headers.get("separator", "tab").strip()
    delimiter = _SEPARATORS.get(separator.lower(), separator[:1] or "\t")
    columns = {name: _column(headers, name, path) for name in _META}
    csv.field_size_limit(_MAX_FIELD)
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter)
    gathering = Gathering()
    try:
        line = first
        for cells in reader:
            where = Location(path, line)
            line = first + reader.line_num
            if any(cells):
                take(_note(cells, headers, columns, where), gathering)
    except csv.Error as error:
        what = f"this row cannot be read ({error})"
        where = Location(path, first + reader.line_num)
        raise ActquizError(what, fix="export it from Anki again", where=where) from None
    return gathering.finish()


def _headers(text: str) -> tuple[dict[str, str], str, int]:
    """The headers, what follows them, and the number of its first line."""
    headers: dict[str, str] = {}
    lines = text.split("\n")
    count = 0
    while count < len(lines) and lines[count].startswith("#"):
        name, _, value = lines[count][1:].partition(":")
        headers[name.strip().lower()] = value.rstrip("\r")
        count += 1
    return headers, "\n".join(lines[count:]), count + 1


def _column(headers: Mapping[str, str], name: str, path: Path) -> int:
    """The column's number from 0; -1 if the file has none."""
    written = headers.get(f"{name} column", "").strip()
    if written and not (written.isascii() and written.isdigit() and 0 < int(written) < 1000):
        what = f"'{written}' is not the number of a column"
        raise ActquizError(what, fix="columns count from 1", where=Location(path))
    return int(written) - 1 if written else -1


def _note(
    cells: list[str], headers: Mapping[str, str], columns: Mapping[str, int], where: Location
) -> AnkiNote:
    def meta(name: str) -> str:
        place = columns[name]
        return cells[place] if 0 <= place < len(cells) else headers.get(name, "")

    used = set(columns.values())
    fields = tuple(cell for place, cell in enumerate(cells) if place not in used)
    is_cloze = "{{c" in (fields[0] if fields else "")
    ours = [names for names in FIELDS.values() if len(names) == len(fields)]
    names = tuple(f"field {number}" for number in range(len(fields)))
    if meta("notetype").startswith("actquiz") and ours:
        names = ours[0]
    return AnkiNote(
        where=where,
        guid=meta("guid") or "\x1f".join(fields[:1]),
        type=meta("notetype"),
        is_cloze=is_cloze,
        names=names,
        fields=fields,
        tags=tuple(meta("tags").split()),
        deck=meta("deck") or where.path.stem,
        html=headers.get("html", "false").strip().lower() == "true",
    )
