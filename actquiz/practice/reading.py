"""A lesson being read, as a state machine without a screen.

It keeps nothing that matters: grades and the reader's place are in the store at once.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from msgspec import UNSET

from actquiz import clock
from actquiz.bank.cards import Outcome, Predict
from actquiz.bank.studied_card import Entry
from actquiz.demos import registry
from actquiz.lessons.lesson import CardStop, Experiment, Lesson, LessonBlock, Section
from actquiz.memory.grade import Grade
from actquiz.memory.lessons_read import places, reach
from actquiz.memory.settings import Settings
from actquiz.memory.store import Store
from actquiz.practice import card_asking
from actquiz.practice.given_cards import GivenCards
from actquiz.practice.review import Graded, ReviewSession, Undone
from actquiz.practice.turn import Turn
from actquiz.words import counted

if TYPE_CHECKING:
    from actquiz.bank.index import Index

TEST_CARDS = 5
TEST_PASSED = 4
"""Right answers of a test that make a lesson count as read."""
_ROUNDS = 3
"""So often a card that is forgotten again and again is asked at the end."""

StopPurpose = Literal["stop", "again", "test"]
"""Why cards are being asked: the text comes to one, the end brings back what was forgotten, or the
reader knows the lesson already."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What came of a stop."""

    text: str
    right: bool | None = None
    """None: it was left out, or cannot be right or wrong."""


