"""Decks as an Anki package.

Ids never change: a second import updates the notes and keeps the learner's history.
"""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

from actquiz.bank.cards import DeckFile
from actquiz.bank.sources import Source
from actquiz.exchange.anki_notes import FIELDS, NoteType, deck_name, media_name, notes
from actquiz.exchange.figures import CardPicture

_MODEL_IDS: dict[NoteType, int] = {
    "basic": 1_731_405_001,
    "choice": 1_731_405_002,
    "cloze": 1_731_405_003,
}
MODEL_NAMES: dict[NoteType, str] = {
    "basic": "actquiz",
    "choice": "actquiz choice",
    "cloze": "actquiz cloze",
}
_CSS = """
.card { font-family: system-ui, sans-serif; font-size: 20px; line-height: 1.5; color: #1a1a1a;
  background: #fff; max-width: 42rem; margin: 0 auto; padding: 0 .5rem; text-align: left; }
.card.nightMode { color: #e8e8e8; background: #16181c; }
img { display: block; max-width: 100%; height: auto; background: #fff; }
.nightMode img { filter: invert(.9) hue-rotate(180deg); }
pre { overflow-x: auto; border: 1px solid #8888; padding: .5rem; }
table { border-collapse: collapse; } th, td { border: 1px solid #8888; padding: .2rem .5rem; }
.cloze { font-weight: bold; color: #1d5fbf; } .nightMode .cloze { color: #8ab8ff; }
.sources { font-size: 14px; color: #6a6a6a; margin-top: 1rem; }
.nightMode .sources { color: #a8a8a8; } .nightMode a { color: #8ab8ff; }
"""
_SOURCES = '{{#Sources}}<div class="sources">{{Sources}}</div>{{/Sources}}'
_TEMPLATES: dict[NoteType, tuple[str, str]] = {
    "basic": ("{{Question}}", f'{{{{FrontSide}}}}<hr id="answer">{{{{Answer}}}}{_SOURCES}'),
    "choice": (
        "{{Question}}<p>{{type:Letters}}</p>",
        f'{{{{Question}}}}<hr id="answer"><p>{{{{type:Letters}}}}</p>{{{{Answer}}}}{_SOURCES}',
    ),
    "cloze": ("{{cloze:Text}}", f"{{{{cloze:Text}}}}{{{{Answer}}}}{_SOURCES}"),
}


def write_apkg(
    decks: Sequence[DeckFile],
    sources: Mapping[str, Source],
    path: Path,
    pictures: Mapping[str, CardPicture] | None = None,
) -> None:
    """Write the package to ``path``; ``pictures`` (by card id) go in as media."""
    import genanki

    models = {name: _model(name) for name in FIELDS}
    made = []
    for deck in decks:
        one = genanki.Deck(_deck_id(deck.deck), deck_name(deck.title), deck.about)
        for note in notes(deck, sources, pictures):
            one.add_note(
                genanki.Note(
                    model=models[note.type],
                    fields=list(note.fields),
                    tags=list(note.tags),
                    guid=genanki.guid_for(note.id),
                )
            )
        made.append(one)
    with tempfile.TemporaryDirectory(prefix="actquiz-anki-", ignore_cleanup_errors=True) as folder:
        media = []
        for card_id, picture in sorted((pictures or {}).items()):
            file = Path(folder) / media_name(card_id)
            file.write_bytes(picture.svg)
            media.append(str(file))
        loose = Path(folder) / "loose.apkg"
        genanki.Package(made, media).write_to_file(str(loose))
        _compress(loose, path)


def _compress(loose: Path, path: Path) -> None:
    """Pack it anew: genanki leaves everything at its size."""
    with (
        zipfile.ZipFile(loose) as source,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(name, source.read(name))


def _model(name: NoteType) -> Any:
    import genanki

    question, answer = _TEMPLATES[name]
    return genanki.Model(
        _MODEL_IDS[name],
        MODEL_NAMES[name],
        fields=[{"name": field} for field in FIELDS[name]],
        templates=[{"name": "Card", "qfmt": question, "afmt": answer}],
        css=_CSS,
        model_type=genanki.Model.CLOZE if name == "cloze" else genanki.Model.FRONT_BACK,
    )


def _deck_id(name: str) -> int:
    return 1 << 30 | int.from_bytes(blake2b(name.encode(), digest_size=3).digest())
