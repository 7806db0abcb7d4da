"""A timed mock interview: it opens easy, follows up on what was missed, goes deeper on the rest.

No screen, no input or output; the clock is only read between questions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Literal

from actquiz import clock
from actquiz.bank.cards import LEVELS, Open
from actquiz.errors import ActquizError
from actquiz.memory.schema import EXERCISE_PREFIX
from actquiz.practice import key_points, whiteboard
from actquiz.practice.asking import ask, judge
from actquiz.practice.turns import Mark, Response, Turn, Verdict

if TYPE_CHECKING:
    from actquiz.bank.entry import Entry
    from actquiz.bank.index import Index
    from actquiz.practice.exercises.catalogue import Exercise
    from actquiz.practice.exercises.report import Report

"""From easy to deep."""
_APART = ("whiteboard", "code")
"""What comes in between, and leads nowhere."""
STRONG, WEAK = key_points.GOOD_SHARE, key_points.HARD_SHARE
_BOARD_EVERY = 3
"""Every third question is one for the whiteboard."""
_COMMON = 0.34
"""A tag on a larger share of the questions names no topic."""
_ALL = 1_000_000

_CODE_EVERY, _CODE_SECONDS = 5, 300.0
"""Every fifth question is one to be programmed, while there is time for it."""

Why = Literal["opening", "follow-up", "deeper", "another topic", "whiteboard", "code"]


@dataclass(frozen=True, slots=True)
class Question:
    """What the interviewer asks, and why this."""

    asked: Turn | Exercise
    why: Why

    @property
    def board(self) -> bool:
        """Whether a formula is to be written down."""
        return self.why == "whiteboard"

    @property
    def turn(self) -> Turn:
        """The card as it is asked, where it is one."""
        if not isinstance(self.asked, Turn):
            raise TypeError(f"{self.id} is to be programmed")
        return self.asked

    @property
    def exercise(self) -> Exercise | None:
        """What is to be programmed; None where a card is asked."""
        return None if isinstance(self.asked, Turn) else self.asked

    @property
    def id(self) -> str:
        """Of the card, or ``exercise:NAME``."""
        return (
            self.asked.entry.id if isinstance(self.asked, Turn) else EXERCISE_PREFIX + self.asked.id
        )

    @property
    def level(self) -> str:
        """One of ``LEVELS``."""
        asked = self.asked
        return asked.entry.card.level if isinstance(asked, Turn) else asked.written.level

    @property
    def text(self) -> str:
        """Markdown; of an exercise its title."""
        return self.asked.question if isinstance(self.asked, Turn) else self.asked.written.title


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question with what became of it."""

    question: Question
    said: str
    share: float
    """From 0 to 1: key points made, or 1 for the right formula."""
    made: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    """Key key_points, Markdown."""
    deeper: str = ""
    """The question asked after a strong answer."""
    deeper_said: str = ""
    note: str = ""
    """Of a formula: where it was wrong."""


