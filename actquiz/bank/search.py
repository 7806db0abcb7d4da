"""Finding cards in the index: words as they are typed, and filters."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

_WORD = re.compile(r"\w+")
_RANKED = 2_000
"""More matches than this are shown as they stand: ranking them would hold up someone typing."""


Rows = Callable[[str, Sequence[Any]], list[Any]]
"""Runs a query and returns all its rows."""


@dataclass(frozen=True, slots=True)
class Found:
    """A card as a list of search results shows it."""

    id: str
    deck: str
    kind: str
    level: str
    title: str
    """What is asked, on one line."""
    snippet: str
    """The words around the match; empty without a search text."""


@dataclass(slots=True)
class Filter:
    """SQL that keeps cards with any of the values of each filter that has some."""

    parts: list[str] = field(default_factory=list)
    values: list[str] = field(default_factory=list)

    def any_of(self, condition: str, wanted: Sequence[str]) -> None:
        """Keep cards for which ``condition``, with ``?`` for the values, holds."""
        if wanted:
            self.parts.append(condition.replace("?", ", ".join("?" * len(wanted))))
            self.values.extend(wanted)

    def sql(self, before: str) -> str:
        """The condition after WHERE or AND; nothing if every card is kept."""
        return f"{before} {' AND '.join(self.parts)}" if self.parts else ""


def search(rows: Rows, text: str, kept: Filter, limit: int, offset: int) -> list[Found]:
    """What ``Index.search`` promises."""
    terms = _WORD.findall(text)
    if text.strip() and not terms:
        return []
    if not terms:
        return _all(rows, kept, limit, offset)
    # In double quotes a term is only ever a word to FTS5, never part of its query language.
    match = " ".join(f'"{term}"*' for term in terms)
    order = "words.rowid" if _is_broad(rows, match) else "bm25(words, 4.0, 1.0)"
    refs = rows(
        "SELECT words.rowid FROM words JOIN card ON card.ref = words.rowid"
        f" WHERE words MATCH ? {kept.sql('AND')} ORDER BY {order} LIMIT ? OFFSET ?",
        (match, *kept.values, limit, offset),
    )
    found = rows(
        "SELECT card.id, deck, kind, level, title, body"
        " FROM json_each(?) JOIN card ON card.ref = value JOIN content USING (ref)",
        (json.dumps([ref for (ref,) in refs]),),
    )
    return [
        Found(card_id, deck, kind, level, title, snippet(body, terms))
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


def _all(rows: Rows, kept: Filter, limit: int, offset: int) -> list[Found]:
    found = rows(
        "SELECT card.id, deck, kind, level, title, '' FROM card JOIN content USING (ref)"
        f" {kept.sql('WHERE')} ORDER BY position LIMIT ? OFFSET ?",
        (*kept.values, limit, offset),
    )
    return [Found(*row) for row in found]


def _is_broad(rows: Rows, match: str) -> bool:
    """Whether so many cards match that which of them comes first says little."""
    further = rows("SELECT 1 FROM words WHERE words MATCH ? LIMIT 1 OFFSET ?", (match, _RANKED))
    return bool(further)
