"""How cards went in another program."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PastReview:
    """One answer."""

    moment: int
    """Milliseconds since 1970, UTC."""
    grade: int
    """1 (again) to 4 (easy)."""
    duration: int
    """Milliseconds."""
    kind: int
    """The phase the card was in, as Anki numbers them: 0 learning, 1 review, 2 relearning."""


@dataclass(frozen=True, slots=True)
class PastCard:
    """How one card went in Anki."""

    card_id: str
    reviews: tuple[PastReview, ...]
    suspended: bool
    weights: tuple[float, ...]
    """FSRS-6's, where the deck has its own."""
    retention: float
    offset: int = 0
    """How far the days that Anki counted were ahead of UTC's, in seconds."""
