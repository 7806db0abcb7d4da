"""One page for the day before: what is known least of what counts most, with short answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from actquiz import clock
from actquiz.bank.card_text import title
from actquiz.bank.cards import Curve, Numeric, Open, Predict, Truth
from actquiz.errors import ActquizError
from actquiz.practice.card_asking import ask, judge
from actquiz.practice.formula_answer import ASKS
from actquiz.practice.turn import Response

if TYPE_CHECKING:
    from actquiz.bank.index import Index
    from actquiz.bank.studied_card import Entry
    from actquiz.memory.settings import Settings
    from actquiz.memory.store import Store

TITLE = "The day before"
POINTS = 20
_FORMULAS = 8
_PICTURED = (Curve, Numeric, Predict)
"""Cards that say nothing without their picture or their numbers."""
_MISSED = (
    "SELECT card_id, count(*) FROM review WHERE undone IS NULL AND grade = 1 "
    "GROUP BY card_id ORDER BY count(*) DESC, card_id"
)


@dataclass(frozen=True, slots=True)
class SheetPoint:
    """A card in two lines."""

    card_id: str
    asked: str
    """Markdown, as is the answer."""
    answer: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the page has."""

    points: tuple[SheetPoint, ...]
    formulas: tuple[SheetPoint, ...]

    def sections(self) -> list[tuple[str, str]]:
        """Each part's heading, and its list as Markdown."""
        parts = (
            ("What you know least", self.points),
            ("Formulas missed most", self.formulas),
        )
        return [
            (head, "\n".join(f"- **{one.asked}** {one.answer}" for one in points))
            for head, points in parts
            if points
        ]

    def markdown(self) -> str:
        """The page as Markdown."""
        parts = (f"## {head}\n\n{listed}\n" for head, listed in self.sections())
        return "\n".join([f"# {TITLE}\n", *parts])


def make_sheet(store: Store, index: Index, settings: Settings, points: int = POINTS) -> Sheet:
    """The sheet as of now. Raise ``ActquizError`` while no card has been met."""
    from actquiz.practice.plan_bank import gather
    from actquiz.practice.plan_interview import read_interview

    bank = gather(store, index.path, settings, clock.study_day(clock.now()))
    recall = bank.recall()
    _, interview = read_interview(store, index.path, settings, bank)
    gain = (1 - recall) * interview.worth(recall)
    met = [(-gain[at], card) for at, card in enumerate(bank.ids) if bank.cards.seen[at]]
    if not met:
        raise ActquizError(
            "no card has been met yet, so there is nothing you know badly",
            fix="'actquiz study' meets the first",
            exit_code=1,
        )
    with store.reading(_MISSED) as rows:
        missed = [card for card, _ in rows if card.endswith(ASKS)][:_FORMULAS]
    weakest = (card for _, card in sorted(met) if card not in missed)
    found: list[SheetPoint] = []
    for card in weakest:
        entry = index.get(card)
        if entry is not None and not isinstance(entry.card, _PICTURED):
            found.append(_point(entry))
        if len(found) == points:
            break
    formulas = [_point(entry) for card in missed if (entry := index.get(card))]
    return Sheet(tuple(found), tuple(formulas))


def _point(entry: Entry) -> SheetPoint:
    card = entry.card
    asked = title(card)
    if isinstance(card, Open):
        return SheetPoint(entry.id, asked, _joined([point.point for point in card.points]))
    if isinstance(card, Truth):
        asked = f"True or false? {asked}"
    verdict = judge(ask(entry, 0), Response())
    parts = [line.text for line in verdict.lines if line.belongs]
    return SheetPoint(entry.id, asked, _joined(parts) if parts else _in_a_line(verdict.answer))


def _joined(parts: list[str]) -> str:
    return "; ".join(_in_a_line(part).rstrip(".") for part in parts) + "."


def _in_a_line(text: str) -> str:
    """One line of Markdown: displayed formulas become running ones."""
    return " ".join(text.replace("$$", "$").split())
