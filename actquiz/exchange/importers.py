"""Any file that can be imported, to decks; which format it is follows from its name and text."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from actquiz.bank.reading import decode, read_bytes
from actquiz.errors import ActquizError, Location
from actquiz.exchange.hidden_fields import builtins, deck_from
from actquiz.exchange.import_report import Imported
from actquiz.text.safe import clean

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
FORMATS = ("markdown", "csv", "tsv", "json", "anki", "anki-text")
_BY_SUFFIX = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".csv": "csv",
    ".tsv": "tsv",
    ".json": "json",
    ".apkg": "anki",
    ".txt": "anki-text",
}


def bring_in(path: Path, *, format: str = "", deck: str = "", title: str = "") -> Imported:
    """The decks in ``path``; ``deck`` and ``title`` name a deck that has no name in the file.

    Raises ActquizError, with file and line where there is one, for anything it cannot read.
    """
    imported = _read(path, format, deck, title)
    seen: set[str] = set()
    for one in imported.decks:
        if one.deck in seen:
            fix = "give one of the two another id"
            what = f"the deck '{one.deck}' is in the file twice"
            raise ActquizError(what, fix=fix, where=Location(path))
        seen.add(one.deck)
    where = Location(path)
    decks = [deck_from(_defused(builtins(one)), where) for one in imported.decks]
    return Imported(decks, imported.notes)


def _read(path: Path, format: str, deck: str, title: str) -> Imported:
    known = format or _BY_SUFFIX.get(path.suffix.lower())
    if known is None:
        raise ActquizError(
            f"the format of {path} cannot be told from its name",
            fix=f"give --format: {', '.join(FORMATS)}",
        )
    if known == "anki":
        from actquiz.exchange.anki_in import from_apkg

        return from_apkg(path)
    return _READERS[known](read_file(path), path, deck, title)


def read_file(path: Path) -> str:
    """The text of a file of sane size; raises ActquizError for anything else."""
    return decode(read_bytes(path), path)


def _defused(value: Any) -> Any:
    """``value`` without escape sequences: JSON can hide them where a text file may not."""
    if isinstance(value, str):
        return clean(value) if _CONTROL.search(value) else value
    if isinstance(value, (list, tuple)):
        return [_defused(item) for item in value]
    if isinstance(value, dict):
        return {_defused(name): _defused(item) for name, item in value.items()}
    return value


def _markdown(text: str, path: Path, deck: str, title: str) -> Imported:
    from actquiz.exchange.markdown_in import from_own_markdown, is_own

    text = text.replace("\r\n", "\n")
    if is_own(text):
        return from_own_markdown(text, path)
    from actquiz.exchange.foreign_markdown import from_foreign_markdown

    return from_foreign_markdown(text, path, deck=deck, title=title)


def _csv(text: str, path: Path, deck: str, title: str) -> Imported:
    from actquiz.exchange.tables import from_table

    return from_table(text, path, ",")


def _tsv(text: str, path: Path, deck: str, title: str) -> Imported:
    from actquiz.exchange.tables import from_table

    return from_table(text, path, "\t")


def _json(text: str, path: Path, deck: str, title: str) -> Imported:
    from actquiz.exchange.json_file import from_json

    return from_json(text, path)


def _anki_text(text: str, path: Path, deck: str, title: str) -> Imported:
    from actquiz.exchange.anki_text import from_anki_text

    return from_anki_text(text, path)


_READERS: dict[str, Callable[[str, Path, str, str], Imported]] = {
    "markdown": _markdown,
    "csv": _csv,
    "tsv": _tsv,
    "json": _json,
    "anki-text": _anki_text,
}
