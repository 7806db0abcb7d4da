"""A timed mock interview: it opens easy, follows up on what was missed, goes deeper on the rest.

No screen, no input or output; the clock is only read between questions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, ClassVar, Literal

from actquiz import clock
from actquiz.bank.cards import LEVELS, Open
from actquiz.bank.search import Query
from actquiz.errors import ActquizError
from actquiz.memory.schema import EXERCISE_PREFIX
from actquiz.practice import formula_answer, key_points
from actquiz.practice.card_asking import ask
from actquiz.practice.turn import Turn

if TYPE_CHECKING:
    from actquiz.bank.index import Index
    from actquiz.bank.studied_card import Entry
    from actquiz.practice.exercises.catalogue import Exercise

STRONG, WEAK = key_points.GOOD_SHARE, key_points.HARD_SHARE
_BOARD_EVERY = 3
"""Every third question is one for the whiteboard."""
_COMMON = 0.34
"""A tag on a larger share of the questions names no topic."""
_ALL = 1_000_000

_CODE_EVERY, _CODE_SECONDS = 5, 300.0
"""Every fifth question is one to be programmed, while there is time for it."""

OpenWhy = Literal["opening", "follow-up", "deeper", "another topic"]
Why = OpenWhy | Literal["whiteboard", "code"]
"""Why the interviewer asks this."""


@dataclass(frozen=True, slots=True)
class _CardQuestion:
    """A question that a card asks."""

    turn: Turn

    @property
    def id(self) -> str:
        """Of the card."""
        return self.turn.entry.id

    @property
    def level(self) -> str:
        """One of ``LEVELS``."""
        return self.turn.entry.card.level

    @property
    def text(self) -> str:
        """Markdown."""
        return self.turn.question


@dataclass(frozen=True, slots=True)
class OpenQuestion(_CardQuestion):
    """To be answered in one's own words."""

    why: OpenWhy

    @property
    def followups(self) -> tuple[str, ...]:
        """Harder questions, for after a strong answer."""
        card = self.turn.entry.card
        return card.followups if isinstance(card, Open) else ()


@dataclass(frozen=True, slots=True)
class BoardQuestion(_CardQuestion):
    """A formula to be written at the whiteboard; it leads nowhere."""

    why: ClassVar[Why] = "whiteboard"


@dataclass(frozen=True, slots=True)
class CodeQuestion:
    """A program to be written; it leads nowhere."""

    exercise: Exercise
    why: ClassVar[Why] = "code"

    @property
    def id(self) -> str:
        """``exercise:NAME``."""
        return EXERCISE_PREFIX + self.exercise.id

    @property
    def level(self) -> str:
        """One of ``LEVELS``."""
        return self.exercise.written.level

    @property
    def text(self) -> str:
        """The exercise's title."""
        return self.exercise.written.title