class Reading:
    """One lesson and its reader: a section at a time, each stop settled before its text goes on."""

    def __init__(
        self,
        store: Store,
        index: Index,
        lesson: Lesson,
        *,
        settings: Settings | None = None,
        at: int | None = None,
    ) -> None:
        """``at``: open this section (its number), with nothing hidden; None: go on reading."""
        self.lesson = lesson
        self.store, self._index = store, index
        self._given = GivenCards()
        self.session = ReviewSession(store, index, settings=settings, given=self._given)
        known = places(store).get(lesson.id)
        self.read = known is not None and known.read
        self._begun = known.begun if known else clock.now()
        self._settled: dict[tuple[int, int], Settled] = {}
        self._forgotten: list[str] = []
        """To be asked again at the next stop."""
        self.missed: list[str] = []
        """All that were forgotten, to be asked again at the end."""
        self.purpose: StopPurpose | None = None
        self.finished = False
        self._test: list[Grade] = []
        self._rounds = 0
        self.number = 0 if known is None else lesson.section(known.section)
        if at is not None:
            self.number = at
            self._reveal()
        elif self.read and self.number == len(lesson.sections) - 1:
            self.number = 0
        self._recall_stops()
        self._arrive()

    def close(self) -> None:
        """Close the session's view; the store and the index stay open."""
        self.session.close()

    # where the reader is

    @property
    def section(self) -> Section:
        """The section that is open."""
        return self.lesson.sections[self.number]

    @property
    def is_last(self) -> bool:
        """Whether no section comes after this one."""
        return self.number == len(self.lesson.sections) - 1

    @property
    def stop(self) -> int | None:
        """The number of the block that waits for the reader; None if the section can be left."""
        for place, block in enumerate(self.section.blocks):
            if isinstance(block, (CardStop, Experiment)) and not self.settled(place):
                return place
        return None

    def visible(self) -> tuple[LessonBlock, ...]:
        """What can be read of the section: up to its stop."""
        stop = self.stop
        return self.section.blocks if stop is None else self.section.blocks[: stop + 1]

    def settled(self, place: int) -> Settled | None:
        """What came of the stop at that block of this section."""
        return self._settled.get((self.number, place))

    def open(self, number: int) -> None:
        """Go to a section, whatever is open in this one; what was being asked is left."""
        self._leave_cards()
        self.number = min(max(number, 0), len(self.lesson.sections) - 1)
        self._arrive()

    def forward(self) -> None:
        """To the next section; after the last, what was forgotten comes again, then it is read."""
        if not self.is_last:
            self.open(self.number + 1)
            return
        self._leave_cards()
        again = list(dict.fromkeys(self.missed))
        if again and self._rounds < _ROUNDS:
            self._rounds += 1
            self.missed, self._forgotten = [], []
            self._ask(again, "again")
        else:
            self._finish()

    # cards

    @property
    def turn(self) -> Turn | None:
        """The card that is asked or answered."""
        return self.session.turn if self.purpose else None

    @property
    def is_again(self) -> bool:
        """Whether the card that is asked was forgotten in this lesson before."""
        if self.purpose == "again":
            return True
        stop = self.stop
        block = None if stop is None else self.section.blocks[stop]
        asked = block.card if isinstance(block, CardStop) else ""
        return self.purpose == "stop" and self.turn is not None and self.turn.entry.id != asked

    def ask(self) -> None:
        """Ask the card that the text has come to, and with it what was forgotten before."""
        stop = self.stop
        block = None if stop is None else self.section.blocks[stop]
        if isinstance(block, CardStop):
            again = [card for card in dict.fromkeys(self._forgotten) if card != block.card]
            self._forgotten = []
            self._ask([block.card, *again], "stop")

    @property
    def test_size(self) -> int:
        """How many questions a test has."""
        return min(TEST_CARDS, len(self._testable()))

    def test(self) -> None:
        """Ask five cards of the lesson; who knows four need not read it."""
        draw = random.Random(clock.study_day(clock.now()).toordinal())
        self._test = []
        self._ask(draw.sample(self._testable(), self.test_size), "test")

    def _testable(self) -> list[str]:
        """The cards that the lesson asks, and those it explains."""
        explained = [
            card for _, block in self.lesson.blocks() for card in getattr(block, "explains", ())
        ]
        found = dict.fromkeys([*self.lesson.cards(), *explained])
        # A formula's name stands for several cards.
        return [card for card in found if self._index.get(card)]

    def _ask(self, cards: list[str], purpose: StopPurpose) -> None:
        self._given.give(cards)
        self.purpose = purpose
        self.session.go_on()
        if self.session.turn is None:
            self._asked()

    def grade(self, grade: Grade) -> Graded:
        """Commit the review of the card, and go on: to the next card, or back to the text."""
        turn = self.session.turn
        graded = self.session.grade(grade)
        if turn is not None and not graded.stale:
            self._note(turn.entry.id, graded)
        if self.session.turn is None:
            self._asked()
        return graded

    def _note(self, card: str, graded: Graded) -> None:
        if self.purpose == "test":
            self._test.append(graded.grade)
            return
        if graded.grade is Grade.AGAIN:
            self._forgotten.append(card)
            self.missed.append(card)
        stop = self.stop
        block = None if stop is None else self.section.blocks[stop]
        if stop is not None and isinstance(block, CardStop) and block.card == card:
            when = graded.scheduled.text if graded.scheduled else "later"
            said = f"{graded.grade.name.title()}: again in {when}"
            self._settled[self.number, stop] = Settled(said, graded.grade is not Grade.AGAIN)

    def _asked(self) -> None:
        """No card is left to ask now."""
        purpose, self.purpose = self.purpose, None
        if purpose == "again":
            self.forward()
        elif purpose == "test" and self.passed:
            self.number = len(self.lesson.sections) - 1
            self._finish()
        elif purpose == "stop" and (stop := self.stop) is not None:
            block = self.section.blocks[stop]
            if isinstance(block, CardStop) and not self._index.place(block.card):
                self._settled[self.number, stop] = Settled("this card is in no deck any more")

    @property
    def right(self) -> int:
        """Right answers of the test so far."""
        return sum(grade >= Grade.GOOD for grade in self._test)

    @property
    def tested(self) -> int:
        """Answers of the test so far."""
        return len(self._test)

    @property
    def passed(self) -> bool:
        """Whether the test shows that the reader knows the lesson."""
        return self.tested > 0 and self.right >= min(TEST_PASSED, self.tested)

    def undo(self) -> Undone | None:
        """Take back the last grade and ask its card again."""
        undone = self.session.undo()
        turn = self.session.turn
        if undone and turn is not None:
            card = turn.entry.id
            for one in (self._forgotten, self.missed):
                if card in one:
                    one.remove(card)
            if self.purpose == "test" and self._test:
                self._test.pop()
            self._unsettle(card)
            self.purpose = self.purpose or "stop"
        return undone

    def _unsettle(self, card: str) -> None:
        for number, section in enumerate(self.lesson.sections):
            for place, block in enumerate(section.blocks):
                if isinstance(block, CardStop) and block.card == card:
                    self._settled.pop((number, place), None)
                    self.number = number

    # stops

    def leave_out(self) -> None:
        """Go on without the card or the experiment; a test ends."""
        if self.purpose in ("again", "test"):
            purpose = self.purpose
            self._leave_cards()
            if purpose == "again":
                self._finish()
            return
        self._leave_cards()
        if (stop := self.stop) is not None:
            self._settled[self.number, stop] = Settled("left out")

    def settle(self, text: str, right: bool | None = None) -> None:
        """Write down what came of the experiment that the text has come to."""
        if (stop := self.stop) is not None:
            self._settled[self.number, stop] = Settled(text, right)

    def prediction(self, experiment: Experiment) -> Turn | None:
        """What to ask before it runs; None: it only runs."""
        return prediction_of(self.lesson, experiment)

    # within

    def _leave_cards(self) -> None:
        self._given.clear()
        self.purpose = None

    def _arrive(self) -> None:
        self.finished = False
        reach(self.store, self.lesson.id, self.section.anchor)

    def _finish(self) -> None:
        self.finished = self.read = True
        reach(self.store, self.lesson.id, self.lesson.sections[-1].anchor, read=True)

    def _reveal(self) -> None:
        """Nothing waits: somebody looks something up."""
        for number, section in enumerate(self.lesson.sections):
            for place, block in enumerate(section.blocks):
                if isinstance(block, (CardStop, Experiment)):
                    self._settled[number, place] = Settled("")

    def _recall_stops(self) -> None:
        """Cards graded since the lesson was begun are asked again on a later day, if due then."""
        today = clock.study_day(clock.now())
        for number, section in enumerate(self.lesson.sections):
            for place, block in enumerate(section.blocks):
                if isinstance(block, CardStop) and (number, place) not in self._settled:
                    memory = self.store.memory(block.card)
                    if memory is None or memory.last_review < self._begun:
                        continue
                    if memory.last_day == today or memory.due_day > today:
                        self._settled[number, place] = Settled("answered before")

    def summary(self) -> str:
        """What to say at the end."""
        reviews = self.session.progress.done
        said = [f"“{self.lesson.title}” is read."]
        if reviews:
            said.append(f"{counted(reviews, 'review')} counted; the cards come back when due.")
        return " ".join(said)


def prediction_of(lesson: Lesson, experiment: Experiment) -> Turn | None:
    """What an experiment in a lesson asks before it runs; None: it only runs."""
    card = experiment.prediction() or _own_prediction(experiment)
    if card is None:
        return None
    entry = Entry(
        id=card.id,
        deck=lesson.head.deck,
        deck_title=lesson.title,
        group="",
        path=str(lesson.path),
        line=experiment.line,
        position=0,
        digest="",
        card=card,
    )
    # The seed is that of the run too: the text below says what comes out of it.
    return card_asking.ask(entry, 0)


def _own_prediction(experiment: Experiment) -> Predict | None:
    """The prediction that the demonstration itself asks; it is about its defaults."""
    prediction = registry.get(experiment.block.demo).prediction
    if prediction is None or experiment.block.set or not prediction.options:
        return None
    outcomes = tuple(
        Outcome(
            text=text,
            at_least=UNSET if math.isinf(low) else low,
            below=UNSET if math.isinf(high) else high,
        )
        for text, low, high in prediction.options
    )
    return Predict(
        id=f"{experiment.block.demo}-at-{experiment.line}",
        question=prediction.question,
        demo=experiment.block.demo,
        figure=prediction.figure,
        outcomes=outcomes,
    )
