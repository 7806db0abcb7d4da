"""Where each value of a YAML text stands: the second look, taken only when something is wrong."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from yaml._yaml import CParser
from yaml.events import (
    CollectionStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
)

from actquiz.errors import Steps


@dataclass(frozen=True, slots=True)
class Position:
    """A value or key as it is written; ``line`` and ``column`` count from 0."""

    line: int
    column: int
    style: str
    """The quote or block sign; empty for plain text, lists and mappings."""
    raw: str
    """The text as written, quotes included; of a list or mapping only the first character, of
    nothing the comment that stands in its place."""
    text: str = ""
    """What it reads as; empty for lists and mappings."""


@dataclass(slots=True)
class Positions:
    """All places in the parts that were asked for."""

    values: dict[Steps, Position] = field(default_factory=dict)
    keys: dict[Steps, Position] = field(default_factory=dict)
    repeats: list[tuple[Steps, Position, Position]] = field(default_factory=list)
    """Keys given twice: which, the first place and the second."""

    def value(self, path: Steps) -> Position:
        """The value's place, or that of the nearest thing around it."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values[path]

    def key(self, path: Steps) -> Position:
        """Where the field's name stands; for a list item, the item."""
        return self.keys.get(path) or self.value(path)


def find_places(text: str, cards: Collection[int]) -> Positions:
    """Places in the header and in the cards of those numbers (from 0). ``text`` must build."""
    places = Positions()
    walk = _Walk(places, text, cards)
    next_event = CParser(text).get_event
    while (event := next_event()) is not None:
        if isinstance(event, ScalarEvent):
            walk.scalar(event)
        elif isinstance(event, CollectionStartEvent):
            walk.open(event)
        elif isinstance(event, (MappingEndEvent, SequenceEndEvent)):
            walk.close()
    return places


class _Walk:
    """Follows the events with the path of what comes next."""

    def __init__(self, places: Positions, text: str, cards: Collection[int]) -> None:
        self._places = places
        self._text = text
        self._cards = cards
        self._path: list[str | int] = []
        self._is_mapping: list[bool] = []
        self._awaits_key: list[bool] = []

    def scalar(self, event: ScalarEvent) -> None:
        if self._awaits_key and self._awaits_key[-1]:
            self._key(event)
            return
        self._record(event, event.style or "")
        self._advance()

    def open(self, event: CollectionStartEvent) -> None:
        self._record(event, None)
        mapping = isinstance(event, MappingStartEvent)
        self._is_mapping.append(mapping)
        self._awaits_key.append(mapping)
        self._path.append("" if mapping else 0)

    def close(self) -> None:
        self._is_mapping.pop()
        self._awaits_key.pop()
        self._path.pop()
        self._advance()

    def _key(self, event: ScalarEvent) -> None:
        self._path[-1] = event.value
        self._awaits_key[-1] = False
        if not self._wanted():
            return
        path = tuple(self._path)
        place = self._place(event, event.style or "")
        if first := self._places.keys.get(path):
            self._places.repeats.append((path, first, place))
        else:
            self._places.keys[path] = place

    def _advance(self) -> None:
        """The value at the current path is complete."""
        if not self._path:
            return
        if self._is_mapping[-1]:
            self._awaits_key[-1] = True
        else:
            number = self._path[-1]
            assert isinstance(number, int)
            self._path[-1] = number + 1

    def _wanted(self) -> bool:
        path = self._path
        return len(path) < 2 or path[0] != "cards" or path[1] in self._cards

    def _record(self, event: ScalarEvent | CollectionStartEvent, style: str | None) -> None:
        if self._wanted():
            self._places.values[tuple(self._path)] = self._place(event, style)

    def _place(self, event: ScalarEvent | CollectionStartEvent, style: str | None) -> Position:
        """``style`` None: a list or mapping, of which only the opening sign is kept."""
        start, end = event.start_mark, event.end_mark
        assert start is not None
        assert end is not None
        stop = start.index + 1 if style is None else end.index
        raw = self._text[start.index : stop] or self._comment(end.index)
        text = event.value if isinstance(event, ScalarEvent) else ""
        return Position(start.line, start.column, style or "", raw, text)

    def _comment(self, index: int) -> str:
        """The comment that stands where a value is missing, if one does."""
        end = self._text.find("\n", index)
        rest = self._text[index : end if end >= 0 else None].strip()
        return rest if rest.startswith("#") else ""
