"""Anki packages, anybody's, to decks. The archive is a stranger's: nothing is unpacked by name."""

from __future__ import annotations

import json
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from actquiz.errors import ActquizError, Location
from actquiz.exchange.anki_fields import AnkiNote, take
from actquiz.exchange.imported import Gathering, Imported

MAX_BYTES = 256 * 1024 * 1024
"""A collection that unpacks to more is refused while it is unpacked."""
_MAX_MEMBERS = 100_000
_OLDER = "in Anki, export again with “Support older Anki versions” ticked"
_SEPARATOR = "\x1f"


def from_apkg(path: Path) -> Imported:
    """The decks in an .apkg; raises ActquizError for anything that is none."""
    where = Location(path)
    with tempfile.TemporaryDirectory(prefix="actquiz-anki-") as folder:
        database = Path(folder) / "collection.db"
        try:
            with zipfile.ZipFile(path) as archive:
                _unpack(archive, database, where)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
            fix = "export it from Anki again"
            raise ActquizError("this is not an Anki package", fix=fix, where=where) from None
        except OSError as error:
            what = f"the file cannot be read: {error.strerror}"
            raise ActquizError(what, fix="check the path", where=where) from None
        gathering = Gathering()
        try:
            with closing(sqlite3.connect(f"file:{database}?mode=ro&immutable=1", uri=True)) as sql:
                for note in _notes(sql, where):
                    take(note, gathering)
        except (sqlite3.Error, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            what = "the collection in the package is damaged"
            raise ActquizError(what, fix="export it from Anki again", where=where) from None
    return gathering.finish()


def _unpack(archive: zipfile.ZipFile, target: Path, where: Location) -> None:
    """Copy the collection out of the archive to a name of our own, and no more than MAX_BYTES."""
    names = archive.namelist()
    if len(names) > _MAX_MEMBERS:
        raise ActquizError("the package has too many files", fix="split it", where=where)
    known = [name for name in ("collection.anki21", "collection.anki2") if name in names]
    if "collection.anki21b" in names or not known:
        raise ActquizError(
            "the package has no collection of a known format", fix=_OLDER, where=where
        )
    with archive.open(known[0]) as source, target.open("wb") as file:
        total = 0
        while block := source.read(1 << 20):
            total += len(block)
            if total > MAX_BYTES:
                what = f"the package unpacks to more than {MAX_BYTES >> 20} MB"
                raise ActquizError(what, fix="export fewer decks at once", where=where)
            file.write(block)


def _notes(sql: sqlite3.Connection, where: Location) -> Iterator[AnkiNote]:
    models, decks = sql.execute("SELECT models, decks FROM col").fetchone()
    types: dict[str, Any] = json.loads(models)
    names: dict[str, Any] = json.loads(decks)
    rows = sql.execute(
        "SELECT notes.id, guid, mid, flds, tags, min(did), count(DISTINCT ord)"
        " FROM notes JOIN cards ON cards.nid = notes.id GROUP BY notes.id ORDER BY notes.id"
    )
    for number, (_, guid, model, fields, tags, deck, count) in enumerate(rows, start=1):
        kind = types[str(model)]
        yield AnkiNote(
            where=Location(where.path, number),
            guid=str(guid),
            type=str(kind["name"]),
            is_cloze=kind.get("type") == 1,
            names=tuple(str(field["name"]) for field in kind["flds"]),
            fields=tuple(str(fields).split(_SEPARATOR)),
            tags=tuple(str(tags).split()),
            deck=str(names[str(deck)]["name"]),
            cards=int(count),
        )
