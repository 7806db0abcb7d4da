"""One card, whole: both its sides, its place in the decks, its schedule and its history."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from actquiz import clock
from actquiz.bank.entry import Entry
from actquiz.memory.memory import Memory, Phase
from actquiz.memory.rows import Card, Review
from actquiz.practice.asking import ask, experiment
from actquiz.tui.card.solution import solution
from actquiz.tui.home.overview import local
from actquiz.tui.typeset import typeset, wrapped
from actquiz.tui.widgets.rows_widget import Row, RowsWidget, hang
from actquiz.words import counted, full_day, short_day

_SEED = 0
_SHOWN_REVIEWS = 12
_PHASES = {
    Phase.NEW: "New",
    Phase.LEARNING: "In learning",
    Phase.REVIEW: "In review",
    Phase.RELEARNING: "Being learned again",
}


class CardView(RowsWidget):
    """What Browse shows beside its list."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shown: tuple[Entry, Card, Sequence[Review]] | None = None

    def show(self, entry: Entry, card: Card, history: Sequence[Review]) -> None:
        """Show this card."""
        self._shown = (entry, card, history)
        self.redraw()

    def clear(self) -> None:
        """Show nothing."""
        self._shown = None
        self.redraw()

    @property
    def has_evidence(self) -> bool:
        """Whether an experiment stands behind the card."""
        return self._shown is not None and experiment(self._shown[0].card) is not None

    def rows(self, width: int) -> list[Row]:
        if self._shown is None:
            return []
        entry, card, history = self._shown
        turn = ask(entry, _SEED)
        rows = [Row(line) for line in typeset(turn.question, width, style="bold")]
        rows += solution(turn, width)
        rows += [Row(), Row(Content.styled("─" * width, "$rule")), Row()]
        rows += _facts(entry, card, width)
        return rows + _history(history, width)


def _facts(entry: Entry, card: Card, width: int) -> list[Row]:
    facts = [
        ("Card", f"{entry.id} · {entry.card.level}"),
        ("Deck", entry.deck_title),
        ("Tags", ", ".join(entry.card.tags)),
        ("Sources", ", ".join(entry.card.sources)),
        ("State", _state(card)),
    ]
    if card.memory is not None:
        facts += [("Due", _due(card.memory)), ("Memory", _strength(card.memory))]
    rows: list[Row] = []
    for name, value in facts:
        if value:
            text = wrapped(Content(value), width - 9)
            rows += hang(Content.styled(name.ljust(9), "$quiet"), text, None)
    return rows


def _state(card: Card) -> str:
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
