"""A review session as a state machine: question, answer, grade, next question.

It keeps nothing that matters: everything is in the store, so a session made after a crash goes on
where the old one stopped.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal, assert_never

from actquiz import clock
from actquiz.errors import ActquizError, unknown
from actquiz.memory.memory import next_moment
from actquiz.memory.rows import DeckPlace, StoredCard
from actquiz.memory.schema import CARDS_ONLY
from actquiz.memory.settings import Settings, load_settings
from actquiz.memory.store import Stale, Store
from actquiz.practice.agenda_renewal import fresh_agenda
from actquiz.practice.askable_cards import Candidate
from actquiz.practice.card_asking import ask, judge
from actquiz.practice.given_cards import GivenCards
from actquiz.practice.queue import Queue
from actquiz.practice.review_state import Answered, Asked, Finished, SessionState
from actquiz.practice.turn import Response, Turn, Verdict

if TYPE_CHECKING:
    from actquiz.bank.index import Index
    from actquiz.bank.studied_card import Entry
    from actquiz.memory.grade import Grade
    from actquiz.memory.scheduler import Scheduled, Scheduler

_NAMED = 40
"""Cells of a question that name its card."""
_LONGEST = timedelta(minutes=5)
"""A card that stood open longer was left alone, not thought about."""


@dataclass(frozen=True, slots=True)
class Graded:
    """What became of a grade."""

    card_id: str
    grade: Grade
    scheduled: Scheduled | None
    """None: the card had been reviewed in another window meanwhile, and this grade was dropped."""
    leech: bool
    """The card was forgotten so often that it should be rewritten or suspended."""

    @property
    def stale(self) -> bool:
        """Whether the grade was dropped."""
        return self.scheduled is None


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back."""

    text: str
    """In words, with the card's question."""
    graded: bool
    """Whether it was a grade; else something decided about a card."""


_Decided = Literal["buried", "suspended", "flagged", "not flagged"]
_OPPOSITE: dict[_Decided, str] = {
    "buried": "not buried any more",
    "suspended": "not suspended any more",
    "flagged": "not flagged any more",
    "not flagged": "flagged again",
}


@dataclass(frozen=True, slots=True)
class _Decision:
    """Something decided about a card, and how the card stood before."""

    what: _Decided
    entry: Entry
    before: StoredCard


@dataclass(frozen=True, slots=True)
class SessionProgress:
    """How far the session is; the card being asked is counted among those left."""

    done: int
    """Reviews given in this session, those undone not counted."""
    due: int
    new: int
    learning: int
    limit: int | None
    """Reviews after which the session ends; None: when nothing is left."""


