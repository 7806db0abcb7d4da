"""A scored test over all topics. It leaves the schedule alone unless it is asked not to."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from contextlib import suppress
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from actquiz import clock
from actquiz.errors import ActquizError
from actquiz.memory.grade import Grade
from actquiz.memory.settings import Settings, load_settings
from actquiz.practice.card_asking import ask, judge
from actquiz.practice.review import place_of, refuse_unknown
from actquiz.practice.sampling import sample
from actquiz.practice.turn import Response, Turn, Verdict

if TYPE_CHECKING:
    from actquiz.bank.index import Index
    from actquiz.bank.studied_card import Entry
    from actquiz.memory.store import Store


@dataclass(frozen=True, slots=True)
class GroupScore:
    """Right answers out of those given, for one topic, for one level or for all."""

    name: str
    right: int
    answered: int

    @property
    def share(self) -> float:
        """From 0 to 1; 0 where nothing was answered."""
        return self.right / self.answered if self.answered else 0.0


@dataclass(frozen=True, slots=True)
class QuizReport:
    """How a quiz went."""

    seed: int
    fingerprint: str
    """Names the questions: whoever has the same was asked the same."""
    total: GroupScore
    asked: int
    """Questions of the quiz, answered or not."""
    topics: tuple[GroupScore, ...]
    levels: tuple[GroupScore, ...]
    wrong: tuple[str, ...]
    """Ids of the cards answered wrong, in the order asked."""


class Quiz:
    """Asks its questions one by one; each answer is judged at once, whenever it is shown.

    A card whose answer only the learner can judge counts when ``settle`` has said so.
    """

    name: ClassVar[str] = "Quiz"

    def __init__(
        self, index: Index, *, decks: Sequence[str] = (), count: int = 20, seed: int = 0
    ) -> None:
        """Raise ``ActquizError`` for a deck that does not exist and where there are no cards."""
        refuse_unknown("deck", decks, [deck.id for deck in index.decks()])
        drawn = sample(index, count, seed, decks)
        if not drawn:
            raise ActquizError("there are no cards to ask", fix="'actquiz decks' lists the decks")
        self._begin(drawn, decks, seed)

    @classmethod
    def of(cls, entries: Sequence[Entry], seed: int = 0) -> Quiz:
        """A quiz of these cards, in this order."""
        made = cls.__new__(cls)
        made._begin(entries, (), seed)
        return made

    def _begin(self, drawn: Sequence[Entry], decks: Sequence[str], seed: int) -> None:
        self.seed, self.decks = seed, tuple(decks)
        self.turns = tuple(ask(each, zlib.crc32(f"{seed}:{each.id}".encode())) for each in drawn)
        self._responses: list[Response] = []
        self._right: dict[int, bool] = {}

    def again(self) -> Quiz:
        """The same questions, none of them answered."""
        other = copy(self)
        other._responses, other._right = [], {}
        return other

    @property
    def turn(self) -> Turn | None:
        """The question that is being asked; None when all have been, or the time is over."""
        left = self.seconds_left()
        return self._next() if left is None or left > 0 else None

    def _next(self) -> Turn | None:
        place = len(self._responses)
        return self.turns[place] if place < len(self.turns) else None

    def give(self, response: Response) -> Verdict:
        """Answer the question and go on to the next; the last one may be answered late."""
        turn = self._next()
        if turn is None:
            raise ActquizError("the quiz is over", fix="start another one")
        verdict = judge(turn, response)
        if verdict.right is not None:
            self._right[len(self._responses)] = verdict.right
        self._responses.append(response)
        return verdict

    def settle(self, place: int, right: bool) -> None:
        """The learner's word on an answer that nobody else can judge."""
        self._right[place] = right

    def settled(self) -> dict[int, bool]:
        """Whether each answer was right, by place, where that is known."""
        return dict(self._right)

    def given(self) -> list[tuple[int, Turn, Response]]:
        """Every question answered so far, with its place in the quiz."""
        return [
            (place, self.turns[place], response) for place, response in enumerate(self._responses)
        ]

    def wrong(self) -> list[Turn]:
        """The questions that were answered wrong."""
        return [turn for _, turn, _ in self.missed()]

    def missed(self) -> list[tuple[int, Turn, Response]]:
        """Every question that was answered wrong, with its place and what was answered."""
        scored = self._scored()
        return [each for each in self.given() if scored.get(each[0]) is False]

    def report(self) -> QuizReport:
        """The score so far; questions not answered, or not settled, do not count."""
        answered = [(self.turns[place], right) for place, right in sorted(self._scored().items())]
        return QuizReport(
            seed=self.seed,
            fingerprint=self._fingerprint(),
            total=_score("all", [right for _, right in answered]),
            asked=len({turn.entry.id for turn in self.turns}),
            topics=_by([(turn.entry.deck_title, right) for turn, right in answered]),
            levels=_by([(turn.entry.card.level, right) for turn, right in answered]),
            wrong=tuple(dict.fromkeys(turn.entry.id for turn in self.wrong())),
        )

    def _scored(self) -> dict[int, bool]:
        """The answers that count, by place."""
        return self._right

    def seconds_left(self) -> float | None:
        """Until no further question is asked; None: there is no clock."""
        return None

    def comparing(self, report: QuizReport) -> str:
        """How somebody else is asked the same, or what else the score is held against."""
        words = ("actquiz quiz", *self.decks, f"-n {len(self.turns)}", f"--seed {self.seed}")
        return (
            f"For a friend: {' '.join(words)}\n"
            f"Whoever sees {report.fingerprint} here was asked the same."
        )

    def _fingerprint(self) -> str:
        asked = "\n".join(f"{turn.entry.id} {turn.entry.digest} {turn.seed}" for turn in self.turns)
        return f"{zlib.crc32(asked.encode()):08x}"


def schedule_wrong(quiz: Quiz, store: Store, settings: Settings | None = None) -> int:
    """Record Again for every card answered wrong, so that reviews bring it back; how many.

    Each is on disk before the next is recorded; ``actquiz study`` can undo them.
    """
    wrong = {turn.entry.id: turn for turn in quiz.wrong()}
    return record([(turn, Grade.AGAIN) for turn in wrong.values()], store, settings)


def record(
    graded: Sequence[tuple[Turn, Grade]], store: Store, settings: Settings | None = None
) -> int:
    """Give answers to the schedule as reviews; how many it took."""
    from actquiz.memory.scheduler import scheduler_for
    from actquiz.memory.store import Stale

    scheduler = scheduler_for((settings or load_settings()).parameters())
    now = clock.now()
    recorded = 0
    for turn, grade in graded:
        # Reviewed in another window at this very moment: that review says more than the quiz.
        with suppress(Stale):
            store.record(
                turn.entry.id,
                grade,
                scheduler=scheduler,
                moment=now,
                offset=clock.local_offset(now),
                seen=store.memory(turn.entry.id),
                place=place_of(turn.entry),
            )
            recorded += 1
    return recorded


def _by(answers: Sequence[tuple[str, bool]]) -> tuple[GroupScore, ...]:
    """One score for each name, in the order in which they came up."""
    names = dict.fromkeys(name for name, _ in answers)
    return tuple(_score(name, [right for other, right in answers if other == name])
                 for name in names)  # fmt: skip


def _score(name: str, answers: Sequence[bool]) -> GroupScore:
    return GroupScore(name, sum(answers), len(answers))
