"""Two minutes of curves and formulas against the clock; the best score is kept."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from random import Random, SystemRandom
from typing import TYPE_CHECKING, Any, ClassVar

import msgspec

from actquiz import clock, files, paths
from actquiz.bank.cards import Choice, Flashcard, Option
from actquiz.bank.search import Query
from actquiz.errors import ActquizError
from actquiz.practice.quiz import Quiz
from actquiz.practice.turn import Response, Verdict

if TYPE_CHECKING:
    from actquiz.bank.index import Index
    from actquiz.bank.studied_card import Entry
    from actquiz.practice.quiz import QuizReport

SECONDS = 120
_NAME = ".name"
"""The end of the id of a card that shows a formula and asks for its name."""
_OPTIONS = 4
_ALL = 1_000_000


class Drill(Quiz):
    """Curves and formulas in any order; answers come at the end. A wrong one takes a point away."""

    name: ClassVar[str] = "Drill"

    def __init__(self, index: Index, *, seed: int | None = None) -> None:
        """Raise ``ActquizError`` where no deck has a curve or a formula."""
        seed = SystemRandom().randrange(1, 100_000) if seed is None else seed
        random = Random(seed)
        found = index.search(Query(kinds=("curve",)), limit=_ALL)
        cards = [entry for each in found if (entry := index.get(each.id))]
        cards += _formulas(index, random)
        if not cards:
            raise ActquizError(
                "no deck has curves or formulas to name", fix="'actquiz decks' lists the decks"
            )
        random.shuffle(cards)
        self._begin(cards, (), seed)
        self._began = clock.stopwatch()
        self._best: int | None = None

    def again(self) -> Drill:
        """The same questions with a new clock."""
        other = super().again()
        assert isinstance(other, Drill)
        other._began, other._best = clock.stopwatch(), None
        return other

    def seconds_left(self) -> float | None:
        """Of the two minutes."""
        return SECONDS - (clock.stopwatch() - self._began)

    def give(self, response: Response) -> Verdict:
        """As in a quiz; an answer after the time is over does not count."""
        late, place = self.seconds_left(), len(self.given())
        verdict = super().give(response)
        if late is not None and late <= 0:
            self._right.pop(place, None)
        return verdict

    def points(self) -> int:
        """Right answers, less one for each wrong one; never below 0."""
        right = list(self.settled().values())
        return max(2 * sum(right) - len(right), 0)

    def comparing(self, report: QuizReport) -> str:
        """The points beside the best so far, which they become if they are more."""
        points = self.points()
        if self._best is None:
            self._best = best()
            if points > self._best:
                _keep(points)
        words = f"{points} points: right ones, less one for each wrong. "
        if points > self._best:
            return words + (f"A new best; before: {self._best}." if self._best else "A new best.")
        return words + f"Your best is {self._best}."


def best() -> int:
    """The most points there have been; 0: none yet."""
    try:
        found: Any = json.loads(paths.drill_file().read_bytes())["best"]
        return max(int(found), 0)
    except (OSError, ValueError, KeyError, TypeError):
        return 0


def _keep(points: int) -> None:
    """Where it cannot be kept, the drill is over all the same."""
    with suppress(ActquizError):
        told = {"best": points, "day": clock.study_day(clock.now()).isoformat()}
        files.save(paths.drill_file(), json.dumps(told) + "\n")


def _formulas(index: Index, random: Random) -> list[Entry]:
    """Cards that show a formula, each with some names to choose from."""
    found = index.search(Query(kinds=("flashcard",)), limit=_ALL)
    named = [
        (entry, entry.card)
        for each in found
        if each.id.endswith(_NAME) and (entry := index.get(each.id))
        if isinstance(entry.card, Flashcard)
    ]
    return [
        msgspec.structs.replace(entry, card=_choice(card, [other for _, other in named], random))
        for entry, card in named
        if len(named) >= _OPTIONS
    ]


def _choice(card: Flashcard, named: Sequence[Flashcard], random: Random) -> Choice:
    """``card`` with the names of other formulas as wrong options."""
    others = [one for one in named if one.front != card.front and one.back != card.back]
    wrong = random.sample(others, min(_OPTIONS - 1, len(others)))
    options = [
        Option(text=card.back, correct=True),
        *(Option(text=one.back, why=one.front.split("\n\n", 1)[-1]) for one in wrong),
    ]
    return Choice(
        id=card.id, level=card.level, question=card.front, options=tuple(options), why=card.why
    )
