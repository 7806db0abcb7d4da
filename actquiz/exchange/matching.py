"""Which card of a new version of a deck is which card that is there already.

History hangs on ids, and ids of cards that come without one follow from their words. So a card that
was moved, or whose text was mended, is found again by its text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from actquiz.bank.cards import Card, Cloze, Flashcard, Truth

_MANY = 400
"""From so many cards without a match on, only those with one equal side are compared."""
_SHORT = 12
"""A shorter answer is the answer to many questions."""


@dataclass(frozen=True, slots=True)
class MatchedCard:
    """A card of the new version and the one it was."""

    new: int
    old: int
    exact: bool


@dataclass(frozen=True, slots=True)
class _Sides:
    front: str
    back: str


def match(new: Sequence[Card], old: Sequence[Card]) -> list[MatchedCard]:
    """Pairs of places in ``new`` and ``old``; no card is in two of them.

    Equal cards first, then the most alike. A question that several cards ask decides nothing: there
    the answers have to be alike.
    """
    news, olds = [_sides(card) for card in new], [_sides(card) for card in old]
    found: list[MatchedCard] = []
    equal: dict[_Sides, list[int]] = {}
    for place, side in enumerate(olds):
        equal.setdefault(side, []).append(place)
    for place, side in enumerate(news):
        if equal.get(side):
            found.append(MatchedCard(place, equal[side].pop(0), True))
    left_new = sorted(set(range(len(news))) - {one.new for one in found})
    left_old = sorted(set(range(len(olds))) - {one.old for one in found})
    repeated = {
        front
        for fronts in (news, olds)
        for front, count in Counter(one.front for one in fronts).items()
        if count > 1
    }
    scored = []
    for one, two in _pairs(news, olds, left_new, left_old):
        if score := _alike(news[one], olds[two], news[one].front in repeated):
            scored.append((-score, one, two))
    used_new: set[int] = set()
    used_old: set[int] = set()
    for _, one, two in sorted(scored):
        if one not in used_new and two not in used_old:
            found.append(MatchedCard(one, two, False))
            used_new.add(one)
            used_old.add(two)
    return found


def _pairs(
    news: Sequence[_Sides], olds: Sequence[_Sides], left_new: list[int], left_old: list[int]
) -> list[tuple[int, int]]:
    if len(left_new) * len(left_old) <= _MANY**2:
        return [(one, two) for one in left_new for two in left_old]
    by_side: dict[str, list[int]] = {}
    for two in left_old:
        for side in (olds[two].front, olds[two].back):
            by_side.setdefault(side, []).append(two)
    return [
        (one, two)
        for one in left_new
        for side in (news[one].front, news[one].back)
        for two in by_side.get(side, ())[:20]
    ]


def _alike(new: _Sides, old: _Sides, repeated: bool) -> float:
    """How alike two cards are that may be one; 0 if they are not."""
    from rapidfuzz import fuzz

    front = fuzz.ratio(new.front, old.front) / 100
    if front < 0.6:
        return 0.0
    back = fuzz.ratio(new.back, old.back) / 100
    if new.front == old.front:
        telling = not repeated and len(new.front.split()) >= 3
        return 1 + back if telling or back >= 0.6 else 0.0
    if new.back == old.back:
        enough = 0.85 if len(new.back) < _SHORT else 0.6
        return front + back if front >= enough else 0.0
    return front + back if front >= 0.85 and back >= 0.6 else 0.0


def _sides(card: Card) -> _Sides:
    if isinstance(card, Flashcard):
        front, back = card.front, card.back
    elif isinstance(card, Cloze):
        front, back = card.text, " / ".join(blank.answer for blank in card.blanks)
    elif isinstance(card, Truth):
        front, back = card.statement, ""
    else:
        front, back = str(getattr(card, "question", card.id)), ""
    return _Sides(" ".join(front.split()), " ".join(back.split()))
