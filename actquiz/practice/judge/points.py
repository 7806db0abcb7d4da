"""Which ideas an answer brings together, and whether it stands by them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import product

from actquiz.practice.judge.clauses import ParsedText, read
from actquiz.practice.judge.phrases import Finder, FoundWay
from actquiz.practice.judge.small_words import LIGHT
from actquiz.practice.judge.tokens import MARKS, tokens

WITHIN, ACROSS = 14, 10
"""Meaningful words that a point may take: in one sentence, and over two neighbouring ones."""
_GOES_ON = frozenset(("it", "its", "this", "that", "these", "they", "their", "so", "both", "there"))
"""A sentence that begins with them speaks of what the one before named."""
CHARGED = 8
"""Meaningful words that a mistake may take."""
_NEAREST = 3
_MANY = 16
_RESEMBLES = 0.6
"""Share of a point's own words."""


class PointState(IntEnum):
    """How far an answer makes a point."""

    MISSING = 0
    DENIED = 1
    """Said, and said to be wrong."""
    UNSURE = 2
    """Only a part, far apart, or denied twice: to be asked."""
    FOUND = 3


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard of one point or mistake."""

    standing: PointState
    words: tuple[str, ...] = ()
    places: tuple[int, ...] = ()
    """The tokens that made it."""

    @property
    def is_found(self) -> bool:
        """Whether it counts."""
        return self.standing == PointState.FOUND

    @property
    def is_unsure(self) -> bool:
        """Whether it is to be asked."""
        return self.standing == PointState.UNSURE


class ReadAnswer:
    """An answer that has been read, to be asked for one point after the other."""

    def __init__(self, text: str) -> None:
        self.reading: ParsedText = read(text)
        self._finder = Finder(self.reading)

    def commits(self, ideas: Sequence[Sequence[str]]) -> Heard | None:
        """Where a mistake is made: all its ideas in one clause, and close; an answer is not
        charged with less."""
        found = [self._idea(ways, strict=True) for ways in ideas]
        if not all(found):
            return None
        reading = self.reading
        for chosen in _choices(found):
            heard = self._together(chosen)
            first, last = (heard.places or (0, 0))[0], (heard.places or (0, 0))[-1]
            if (
                heard.is_found
                and reading.clause[first] == reading.clause[last]
                and reading.weight[last] - reading.weight[first] <= CHARGED
            ):
                return heard
        return None

    def hear(self, ideas: Sequence[Sequence[str]]) -> Heard:
        """How far all of the ``ideas`` are said together; each is a list of ways to say it."""
        found = [self._idea(ways) for ways in ideas]
        said = [one for one in found if one]
        if len(said) < len(found) or not found:
            return self._partly(found)
        best = Heard(PointState.MISSING)
        for chosen in _choices(found):
            heard = self._together(chosen)
            if heard.standing > best.standing:
                best = heard
            if best.standing == PointState.FOUND:
                break
        return best

    def resembles(self, point: str) -> Heard:
        """A point without ideas is asked about when most of its own words are said."""
        own = {token.raw for token in tokens(point)} - LIGHT - MARKS
        said = [word for word in sorted(own) if self._finder.find(word)]
        if len(said) > 1 and len(said) >= _RESEMBLES * len(own):
            return Heard(PointState.UNSURE, tuple(said))
        return Heard(PointState.MISSING)

    def _idea(self, ways: Sequence[str], *, strict: bool = False) -> list[FoundWay]:
        seen: dict[tuple[tuple[int, ...], frozenset[int]], FoundWay] = {}
        for way in ways:
            for one in self._finder.find(way, strict=strict):
                seen.setdefault((one.places, one.spent), one)
        return sorted(seen.values(), key=lambda one: (one.start, one.end))[:_MANY]

    def _partly(self, found: Sequence[list[FoundWay]]) -> Heard:
        """All ideas of a point but one, close together, are worth a question."""
        said = [one for one in found if one]
        if len(said) < 2 or len(said) < len(found) - 1:
            return Heard(PointState.MISSING)
        for chosen in _choices(said):
            heard = self._together(chosen)
            if heard.standing == PointState.FOUND:
                return Heard(PointState.UNSURE, heard.words, heard.places)
        return Heard(PointState.MISSING)

    def _together(self, chosen: Sequence[FoundWay]) -> Heard:
        places = sorted({place for one in chosen for place in one.places})
        words = tuple(dict.fromkeys(self._words(one) for one in chosen))
        standing = self._stands(chosen, places)
        if standing == PointState.FOUND and not self._is_near(places[0], places[-1]):
            standing = PointState.UNSURE
        return Heard(standing, words, tuple(places))

    def _is_near(self, first: int, last: int) -> bool:
        """Whether both stand in one sentence, or the second sentence goes on about the first."""
        reading = self.reading
        weight = reading.weight[last] - reading.weight[first]
        apart = reading.sentence[last] - reading.sentence[first]
        if apart == 0:
            return weight <= WITHIN
        begins = bisect_left(reading.sentence, reading.sentence[last])
        return apart == 1 and reading.tokens[begins].raw in _GOES_ON and weight <= ACROSS

    def _stands(self, chosen: Sequence[FoundWay], places: Sequence[int]) -> PointState:
        """Whether the answer stands by what it says there."""
        reading = self.reading
        spent: set[int] = set().union(*(one.spent for one in chosen))
        doubtful = False
        for one in chosen:
            turned = 0
            for number in reading.over(one.start, one.end):
                force = reading.negators[number].force
                if number in spent or force == "kept off":
                    continue
                if force == "denied":
                    return PointState.DENIED
                turned += 1
            inside = sum(
                one.start < other.start < one.end - 1
                and number not in spent
                and other.force not in ("kept off",)
                for number, other in enumerate(reading.negators)
            )
            turned += inside
            if turned % 2:
                return PointState.DENIED
            doubtful |= turned > 0
        if any(self._is_subject_of_not(one, spent) for one in chosen):
            return PointState.DENIED
        return PointState.UNSURE if doubtful else PointState.FOUND

    def _is_subject_of_not(self, one: FoundWay, spent: set[int]) -> bool:
        """Whether the rest of its clause is denied: *the slope does not matter*."""
        reading = self.reading
        return any(
            negator.force == "not"
            and number not in spent
            and reading.clause[negator.start] == reading.clause[one.start]
            and negator.start >= one.end
            for number, negator in enumerate(reading.negators)
        )

    def _words(self, one: FoundWay) -> str:
        negators = {self.reading.negators[number].start for number in one.spent}
        shown = sorted({*one.places, *negators})
        return " ".join(self.reading.tokens[place].raw for place in shown)


def _choices(found: Sequence[list[FoundWay]]) -> list[tuple[FoundWay, ...]]:
    """One place for each idea: around each place of each idea, the nearest of the others."""
    made: dict[tuple[FoundWay, ...], int] = {}
    for anchors in found:
        for anchor in anchors:
            near = [
                [anchor]
                if each is anchors
                else sorted(each, key=lambda one: abs(one.start - anchor.start))[:_NEAREST]
                for each in found
            ]
            for chosen in product(*near):
                made.setdefault(
                    chosen, max(one.end for one in chosen) - min(one.start for one in chosen)
                )
    return sorted(made, key=lambda one: made[one])
