"""One card of a file to its type: a sound card, or why it is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec

from actquiz.bank import validation
from actquiz.bank.cards import KINDS, Card
from actquiz.bank.type_errors import explain, unknown_kind
from actquiz.bank.yaml_positions import Positions
from actquiz.bank.yaml_syntax import in_text
from actquiz.errors import Problem, Steps


@dataclass(slots=True)
class RejectedCard:
    """A card that cannot be used: of no kind (``kind`` None), mistyped or unsound."""

    number: int
    value: Any
    kind: type | None = None
    error: msgspec.ValidationError | None = None
    fault: Problem | None = None

    def problem(self, places: Positions) -> Problem:
        """What to tell the person, with the card's ``places``."""
        root: Steps = ("cards", self.number)
        if self.error and self.kind:
            return explain(self.error, self.value, self.kind, places, root)
        if self.fault:
            place = places.value((*root, *self.fault.field))
            return in_text(self.fault.what, self.fault.fix, place.line, place.column)
        place = places.value((*root, "kind"))
        return in_text(*unknown_kind(self.value["kind"]), place.line, place.column)


def convert(number: int, value: Any) -> tuple[Card | None, list[RejectedCard]]:
    """The sound card that ``value`` is, or why it is none."""
    kind: Any = KINDS["flashcard"]
    if isinstance(value, dict) and "kind" in value:
        name = value["kind"]
        kind = KINDS.get(name) if isinstance(name, str) else None
        if kind is None:
            return None, [RejectedCard(number, value)]
    try:
        card: Card = msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        return None, [RejectedCard(number, value, kind, error)]
    found = [RejectedCard(number, value, kind, fault=fault) for fault in validation.faults(card)]
    return (None if found else card), found
