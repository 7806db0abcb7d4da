"""Cramming: what is known least comes first, each card again until it is right.

It is a quiz that grows: what was wrong is asked once more some questions later. The schedule is
left alone unless the learner asks for the first answers to count.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from actquiz import clock
from actquiz.bank.search import Query
from actquiz.errors import ActquizError
from actquiz.memory.grade import Grade
from actquiz.practice.card_asking import ask
from actquiz.practice.quiz import Quiz, record
from actquiz.practice.review import refuse_unknown
from actquiz.words import counted

if TYPE_CHECKING:
    from actquiz.bank.index import Index
    from actquiz.bank.studied_card import Entry
    from actquiz.memory.settings import Settings
    from actquiz.memory.store import Store
    from actquiz.practice.quiz import QuizReport
    from actquiz.practice.turn import Response, Turn, Verdict

MISSED_DAYS = 7
"""A card is one of those missed if it was forgotten on one of so many study days."""
USUAL = 20
"""Cards, where neither a number nor a time is given."""
_GAP = 4
"""Questions until a card that was wrong comes again."""
_ALL = 1_000_000

_MISSED = "SELECT DISTINCT card_id FROM review WHERE undone IS NULL AND grade = 1 AND day > ?"
_FLAGGED = "SELECT card_id FROM state WHERE flagged = 1"


@dataclass(frozen=True, slots=True)
class CramChoice:
    """Which cards are wanted; each choice that is made narrows the others."""

    decks: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    weakest: bool = False
    """Only cards that were met."""
    missed: bool = False
    """Only cards forgotten in the last days."""
    flagged: bool = False
    number: int | None = None
    """At most so many cards; None: all that the time allows, or the usual number."""
    minutes: float | None = None
    """No further question after them; None: no clock."""

    @property
    def most(self) -> int:
        """How many cards at most."""
        return self.number or (_ALL if self.minutes else USUAL)


class Cram(Quiz):
    """Asks its cards in order; one that is wrong comes again until it is right."""

    name: ClassVar[str] = "Cram"

    def __init__(self, entries: Sequence[Entry], *, minutes: float | None = None) -> None:
        self._begin(entries, (), 0)
        self._minutes = minutes
        self._restart()

    def _restart(self) -> None:
        self._began = clock.stopwatch()
        self._coming: set[int] = set()
        """The answers for which the card was put into the queue again."""

    def again(self) -> Cram:
        """The same cards from the first, without the repetitions."""
        return Cram(list({turn.entry.id: turn.entry for turn in self.turns}.values()),
                    minutes=self._minutes)  # fmt: skip

    def seconds_left(self) -> float | None:
        """As a quiz says it."""
        if self._minutes is None:
            return None
        return 60 * self._minutes - (clock.stopwatch() - self._began)

    def give(self, response: Response) -> Verdict:
        """As in a quiz; a wrong answer brings the card back."""
        place = len(self.given())
        verdict = super().give(response)
        if verdict.right is False:
            self._bring_back(place)
        return verdict

    def settle(self, place: int, right: bool) -> None:
        """As in a quiz; what the learner did not know comes back."""
        super().settle(place, right)
        if not right:
            self._bring_back(place)

    def comparing(self, report: QuizReport) -> str:
        """How many answers it took."""
        given = self.given()
        still = {turn.entry.id for turn in self.turns[len(given) :]} & set(report.wrong)
        words = f"The first answer to each card counts; {counted(len(given), 'answer')} in all."
        return f"{words}\nNot right yet: {counted(len(still), 'card')}." if still else words

    def first_answers(self) -> list[tuple[Turn, Grade]]:
        """Each card that was answered, with the grade that its first answer is worth."""
        scored = sorted(self._scored().items())
        return [(self.turns[at], Grade.GOOD if right else Grade.AGAIN) for at, right in scored]

    def _scored(self) -> dict[int, bool]:
        firsts = {turn.entry.id: place for place, turn in reversed([*enumerate(self.turns)])}
        return {place: right for place, right in self.settled().items()
                if firsts[self.turns[place].entry.id] == place}  # fmt: skip

    def _bring_back(self, place: int) -> None:
        if place in self._coming:
            return
        self._coming.add(place)
        entry = self.turns[place].entry
        # Other options, another order, other numbers: the card is to be known, not its picture.
        turn = ask(entry, zlib.crc32(f"{len(self._coming)}:{entry.id}".encode()))
        at = min(place + 1 + _GAP, len(self.turns))
        self.turns = (*self.turns[:at], turn, *self.turns[at:])


def cram(store: Store, index: Index, settings: Settings, choice: CramChoice) -> Cram:
    """Begin to cram what was chosen.

    Raise ``ActquizError`` for a deck or tag that does not exist, and where no card is meant.
    """
    cards = least_known(store, index, settings, choice)
    entries = [entry for card in cards[: choice.most] if (entry := index.get(card))]
    if not entries:
        raise _nothing(choice)
    return Cram(entries, minutes=choice.minutes)


def least_known(store: Store, index: Index, settings: Settings, choice: CramChoice) -> list[str]:
    """The cards that are meant: those met by their chance of recall, then those never met."""
    from actquiz.practice.plan_bank import NothingToPlan, gather

    refuse_unknown("deck", choice.decks, [deck.id for deck in index.decks()])
    refuse_unknown("tag", choice.tags, [tag for tag, _ in index.tags()] if choice.tags else [])
    today = clock.study_day(clock.now())
    try:
        bank = gather(store, index.path, settings, today)
    except NothingToPlan:
        return []
    query = Query(decks=choice.decks, tags=choice.tags)
    wanted = {found.id for found in index.search(query, limit=_ALL)}
    if choice.missed:
        since = (today - timedelta(days=MISSED_DAYS)).toordinal()
        wanted &= _ids(store, _MISSED, (since,))
    if choice.flagged:
        wanted &= _ids(store, _FLAGGED)
    met = bank.cards.seen.tolist()
    order = [
        (not met[place], recall, place)
        for place, recall in enumerate(bank.recall().tolist())
        if bank.ids[place] in wanted and (met[place] or not choice.weakest)
    ]
    return [bank.ids[place] for _, _, place in sorted(order)]


def give_to_schedule(cramming: Cram, store: Store, settings: Settings | None = None) -> int:
    """Let the first answer to each card count as a review; how many did."""
    return record(cramming.first_answers(), store, settings)


def _ids(store: Store, sql: str, values: Sequence[object] = ()) -> set[str]:
    with store.reading(sql, values) as rows:
        return {card for (card,) in rows}


def _nothing(choice: CramChoice) -> ActquizError:
    if choice.missed:
        return ActquizError(
            f"no card that is meant was forgotten in the last {MISSED_DAYS} days",
            fix="'actquiz cram --weakest' asks those that are known least",
            exit_code=1,
        )
    if choice.flagged:
        return ActquizError(
            "no card that is meant is flagged",
            fix="f in a review flags one; 'actquiz cram --weakest' asks those known least",
            exit_code=1,
        )
    if choice.weakest:
        return ActquizError(
            "no card that is meant has been met yet",
            fix="'actquiz cram' without --weakest asks new cards too",
            exit_code=1,
        )
    return ActquizError("there are no cards to ask", fix="'actquiz decks' lists the decks")
