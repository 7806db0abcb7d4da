"""Anki packages, anybody's, to decks. The archive is a stranger's: nothing is unpacked by name."""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import zipfile
import zlib
from contextlib import closing
from pathlib import Path
from typing import IO

from actquiz.errors import ActquizError, Location
from actquiz.exchange.anki_collection import notes
from actquiz.exchange.anki_fields import Taken, take
from actquiz.exchange.anki_history import pasts, reviews_of_others
from actquiz.exchange.import_report import Gathering, Imported
from actquiz.words import counted

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

MAX_BYTES = 256 * 1024 * 1024
"""A collection that unpacks to more is refused while it is unpacked."""
_MAX_MEMBERS = 100_000
_MAX_WINDOW = 27
"""Power of two of the bytes that zstd may keep in memory to unpack."""
_COLLECTIONS = ("collection.anki21b", "collection.anki21", "collection.anki2")
"""The newest first: in a new package, the oldest is a note that says to update Anki."""


def from_apkg(path: Path, *, progress: bool = False) -> Imported:
    """The decks in an .apkg or .colpkg; raises ActquizError for anything that is none.

    ``progress``: with the reviews in it.
    """
    where = Location(path)
    with tempfile.TemporaryDirectory(prefix="actquiz-anki-") as folder:
        database = Path(folder) / "collection.db"
        try:
            with zipfile.ZipFile(path) as archive:
                _unpack(archive, database, where)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
            zstd.ZstdError,
        ):
            fix = "export it from Anki again"
            raise ActquizError("this is not an Anki package", fix=fix, where=where) from None
        except OSError as error:
            what = f"the file cannot be read: {error.strerror}"
            raise ActquizError(what, fix="check the path", where=where) from None
        gathering = Gathering()
        try:
            with closing(sqlite3.connect(f"file:{database}?mode=ro&immutable=1", uri=True)) as sql:
                # Anki compares names by a rule of its own; any will do to read them.
                sql.create_collation("unicase", lambda one, other: (one > other) - (one < other))
                taken = Taken()
                for note in notes(sql, path):
                    take(note, gathering, taken)
                if progress:
                    for past in pasts(sql, taken.ids):
                        gathering.past(past)
                    if left := reviews_of_others(sql, taken.ids):
                        what = f"{counted(left, 'review')} of cards that are left out stay behind"
                        gathering.note(where, what)
        except (sqlite3.Error, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            what = "the collection in the package is damaged"
            raise ActquizError(what, fix="export it from Anki again", where=where) from None
    return gathering.finish()


def _unpack(archive: zipfile.ZipFile, target: Path, where: Location) -> None:
    """Copy the collection out of the archive to a name of our own, and no more than MAX_BYTES."""
    names = archive.namelist()
    if len(names) > _MAX_MEMBERS:
        raise ActquizError("the package has too many files", fix="split it", where=where)
    known = [name for name in _COLLECTIONS if name in names]
    if not known:
        what = "the package has no collection of a known format"
        raise ActquizError(what, fix="export it from Anki again, as .apkg", where=where)
    source: IO[bytes] | zstd.ZstdFile
    with archive.open(known[0]) as packed, target.open("wb") as file:
        source = _unzstd(packed) if known[0].endswith("b") else packed
        total = 0
        while block := source.read(1 << 20):
            total += len(block)
            if total > MAX_BYTES:
                what = f"the package unpacks to more than {MAX_BYTES >> 20} MB"
                raise ActquizError(what, fix="export fewer decks at once", where=where)
            file.write(block)


def _unzstd(packed: IO[bytes]) -> zstd.ZstdFile:
    """The unpacked stream; what it unpacks to is counted by the reader."""
    return zstd.ZstdFile(packed, options={zstd.DecompressionParameter.window_log_max: _MAX_WINDOW})
