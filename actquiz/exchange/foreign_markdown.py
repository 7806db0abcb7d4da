"""Markdown notes as others write them, to cards.

Known are ``Q:``/``A:`` pairs; a heading with its answer below; ``front::back`` lines; texts with
``{{gaps}}``, Anki's ``{{c1::gaps::hint}}`` included; Mochi's sides parted by ``---``; and what
Obsidian's spaced repetition reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from actquiz.bank.cards import ID_PATTERN
from actquiz.errors import ActquizError, Location
from actquiz.exchange.bank_inline import Context, visible
from actquiz.exchange.bank_markdown import as_markdown
from actquiz.exchange.import_report import Gathering, Imported
from actquiz.exchange.markdown_cards import FoundCard, Nodes, cards
from actquiz.exchange.markdown_file import read
from actquiz.exchange.markdown_mending import fences_apart, footnotes_inline
from actquiz.exchange.markup_tree import MarkupNode
from actquiz.exchange.review_notes import outline, prepared
from actquiz.exchange.slugs import slug, slug_path

_MAX_CARDS = 60


def from_foreign_markdown(text: str, path: Path, *, deck: str = "", title: str = "") -> Imported:
    """The cards in ``text``; ``deck`` and ``title`` default to the file's name and heading."""
    text, line_of = fences_apart(footnotes_inline(text))
    file = replace(read(prepared(text)), outline=outline(text))
    deck = deck or slug(path.stem, otherwise="notes")
    if not re.search(ID_PATTERN, deck):
        fix = "use lower-case letters, digits and single dashes"
        raise ActquizError(f"'{deck}' is no id for a deck", fix=fix)
    gathering = Gathering()
    name = visible(title or file.title or path.stem)[:1000]
    gathering.deck({"format": 1, "deck": deck, "title": name}, path=(deck,))
    tags = list(
        dict.fromkeys(
            filter(None, (slug_path(tag.split("/"), otherwise="", joint="-") for tag in file.tags))
        )
    )
    for found in cards(file):
        if isinstance(found, tuple):
            gathering.note(Location(path, line_of(found[0]) + 1), found[1])
            continue
        where = Location(path, line_of(found.line) + 1)
        made = values_of(found, gathering, where)
        several = [(end, {**values, **({"tags": tags} if tags else {})}) for end, values in made]
        below = found.end < len(file.lines) and file.lines[found.end].startswith("<!--")
        key = file.key(found.line, found.end + below)
        if key:
            base = f"{deck.replace('.', '-')}-{slug(key, otherwise='x')}"[:70].rstrip("-.")
            for end, values in several:
                gathering.card(deck, {**values, "id": f"{base}{end}"}, where)
        else:
            wanted = slug(" ".join(_outside(found.front)), otherwise="card")
            gathering.cards(deck, wanted, several, where)
    return gathering.finish()


def values_of(
    found: FoundCard, gathering: Gathering, where: Location
) -> list[tuple[str, dict[str, Any]]]:
    """The cards of one place, each with the ending of its id."""
    back = Context()
    told = as_markdown(found.back, back)
    numbers = sorted({number for gap in _gaps(found.front) for number in gap.ordinals})
    bare = any(not gap.ordinals for gap in _gaps(found.front))
    if not found.gaps and (told or not (numbers or bare)):
        front = Context(lost=back.lost)
        asked = as_markdown(found.front, front)
        gathering.notes(where, back.lost)
        card = {"kind": "flashcard", "front": asked, "back": told}
        if found.both_ways and asked and told:
            return [(".1", card), (".2", {**card, "front": told, "back": asked})]
        return [("", card)]
    wanted = [("", 0)] if bare else [(f".{number}", number) for number in numbers[:_MAX_CARDS]]
    made = []
    for end, number in wanted:
        context = Context(hidden=number)
        text = as_markdown(found.front, context)
        gathering.notes(where, context.lost)
        made.append((end, {"kind": "cloze", "text": text, "blanks": context.blanks}))
    return made


def _gaps(nodes: Nodes) -> Iterator[MarkupNode]:
    for node in nodes:
        if isinstance(node, MarkupNode):
            if node.tag == "gap":
                yield node
            yield from _gaps(node.children)


def _outside(nodes: Nodes) -> Iterator[str]:
    """The words outside of gaps: no id may tell the answer."""
    for node in nodes:
        if isinstance(node, str):
            yield node
        elif node.tag in ("maths", "display"):
            yield re.sub(r"\{\{.*?\}\}|[{}^_]", " ", node.text()) if not node.children[1:] else ""
        elif node.tag != "gap":
            yield from _outside(node.children)
