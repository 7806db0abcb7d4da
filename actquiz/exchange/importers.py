"""Any file that can be imported, to decks; which format it is follows from its name and text."""

from __future__ import annotations

import codecs
import contextlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from actquiz.bank.deck_reading import decode, read_bytes
from actquiz.errors import ActquizError, Location
from actquiz.exchange.comment_fields import builtins, deck_from
from actquiz.exchange.import_report import Imported, ImportNote
from actquiz.exchange.slugs import slug_path
from actquiz.text.safe import clean

if TYPE_CHECKING:
    from actquiz.exchange.foreign_table import Confirm

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
FORMATS = ("markdown", "csv", "tsv", "json", "anki", "anki-text", "mochi")
BY_SUFFIX = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".csv": "csv",
    ".tsv": "tsv",
    ".json": "json",
    ".apkg": "anki",
    ".colpkg": "anki",
    ".txt": "anki-text",
    ".mochi": "mochi",
}
_MAX_FILES = 20_000


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the person said about the file."""

    format: str = ""
    deck: str = ""
    """Id of a deck that has none in the file."""
    title: str = ""
    columns: tuple[str, ...] = ()
    """Of a table: what each one is."""
    confirm: Confirm | None = None
    """Asks whether a guess is right."""
    progress: bool = False
    """With the reviews in an Anki package."""


def bring_in(path: Path, options: ImportOptions | None = None) -> Imported:
    """The decks in ``path``.

    Raises ActquizError, with file and line where there is one, for anything it cannot read.
    """
    imported = _read(path, options or ImportOptions())
    seen: set[str] = set()
    for one in imported.decks:
        if one.deck in seen:
            fix = "give one of the two another id"
            what = f"the deck '{one.deck}' is in the file twice"
            raise ActquizError(what, fix=fix, where=Location(path))
        seen.add(one.deck)
    where = Location(path)
    imported.decks = [deck_from(_defused(builtins(one)), where) for one in imported.decks]
    return imported


def bring_in_folder(folder: Path, options: ImportOptions | None = None) -> Iterator[Imported]:
    """The decks in each Markdown file of a folder and the folders in it; hidden ones are left out.

    A file that cannot be read is named in the report, and the others come in.
    """
    options = options or ImportOptions()
    for path in _markdown_files(folder):
        parts = (*path.relative_to(folder).parent.parts, path.stem)
        given = ImportOptions("markdown", slug_path(parts, otherwise="notes"), options.title)
        try:
            imported = bring_in(path, given)
        except ActquizError as error:
            imported = Imported([], [ImportNote(error.where or Location(path), error.what)])
        if not imported.decks:
            imported.notes.append(ImportNote(Location(path), "there is no card in this file"))
        yield imported


def _markdown_files(folder: Path) -> list[Path]:
    found: list[Path] = []
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [
            Path(root) / name
            for name in sorted(names)
            if name.lower().endswith((".md", ".markdown")) and not name.startswith(".")
        ]
        if len(found) > _MAX_FILES:
            what = f"there are more than {_MAX_FILES:,} files in {folder}"
            raise ActquizError(what, fix="name a folder further inside")
    return found


def _read(path: Path, options: ImportOptions) -> Imported:
    known = options.format or BY_SUFFIX.get(path.suffix.lower())
    if known is None:
        if not path.exists():
            # Whatever it is meant to be: reading says that it is not there.
            read_bytes(path)
        raise ActquizError(
            f"the format of {path} cannot be told from its name",
            fix=f"give --format: {', '.join(FORMATS)}",
        )
    if known == "anki":
        from actquiz.exchange.anki_in import from_apkg

        return from_apkg(path, progress=options.progress)
    if known == "mochi":
        from actquiz.exchange.mochi_in import from_mochi

        return from_mochi(path)
    text = read_file(path)
    if known == "json":
        from actquiz.exchange.json_file import from_json

        return from_json(text, path)
    if known == "anki-text":
        from actquiz.exchange.anki_text import from_anki_text

        return from_anki_text(text, path)
    if known == "markdown":
        return _markdown(text, path, options)
    return _table(text, path, "," if known == "csv" else "\t", options)


def read_file(path: Path) -> str:
    """The text of a file of sane size; raises ActquizError for anything else."""
    data = read_bytes(path)
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        # What spreadsheets call "Unicode text".
        with contextlib.suppress(UnicodeDecodeError):
            data = data.decode("utf-16").encode("utf-8", "surrogatepass")
    return decode(data, path)


def _defused(value: Any) -> Any:
    """``value`` without escape sequences: JSON can hide them where a text file may not."""
    if isinstance(value, str):
        return clean(value) if _CONTROL.search(value) else value
    if isinstance(value, (list, tuple)):
        return [_defused(item) for item in value]
    if isinstance(value, dict):
        return {_defused(name): _defused(item) for name, item in value.items()}
    return value


def _markdown(text: str, path: Path, options: ImportOptions) -> Imported:
    from actquiz.exchange.markdown_in import from_own_markdown, is_own

    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if is_own(text):
        return from_own_markdown(text, path)
    from actquiz.exchange.foreign_markdown import from_foreign_markdown

    return from_foreign_markdown(text, path, deck=options.deck, title=options.title)


def _table(text: str, path: Path, delimiter: str, options: ImportOptions) -> Imported:
    from actquiz.exchange.tables import from_table, is_own

    if is_own(text, delimiter) and not options.columns:
        return from_table(text, path, delimiter)
    from actquiz.exchange.foreign_table import from_foreign_table

    return from_foreign_table(
        text,
        path,
        deck=options.deck,
        title=options.title,
        columns=options.columns,
        confirm=options.confirm,
    )