class Interview:
    """Chooses the next question by the answers so far, until the time is over."""

    def __init__(
        self,
        index: Index,
        *,
        minutes: float = 30.0,
        seed: int = 0,
        exercises: Sequence[Exercise] = (),
    ) -> None:
        """``exercises``: what may be asked to be programmed.

        Raise ``ActquizError`` if no deck has open questions.
        """
        self.minutes, self.seed = minutes, seed
        self._random = Random(seed)
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

    def find(self, text: str, ticked: Sequence[int] | None = None) -> Verdict:
        """The key points that ``text`` makes; ``ticked`` corrects what was found."""
        turn = self._asked().turn
        if ticked is not None or not text.strip():
            return judge(turn, Response(picks=tuple(ticked or ())))
        return judge(turn, Response(texts=(text,)))

    def record(self, text: str, verdict: Verdict, deeper: str = "", deeper_said: str = "") -> None:
        """Keep an open answer as the learner let it stand."""
        made = tuple(line.text for line in verdict.lines if line.mark is Mark.RIGHT)
        missing = tuple(line.text for line in verdict.lines if line.mark is not Mark.RIGHT)
        share = len(made) / len(verdict.lines)
        self._keep(Exchange(self._asked(), text, share, made, missing, deeper, deeper_said))

    def record_board(self, text: str, board: whiteboard.Board | None) -> None:
        """Keep a formula; None: the learner left it out."""
        right = board is not None and board.right
        note = "" if right else board.headline if board else "Left out."
        self._keep(Exchange(self._asked(), text, float(right), note=note))

    def record_code(self, code: str, report: Report | None) -> None:
        """Keep a program with what its check found; None: the learner left it out."""
        results = report.results if report else ()
        made = tuple(each.sentence for each in results if each.held)
        missing = tuple(each.sentence for each in results if not each.held)
        share = len(made) / len(results) if results else 0.0
        trouble = report.trouble if report else None
        note = "" if report else "Not checked." if code.strip() else "Left out."
        if trouble is not None:
            note = " ".join(filter(None, (f"{trouble.what}.", trouble.call)))
        self._keep(Exchange(self._asked(), code, share, made, missing, note=note))

    def deeper(self) -> str:
        """What to ask after a strong answer; empty where the card has nothing."""
        card = self._asked().turn.entry.card
        if not isinstance(card, Open) or not card.followups:
            return ""
        return self._random.choice(card.followups)

    def advance(self) -> None:
        """Choose the next question; None when the time is over or nothing is left to ask."""
        self.question = None
        if self.seconds_left() <= 0:
            return
        if (len(self.exchanges) + 1) % _BOARD_EVERY == 0 and (board := self._next_board()):
            self.question = Question(self._turn(board), "whiteboard")
            return
        if (len(self.exchanges) + 1) % _CODE_EVERY == 0 and (exercise := self._next_exercise()):
            self.question = Question(exercise, "code")
            return
        if chosen := self._next_open():
            entry, why = chosen
            self._open.remove(entry)
            self._level = LEVELS.index(entry.card.level)
            self.question = Question(self._turn(entry), why)

    def _keep(self, exchange: Exchange) -> None:
        self.exchanges.append(exchange)
        self.question = None

    def _asked(self) -> Question:
        if self.question is None:
            raise ActquizError("no question is being asked", fix="the interview is over")
        return self.question

    def _turn(self, entry: Entry) -> Turn:
        return ask(entry, self.seed)

    def _pool(self, index: Index, kind: str) -> list[Entry]:
        found = sorted(each.id for each in index.search(kinds=[kind], limit=_ALL))
        if kind != "open":
            found = [card for card in found if card.endswith(whiteboard.ASKS)]
        self._random.shuffle(found)
        return [entry for card in found if (entry := index.get(card))]

    def _next_board(self) -> Entry | None:
        """The next formula that is no harder than the interview has become."""
        for entry in list(self._boards):
            if LEVELS.index(entry.card.level) <= max(self._level, 1):
                self._boards.remove(entry)
                if whiteboard.is_asked_for(entry.card):
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

    def _next_open(self) -> tuple[Entry, Why] | None:
        if not self._open:
            return None
        talked = (each for each in reversed(self.exchanges) if each.question.why not in _APART)
        last = next(talked, None)
        if last is None:
            return self._nearest(0, frozenset()), "opening"
        topic = self._topic(last.question.turn.entry)
        if last.share >= STRONG:
            level = min(self._level + 1, len(LEVELS) - 1)
            return self._nearest(level, topic), "deeper"
        if last.share < WEAK and last.question.why != "follow-up":
            entry = self._nearest(self._level, topic, topic_first=True)
            if self._topic(entry) & topic:
                return entry, "follow-up"
        level = self._level if last.share >= WEAK else max(self._level - 1, 0)
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
