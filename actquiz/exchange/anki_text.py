"""Anki's text format: tab-separated, with ``#`` headers that say what the columns are."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from actquiz.bank.cards import DeckFile
from actquiz.bank.sources import Source
from actquiz.errors import ActquizError, Location
from actquiz.exchange.anki_collection import is_occlusion
from actquiz.exchange.anki_fields import AnkiCard, AnkiNote, take
from actquiz.exchange.anki_notes import FIELDS, deck_name, notes
from actquiz.exchange.cloze_gaps import find
from actquiz.exchange.delimiters import NAMES, SEPARATORS, guessed_delimiter
from actquiz.exchange.figures import CardPicture
from actquiz.exchange.html_tree import from_text
from actquiz.exchange.import_report import Gathering, Imported

_META = ("guid", "notetype", "deck", "tags")
_MAX_FIELD = 1_000_000


def as_anki_text(
    decks: Sequence[DeckFile],
    sources: Mapping[str, Source],
    pictures: Mapping[str, CardPicture] | None = None,
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
    gathering = Gathering()
    delimiter = _delimiter(headers, body, path, gathering)
    columns = {name: _column(headers, name, path) for name in _META}
    csv.field_size_limit(_MAX_FIELD)
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter)
    try:
        line = first
        for cells in reader:
            where = Location(path, line)
            line = first + reader.line_num
            if any(cells):
                _take(cells, headers, columns, where, gathering)
    except csv.Error as error:
        what = f"this row cannot be read ({error})"
        where = Location(path, first + reader.line_num)
        raise ActquizError(what, fix="export it from Anki again", where=where) from None
    return gathering.finish()


def _delimiter(headers: Mapping[str, str], body: str, path: Path, gathering: Gathering) -> str:
    """What parts the cells: as the file says, or as it looks. A guess is named."""
    written = headers.get("separator")
    if written is None:
        guess = guessed_delimiter(body)
        if guess != "\t":
            what = f"cells are taken to be parted by {NAMES[guess]}: there is no #separator line"
            gathering.note(Location(path, 1), what)
        return guess
    # A spreadsheet that opened the file leaves its own commas at the end of the line.
    name = written.strip().rstrip(",;\t ") or written.strip()
    known = SEPARATORS.get(name.lower()) or (
        name[:1] if len(name) == 1 and not name.isalnum() else ""
    )
    if known and name == written.strip():
        return known
    guess = known or guessed_delimiter(body)
    where = Location(path, _line_of("separator", headers))
    parted = NAMES.get(guess, guess)
    what = f"'{written.strip()}' is no separator that is known: cells are taken to be parted by"
    gathering.note(where, f"{what} {parted}")
    return guess


def _line_of(name: str, headers: Mapping[str, str]) -> int:
    return list(headers).index(name) + 1


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


def _take(
    cells: list[str],
    headers: Mapping[str, str],
    columns: Mapping[str, int],
    where: Location,
    gathering: Gathering,
) -> None:
    def meta(name: str) -> str:
        place = columns[name]
        return cells[place] if 0 <= place < len(cells) else headers.get(name, "")

    used = set(columns.values())
    fields = tuple(cell for place, cell in enumerate(cells) if place not in used)
    if not any(fields):
        gathering.note(where, "this row is left out: it has no field")
        return
    ours = [names for names in FIELDS.values() if len(names) == len(fields)]
    names = tuple(f"field {number}" for number in range(len(fields)))
    if meta("notetype").startswith("actquiz") and ours:
        names = ours[0]
    elif headers.get("html", "false").strip().lower() != "true":
        fields = tuple(from_text(field) for field in fields)
    deck = meta("deck") or where.path.stem
    templates = _templates(meta("notetype"), names)
    take(
        AnkiNote(
            where=where,
            guid=meta("guid"),
            type=meta("notetype"),
            is_cloze=any(gap.ordinals for gap in find(fields[0])),
            names=names,
            fields=fields,
            tags=tuple(meta("tags").split()),
            cards=tuple(AnkiCard(number, deck) for number in range(max(len(templates), 1))),
            templates=templates,
            is_occlusion=is_occlusion(meta("notetype")),
        ),
        gathering,
    )


def _templates(kind: str, names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Those of Anki's stock note types that do more than ask the first field."""
    if len(names) < 2:
        return ()
    one, two = f"{{{{{names[0]}}}}}", f"{{{{{names[1]}}}}}"
    match kind.strip().lower():
        case "basic (and reversed card)":
            return ((one, two), (two, one))
        case "basic (type in the answer)":
            return ((f"{one}{{{{type:{names[1]}}}}}", two),)
        case _:
            return ()
