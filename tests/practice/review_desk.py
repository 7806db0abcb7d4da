"""A learner's desk for the tests of reviewing: decks, a store, an index and a clock that is set."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from actquiz.bank.index import Index
from actquiz.memory.grade import Grade
from actquiz.memory.settings import Settings
from actquiz.memory.store import Store
from actquiz.practice.review import Graded, ReviewSession
from actquiz.practice.today import Today, today
from actquiz.practice.turn import Response

START = datetime(2026, 3, 2, 12, tzinfo=UTC)

FORMULA = """
  - id: {id}
    kind: formula
    name: ReLU
    function: relu
    latex: \\operatorname{{ReLU}}(x) = \\max(0, x)
    range: "[0, ∞)"
    ask: [formula, name, range]
"""


class Desk:
    """Decks in a folder of their own; opening anything uses what is there at that moment."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.decks = folder / "own-decks"
        self.decks.mkdir()
        self.now = START
        self._monkeypatch = monkeypatch
        self._open: list[Store | Index | ReviewSession] = []
        monkeypatch.setenv("ACTQUIZ_HOME", str(folder / "home"))
        self.go(timedelta())

    def go(self, by: timedelta) -> None:
        """Let time pass."""
        self.now += by
        self._monkeypatch.setenv("ACTQUIZ_NOW", self.now.isoformat())

    def next_day(self) -> None:
        """Go to noon of the next day."""
        self.go((self.now + timedelta(days=1)).replace(hour=12, minute=0, second=0) - self.now)

    def write(self, deck: str, cards: Iterable[str], *, extra: str = "", needs: str = "") -> None:
        """Write a deck of flashcards with these ids; ``extra`` is more YAML below them."""
        lines = [f"format: 1\ndeck: {deck}\ntitle: {deck.title()}\n"]
        lines += [f"needs: [{needs}]\n"] if needs else []
        lines += ["cards:\n"]
        for card in cards:
            lines.append(f"  - {{id: {card}, front: What is {card}?, back: It., tags: [plain]}}\n")
        (self.decks / f"{deck}.yaml").write_text("".join(lines) + extra, encoding="utf-8")

    def write_formulas(self, deck: str, ids: Iterable[str]) -> None:
        """Write a deck of formulas, each three sibling cards."""
        self.write(deck, (), extra="".join(FORMULA.format(id=id_) for id_ in ids))

    def index(self) -> Index:
        """The index over the folder as it is now."""
        index = Index.open([self.decks])
        assert not index.problems
        self._open.append(index)
        return index

    def store(self) -> Store:
        """Another window on the learner's progress."""
        store = Store.open()
        self._open.append(store)
        return store

    def session(
        self,
        *,
        decks: Iterable[str] = (),
        tags: Iterable[str] = (),
        new: int | None = None,
        limit: int | None = None,
        settings: Settings | None = None,
    ) -> ReviewSession:
        """A session as after starting the program."""
        session = ReviewSession(
            self.store(),
            self.index(),
            decks=tuple(decks),
            tags=tuple(tags),
            new=new,
            limit=limit,
            settings=settings or Settings(),
        )
        self._open.append(session)
        return session

    def today(self, settings: Settings | None = None) -> Today:
        """What the first screen would say."""
        return today(self.store(), self.index().path, settings or Settings())

    def close(self) -> None:
        """Close all that was opened."""
        for opened in reversed(self._open):
            opened.close()


def give(session: ReviewSession, grade: Grade = Grade.GOOD) -> Graded:
    """Answer the card and grade it."""
    session.answer(Response())
    return session.grade(grade)


def asked(session: ReviewSession) -> str | None:
    """The id of the card being asked."""
    return session.turn.entry.id if session.turn else None


def run_through(session: ReviewSession, grade: Grade = Grade.EASY, most: int = 200) -> list[str]:
    """Give every card the grade until the session ends; the cards in order."""
    order = []
    while (card_id := asked(session)) and len(order) < most:
        order.append(card_id)
        give(session, grade)
    return order
