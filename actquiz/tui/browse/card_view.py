"""One card, whole: both its sides, its place in the decks, its schedule and its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content
from textual.style import Style

from actquiz import clock
from actquiz.bank.studied_card import Entry
from actquiz.memory.memory import Memory, Phase
from actquiz.memory.rows import Review, StoredCard
from actquiz.practice.card_asking import ask, experiment, picture
from actquiz.practice.card_sources import Work, works
from actquiz.practice.turn import Turn
from actquiz.text.safe import clean
from actquiz.tui.card.solution import solution
from actquiz.tui.home.overview import local
from actquiz.tui.typeset import typeset, wrapped
from actquiz.tui.widgets.column import Column
from actquiz.tui.widgets.rows_widget import Row, RowsWidget, hang
from actquiz.words import counted, full_day, short_day

if TYPE_CHECKING:
    from actquiz.tui.widgets.figure_view import FigureView

_SEED = 0
_NAMES = 9
"""Columns of what a fact is called."""
_LOWEST, _HIGHEST = 7, 18
"""Rows of a picture."""
_SHOWN_REVIEWS = 12
_PHASES = {
    Phase.NEW: "New",
    Phase.LEARNING: "In learning",
    Phase.REVIEW: "Learned",
    Phase.RELEARNING: "Being learned again",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One card, and what is known of it."""

    turn: Turn
    card: StoredCard
    history: Sequence[Review]
    works: Sequence[Work]
    """Its sources."""

    @property
    def links(self) -> list[Work]:
        """Those that are on the web."""
        return [work for work in self.works if work.address]


class _Question(RowsWidget):
    """What is asked."""

    turn: Turn | None = None

    def rows(self, width: int) -> list[Row]:
        turn = self.turn
        return [*map(Row, typeset(turn.question, width, style="bold"))] if turn is not None else []


class CardDetails(RowsWidget):
    """The answer and everything that is known of the card; its sources can be clicked."""

    shown: Shown | None = None

    def rows(self, width: int) -> list[Row]:
        shown = self.shown
        if shown is None:
            return []
        rows = solution(shown.turn, width)
        rows += [Row(), Row(Content.styled("─" * width, "$rule")), Row()]
        rows += _facts(shown, width)
        return rows + _history(shown.history, width)


class CardView(Column):
    """What Browse shows beside its list: question, picture, answer, facts."""

    def __init__(self, *, id: str | None = None) -> None:
        self._question, self.details = _Question(), CardDetails()
        self.picture: FigureView | None = None
        self.shown: Shown | None = None
        super().__init__(self._question, self.details, id=id)

    async def show(self, entry: Entry, card: StoredCard, history: Sequence[Review]) -> None:
        """Show this card."""
        turn = ask(entry, _SEED)
        self.shown = Shown(turn, card, history, works(entry))
        self._question.turn, self.details.shown = turn, self.shown
        figure = picture(turn, named=True)
        if figure is not None and self.picture is None:
            from actquiz.tui.widgets.figure_view import FigureView

            self.picture = FigureView()
            await self.mount(self.picture, after=self._question)
        if self.picture is not None:
            self.picture.display = figure is not None
            self.picture.show(figure)
            self.fit()
        self._question.redraw()
        self.details.redraw()

    def clear(self) -> None:
        """Show nothing."""
        self.shown = self._question.turn = self.details.shown = None
        if self.picture is not None:
            self.picture.display = False
        self._question.redraw()
        self.details.redraw()

    def fit(self) -> None:
        """Give the picture the rows that it can do with."""
        frame = self._question.frame
        if self.picture is not None and frame is not None and frame.size:
            rows = frame.size.height
            self.picture.styles.height = min(max(rows * 3 // 5, min(_LOWEST, rows)), _HIGHEST)
            self.picture.styles.margin = (1 if rows > _LOWEST + 2 else 0, 0, 0, 0)

    def on_resize(self) -> None:
        self.fit()

    @property
    def has_evidence(self) -> bool:
        """Whether an experiment stands behind the card."""
        return self.shown is not None and experiment(self.shown.turn.entry.card) is not None

    @property
    def links(self) -> list[Work]:
        """The card's sources that are on the web."""
        return self.shown.links if self.shown is not None else []


def _facts(shown: Shown, width: int) -> list[Row]:
    entry, card = shown.turn.entry, shown.card
    facts = [
        ("Card", f"{entry.id} · {entry.card.level}"),
        ("Deck", entry.deck_title),
        ("Tags", ", ".join(entry.card.tags)),
        ("State", _state(card)),
    ]
    if card.memory is not None:
        facts += [("Due", _due(card.memory)), ("Memory", _strength(card.memory))]
    rows: list[Row] = []
    for name, value in facts:
        if value:
            text = wrapped(Content(value), width - _NAMES)
            rows += hang(Content.styled(name.ljust(_NAMES), "$quiet"), text, None)
    for place, work in enumerate(shown.works):
        name = "" if place else "Sources"
        rows += hang(
            Content.styled(name.ljust(_NAMES), "$quiet"),
            wrapped(_work(work), width - _NAMES),
            shown.links.index(work) if work.address else None,
        )
    return rows


def _work(work: Work) -> Content:
    """A work by its title, as a link where it is on the web."""
    title = Content(clean(work.title))
    if work.address:
        title = title.stylize(Style(underline=True, link=work.address))
    return Content.assemble(title, (f"  {clean(work.by)}" if work.by else "", "$quiet"))


def _state(card: StoredCard) -> str:
    words = [_PHASES[card.memory.phase] if card.memory else "New"]
    words += ["suspended"] if card.suspended else []
    words += ["flagged"] if card.flagged else []
    buried = card.buried_until
    if buried is not None and buried > clock.study_day(clock.now()):
        words.append(f"buried until {short_day(buried)}")
    return ", ".join(words)


def _due(memory: Memory) -> str:
    due = memory.due_day
    if memory.waiting:
        return f"{local(memory.due):%H:%M} on {due.day} {due:%b %Y}"
    return full_day(due)


def _strength(memory: Memory) -> str:
    times = counted(memory.reviews, "review")
    lapses = {0: "", 1: ", forgotten once"}.get(memory.lapses, f", forgotten {memory.lapses} times")
    return (
        f"{times}{lapses}; stability {memory.stability:.1f} d, "
        f"difficulty {memory.difficulty:.1f} of 10"
    )


def _history(history: Sequence[Review], width: int) -> list[Row]:
    """The last reviews, the newest first."""
    rows: list[Row] = []
    for review in [*reversed(history)][:_SHOWN_REVIEWS]:
        day = f"{review.day.day:>2} {review.day:%b %Y}"
        undone = "  taken back" if review.undone else ""
        seconds = review.duration.total_seconds()
        line = Content.assemble(
            (f"{day}  ", "$quiet"),
            (f"{review.grade.name.title():<6}", "$quiet" if undone else ""),
            (f"{seconds:>5.0f} s{undone}", "$quiet"),
        )
        rows.append(Row(line.truncate(width)))
    left = len(history) - _SHOWN_REVIEWS
    if left > 0:
        rows.append(Row(Content.styled(f"and {left} earlier", "$quiet")))
    return [Row(), Row(Content.styled("History", "$quiet")), *rows] if rows else []