Question = OpenQuestion | BoardQuestion | CodeQuestion


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question with what became of it."""

    question: Question
    said: str
    share: float
    """From 0 to 1: key points made, properties that hold, or 1 for the right formula."""
    made: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    """Key points or properties, Markdown."""
    deeper: str = ""
    """The question asked after a strong answer."""
    deeper_said: str = ""
    skipped: bool = False
    """Nothing was answered: that is no zero."""
    note: str = ""
    """Of a formula: where it was wrong; of a program: what stopped it; of an open answer: the
    mistakes in it."""


class Interview:
    """Chooses the next question by the answers so far, until the time is over."""

    def __init__(
        self,
        index: Index,
        *,
        minutes: float = 30.0,
        seed: int = 0,
        exercises: Sequence[Exercise] = (),
        likely: Mapping[str, float] | None = None,
    ) -> None:
        """``exercises``: what may be asked to be programmed; ``likely``: how likely each card is
        to be asked, by id; all are alike without.

        Raise ``ActquizError`` if no deck has open questions.
        """
        self.minutes, self.seed = minutes, seed
        self._random = Random(seed)
        self._likely = likely or {}
        self._open = self._pool(index, "open")
        if not self._open:
            raise ActquizError("no deck has open questions", fix="'actquiz decks' lists the decks")
        self._boards = self._pool(index, "flashcard")
        self._exercises = [one for one in exercises if one.written.kind == "write"]
        self._random.shuffle(self._exercises)
        self._common = _common_tags(self._open)
        self._started = clock.stopwatch()
        self._paused: float | None = None
        self.exchanges: list[Exchange] = []
        self.question: Question | None = None
        self._level = 0
        self.advance()

    def seconds_left(self) -> float:
        """Until the interviewer thanks for coming; below 0 during a last, late answer."""
        now = clock.stopwatch() if self._paused is None else self._paused
        return 60.0 * self.minutes - (now - self._started)

    @property
    def paused(self) -> bool:
        """Whether the clock stands still."""
        return self._paused is not None

    def pause(self) -> None:
        """Stop the clock."""
        if self._paused is None:
            self._paused = clock.stopwatch()

    def resume(self) -> None:
        """Let the clock run on from where it was stopped."""
        if self._paused is not None:
            self._started += clock.stopwatch() - self._paused
            self._paused = None

    def keep(self, exchange: Exchange) -> None:
        """Add what became of the question that is asked."""
        self.exchanges.append(exchange)
        self.question = None

    def deeper(self, question: OpenQuestion) -> str:
        """What to ask after a strong answer; empty if the time is over or the card has nothing."""
        if self.seconds_left() <= 0 or not question.followups:
            return ""
        return self._random.choice(question.followups)

    def advance(self) -> None:
        """Choose the next question; None when the time is over or nothing is left to ask."""
        self.question = None
        if self.seconds_left() <= 0:
            return
        if (len(self.exchanges) + 1) % _BOARD_EVERY == 0 and (board := self._next_board()):
            self.question = BoardQuestion(ask(board, self.seed))
            return
        if (len(self.exchanges) + 1) % _CODE_EVERY == 0 and (exercise := self._next_exercise()):
            self.question = CodeQuestion(exercise)
            return
        if chosen := self._next_open():
            entry, why = chosen
            self._open.remove(entry)
            self._level = LEVELS.index(entry.card.level)
            self.question = OpenQuestion(ask(entry, self.seed), why)

    def _pool(self, index: Index, kind: str) -> list[Entry]:
        found = sorted(each.id for each in index.search(Query(kinds=(kind,)), limit=_ALL))
        if kind != "open":
            found = [card for card in found if card.endswith(formula_answer.ASKS)]
        self._random.shuffle(found)
        if self._likely:
            # Drawn one after another without putting back, each by its weight.
            draws = {card: self._random.expovariate(1.0) for card in found}
            found.sort(key=lambda card: draws[card] / max(self._likely.get(card, 0.0), 1e-9))
        return [entry for card in found if (entry := index.get(card))]

    def _next_board(self) -> Entry | None:
        """The next formula that is no harder than the interview has become."""
        for entry in list(self._boards):
            if LEVELS.index(entry.card.level) <= max(self._level, 1):
                self._boards.remove(entry)
                if formula_answer.is_asked_for(entry.card):
                    return entry
        return None

    def _next_exercise(self) -> Exercise | None:
        """One no harder than the interview has become, if there is time to write it."""
        if self.seconds_left() < _CODE_SECONDS:
            return None
        for exercise in self._exercises:
            if LEVELS.index(exercise.written.level) <= self._level:
                self._exercises.remove(exercise)
                return exercise
        return None

    def _next_open(self) -> tuple[Entry, OpenWhy] | None:
        if not self._open:
            return None
        for last in reversed(self.exchanges):
            if isinstance(last.question, OpenQuestion):
                # Whoever said something wrong is not taken deeper.
                share = min(last.share, WEAK) if last.note else last.share
                return self._after(last.question, share)
        return self._nearest(0, frozenset()), "opening"

    def _after(self, question: OpenQuestion, share: float) -> tuple[Entry, OpenWhy]:
        """What follows on an open question of which ``share`` of the key points were made."""
        topic = self._topic(question.turn.entry)
        if share >= STRONG:
            level = min(self._level + 1, len(LEVELS) - 1)
            return self._nearest(level, topic), "deeper"
        if share < WEAK and question.why != "follow-up":
            entry = self._nearest(self._level, topic, topic_first=True)
            if self._topic(entry) & topic:
                return entry, "follow-up"
        level = self._level if share >= WEAK else max(self._level - 1, 0)
        return self._nearest(level, frozenset()), "another topic"

    def _nearest(self, level: int, topic: frozenset[str], *, topic_first: bool = False) -> Entry:
        """The question nearest to a level and a topic."""

        def distance(entry: Entry) -> tuple[int, int]:
            away = abs(LEVELS.index(entry.card.level) - level)
            elsewhere = int(not self._topic(entry) & topic)
            return (elsewhere, away) if topic_first else (away, elsewhere)

        return min(self._open, key=distance)

    def _topic(self, entry: Entry) -> frozenset[str]:
        return frozenset(entry.card.tags) - self._common


def _common_tags(entries: Sequence[Entry]) -> frozenset[str]:
    """Tags so common that two questions with one in common need not be about the same thing."""
    count = Counter(tag for entry in entries for tag in entry.card.tags)
    return frozenset(tag for tag, times in count.items() if times > _COMMON * len(entries))
