"""Finding cards in the index: words as they are typed, and filters. The one search there is.

A search gives the numbers of the cards it found; what a card says is looked up when it is shown.
"""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_WORD = re.compile(r"\w+")
_RANKED = 2_000
"""More matches than this stay in the order of the index: to rank them would hold up who types."""

RunQuery = Callable[[str, Mapping[str, Any]], list[Any]]
"""Runs a query and returns all its rows."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for; each filter that has values keeps cards with any of them."""

    text: str = ""
    """All its words must be there; the beginning of a word is enough."""
    decks: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """A card as ``actquiz search`` shows it."""

    id: str
    deck: str
    kind: str
    level: str
    title: str
    """What is asked, on one line."""
    snippet: str
    """The words around the match; empty without a search text."""


_FILTERS = {
    "decks": "card.deck IN ({})",
    "tags": "card.id IN (SELECT card_id FROM tag WHERE tag IN ({}))",
    "levels": "card.level IN ({})",
    "kinds": "card.kind IN ({})",
}


def find(
    rows: RunQuery,
    query: Query,
    *,
    join: str = "",
    condition: str = "1",
    values: Mapping[str, Any] | None = None,
) -> array[int]:
    """The numbers (``card.ref``) of the cards found.

    They are in learning order; with a text the best match is first, unless very many match.
    ``join`` and ``condition`` narrow the cards by tables of the caller's, with ``values`` in them.
    """
    terms = _WORD.findall(query.text)
    if query.text.strip() and not terms:
        return array("q")
    tables, conditions, known = f"card {join}", [condition], dict(values or {})
    for name, kept in _FILTERS.items():
        wanted: tuple[str, ...] = getattr(query, name)
        if wanted:
            conditions.append(kept.format(f"SELECT value FROM json_each(:{name})"))
            known[name] = json.dumps(wanted)
    if not terms:
        return _refs(rows, tables, conditions, "card.position", known)
    tables = f"words JOIN card ON card.ref = words.rowid {join}"
    conditions.append("words MATCH :match")
    # In double quotes a term is only ever a word to FTS5, never part of its query language.
    known["match"] = " ".join(f'"{term}"*' for term in terms)
    found = _refs(rows, tables, conditions, "", known)
    if len(found) > _RANKED:
        return found
    return _refs(rows, tables, conditions, "bm25(words, 4.0, 1.0), card.position", known)


def _refs(
    rows: RunQuery, tables: str, conditions: Sequence[str], order: str, values: Mapping[str, Any]
) -> array[int]:
    sql = f"SELECT card.ref FROM {tables} WHERE {' AND '.join(conditions)}"
    ordered = f"{sql} ORDER BY {order}" if order else sql
    return array("q", (ref for (ref,) in rows(ordered, values)))


def results(rows: RunQuery, refs: Sequence[int], text: str) -> list[SearchResult]:
    """What these cards say, in this order, with the words around what was looked for."""
    terms = _WORD.findall(text)
    found = rows(
        "SELECT card.id, deck, kind, level, title, body"
        " FROM json_each(:refs) JOIN card ON card.ref = value JOIN content USING (ref)",
        {"refs": json.dumps(list(refs))},
    )
    return [
        SearchResult(card_id, deck, kind, level, title, snippet(body, terms) if terms else "")
        for card_id, deck, kind, level, title, body in found
    ]


def snippet(body: str, terms: Sequence[str], width: int = 80) -> str:
    """One line of about ``width`` characters around the first term that begins a word."""
    # The first two lines are the id and the tags.
    flat = " ".join(body.split("\n", 2)[-1].split())
    starts = [
        found.start()
        for term in terms
        if (found := re.search(rf"\b{re.escape(term)}", flat, re.IGNORECASE))
    ]
    first = max(min(starts, default=0) - width // 3, 0)
    first = flat.find(" ", first) + 1 if first else 0
    end = first + width
    return f"{'…' if first else ''}{flat[first:end]}{'…' if end < len(flat) else ''}"