class ReviewSession:
    """Asks what is due, one card at a time. Each grade is on disk before the next card shows."""

    def __init__(
        self,
        store: Store,
        index: Index,
        *,
        decks: Sequence[str] = (),
        tags: Sequence[str] = (),
        new: int | None = None,
        limit: int | None = None,
        settings: Settings | None = None,
        given: GivenCards | None = None,
    ) -> None:
        """``new``: cards to meet for the first time, whatever the day has already had; ``given``:
        cards to ask in place of all that is due.

        Raise ``ActquizError`` for a deck or tag that does not exist.
        """
        refuse_unknown("deck", decks, [deck.id for deck in index.decks()])
        refuse_unknown("tag", tags, [tag for tag, _ in index.tags()] if tags else [])
        self.decks, self.tags = tuple(decks), tuple(tags)
        """What the session is narrowed to; empty: nothing."""
        self._settings = settings or load_settings()
        self._store = store
        self._index = index
        self._queue: Queue | GivenCards = given or Queue(
            store,
            index.path,
            new_per_day=self._settings.new_per_day,
            decks=decks,
            tags=tags,
            extra_new=new,
            needs=self._needs,
            agenda=fresh_agenda(store, index, self._settings) if new is None else None,
        )
        self._limit = limit or self._settings.session_limit or None
        self._done = 0
        self._decisions: list[_Decision | None] = []
        """What was done in this session, the last at the end; None: a grade."""
        self._scheduler: Scheduler | None = None
        self.state: SessionState = Finished()
        self._advance()

    @property
    def store(self) -> Store:
        """Where the grades go."""
        return self._store

    @property
    def index(self) -> Index:
        """Where the cards are."""
        return self._index

    @property
    def turn(self) -> Turn | None:
        """The card that is asked or answered; None when the session is finished."""
        return None if isinstance(self.state, Finished) else self.state.turn

    def close(self) -> None:
        """Close the session's view; the store and the index stay open."""
        self._queue.close()

    def go_on(self) -> None:
        """Ask the next card, if there is one again: cards were given since the last was graded."""
        self._advance()

    def answer(self, response: Response) -> Verdict:
        """Judge ``response`` and go on to the answer; there it may be judged again (ticked points).

        The review counts from this moment: it is when the card was recalled or not.
        """
        match self.state:
            case Asked() as asked:
                moment = next_moment(asked.memory, clock.now())
                offset = clock.local_offset(moment)
                verdict = judge(asked.turn, response)
                self.state = Answered(asked, verdict, moment, offset)
            case Answered() as answered:
                verdict = judge(answered.turn, response)
                self.state = replace(answered, verdict=verdict)
            case Finished():
                raise _nothing_asked()
        return verdict

    def intervals(self) -> dict[Grade, Scheduled]:
        """What each grade leads to, exactly as ``grade`` will apply it."""
        state = self._answered()
        return self._scheduling().preview(
            state.asked.memory, state.moment, state.offset, state.turn.entry.id
        )

    def grade(self, grade: Grade) -> Graded:
        """Commit the review, then go on to the next card.

        Raise ``ActquizError`` if it cannot be committed; the session then stays where it is.
        """
        state = self._answered()
        entry = state.turn.entry
        try:
            recorded = self._store.record(
                entry.id,
                grade,
                scheduler=self._scheduling(),
                moment=state.moment,
                offset=state.offset,
                seen=state.asked.memory,
                place=place_of(entry),
                duration=min(timedelta(seconds=clock.stopwatch() - state.asked.since), _LONGEST),
            )
        except Stale:
            self._advance()
            return Graded(entry.id, grade, None, leech=False)
        self._done += 1
        self._decisions.append(None)
        leech = recorded.lapsed and self._is_leech(recorded.scheduled.memory.lapses)
        self._advance()
        return Graded(entry.id, grade, recorded.scheduled, leech)

    def undo(self) -> Undone | None:
        """Take back the last thing done and ask its card again; None if there is none.

        What was done to cards in this session goes in its order; then the grades of earlier ones.
        """
        if self._decisions:
            decision = self._decisions.pop()
            if decision is not None:
                return self._take_back(decision)
        review = self._store.undo()
        if review is None:
            return None
        self._done = max(self._done - 1, 0)
        grade = review.grade.name.title()
        entry = self._index.get(review.card_id)
        if entry is None:
            self._queue.forget()
            self._advance()
            text = f"Taken back: {grade} on '{review.card_id}', now in no deck."
        else:
            self._ask_again(entry)
            text = f"Taken back: {grade} on {_named(entry)}."
        return Undone(text, graded=True)

    @property
    def can_undo(self) -> bool:
        """Whether there is anything to take back."""
        if self._decisions:
            return True
        sql = f"SELECT 1 FROM review WHERE undone IS NULL AND merged = 0 AND {CARDS_ONLY} LIMIT 1"
        with self._store.reading(sql) as rows:
            return rows.fetchone() is not None

    def _take_back(self, decision: _Decision) -> Undone:
        card_id = decision.entry.id
        match decision.what:
            case "buried":
                self._store.bury(card_id, decision.before.buried_until)
            case "suspended":
                self._store.suspend(card_id, decision.before.suspended)
            case "flagged" | "not flagged":
                self._store.flag(card_id, decision.before.flagged)
            case _:
                assert_never(decision.what)
        self._queue.forget()
        self._ask_again(decision.entry)
        text = f"Taken back: {_named(decision.entry)} is {_OPPOSITE[decision.what]}."
        return Undone(text, graded=False)

    def _ask_again(self, entry: Entry) -> None:
        self._queue.show(Candidate(entry.id, place_of(entry).group))
        self._show(entry)

    def _decide(self, what: _Decided) -> str:
        """Remember how the card stood; its id."""
        entry = self._shown().entry
        self._decisions.append(_Decision(what, entry, self._store.card(entry.id)))
        return entry.id

    def bury(self) -> None:
        """Leave this card for tomorrow, and go on."""
        tomorrow = clock.study_day(clock.now()) + timedelta(days=1)
        self._store.bury(self._decide("buried"), tomorrow)
        self._queue.forget()
        self._queue.settle()  # a card never asked has no group in the store yet
        self._advance()

    def suspend(self) -> None:
        """Leave this card out until it is taken back in, and go on."""
        self._store.suspend(self._decide("suspended"))
        self._queue.forget()
        self._advance()

    def flag(self) -> bool:
        """Flag this card, or take the flag away; whether it has one now."""
        flagged = not self._store.card(self._shown().entry.id).flagged
        self._store.flag(self._decide("flagged" if flagged else "not flagged"), flagged)
        return flagged

    def look_again(self) -> None:
        """The card was edited: ask it as it is now, or go on if it is gone."""
        if self.turn is None:
            return
        entry = self._index.get(self.turn.entry.id)
        if entry is None:
            self._queue.settle()
            self._queue.forget()
            self._advance()
        else:
            self._show(entry)

    @property
    def progress(self) -> SessionProgress:
        """How far the session is."""
        now = clock.now()
        left = self._queue.counts(now, clock.local_offset(now))
        return SessionProgress(self._done, left.due, left.new, left.learning, self._limit)

    def next_due(self) -> datetime | None:
        """When there is something to do again, in UTC; None if never."""
        now = clock.now()
        return self._queue.next_due(now, clock.local_offset(now))

    def _advance(self) -> None:
        card_id = self._next()
        if card_id is None:
            self.state = Finished()
            return
        entry = self._index.get(card_id)
        if entry is None:
            # Its deck was edited while the session ran.
            self._queue.settle()
            self._queue.forget()
            self._advance()
        else:
            self._show(entry)

    def _next(self) -> str | None:
        if self._limit is not None and self._done >= self._limit:
            return None
        now = clock.now()
        candidate = self._queue.next(now, clock.local_offset(now))
        return None if candidate is None else candidate.card_id

    def _needs(self, card_id: str) -> Sequence[str]:
        entry = self._index.get(card_id)
        return entry.card.needs if entry else ()

    def _show(self, entry: Entry) -> None:
        memory = self._store.memory(entry.id)
        reviews = memory.reviews if memory else 0
        turn = ask(entry, zlib.crc32(f"{entry.id}:{reviews}".encode()))
        self.state = Asked(turn, memory, clock.stopwatch())

    def _shown(self) -> Turn:
        if self.turn is None:
            raise _nothing_asked()
        return self.turn

    def _answered(self) -> Answered:
        match self.state:
            case Answered():
                return self.state
            case Asked():
                raise ActquizError("the card has not been answered yet", fix="answer it first")
            case Finished():
                raise _nothing_asked()

    def _scheduling(self) -> Scheduler:
        """Made when first needed: the first question need not wait for the import."""
        if self._scheduler is None:
            from actquiz.memory.scheduler import scheduler_for

            self._scheduler = scheduler_for(self._settings.parameters())
        return self._scheduler

    def _is_leech(self, lapses: int) -> bool:
        """At the threshold, and again after each half of it."""
        over = lapses - self._settings.leech_threshold
        return over >= 0 and over % (self._settings.leech_threshold // 2) == 0


def _named(entry: Entry) -> str:
    """The card by what it asks, in a few words."""
    from actquiz.bank.card_text import title
    from actquiz.practice.card_filter import in_a_line
    from actquiz.text.safe import cells, cut

    asked = in_a_line(title(entry.card))
    short = cut(asked, _NAMED).rsplit(" ", 1)[0]
    return f"“{asked}”" if cells(asked) <= _NAMED else f"“{short} …”"


def _nothing_asked() -> ActquizError:
    return ActquizError("no card is being asked", fix="nothing is due now")


def place_of(entry: Entry) -> DeckPlace:
    """Where the store is to remember that the card stands."""
    return DeckPlace(entry.deck, "" if entry.group == entry.id else entry.group)


def refuse_unknown(what: str, wanted: Sequence[str], known: Sequence[str]) -> None:
    """Raise ``ActquizError`` for a name that is not known, with the nearest that is."""
    for name in wanted:
        if name not in known:
            raise unknown(what, name, known, "'actquiz decks' lists what there is")
