"""The exercises in teaching order, each with its state by sign and word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content

from actquiz.practice.exercises.catalogue import Exercise
from actquiz.practice.exercises.rounds import Standing, State
from actquiz.text.safe import cells, clean
from actquiz.tui.card.options import hang
from actquiz.tui.widgets.rows import Paper, Row

SIGNS: dict[State, tuple[str, str]] = {
    "new": ("·", "$quiet"),
    "started": ("▸", "$accent"),
    "passed": ("✓", "$success"),
    "due": ("!", "$warning"),
}
"""By state, with the colour; the word stands beside it where there is room."""
_ROOMY, _FACTS = 60, 26
"""Columns from which an exercise's level and state stand beside it, and what they take."""


class ExerciseList(Paper):
    """A row an exercise, with a cursor."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._exercises: Sequence[Exercise] = ()
        self._known: Mapping[str, Standing] = {}
        self.cursor = 0

    def show(self, exercises: Sequence[Exercise], known: Mapping[str, Standing]) -> None:
        """Show these, the cursor where it was."""
        self._exercises, self._known = exercises, known
        self.redraw()

    def __len__(self) -> int:
        return len(self._exercises)

    def __bool__(self) -> bool:
        return True

    @property
    def selected(self) -> Exercise:
        """The exercise under the cursor."""
        return self._exercises[self.cursor]

    def move(self, by: int) -> None:
        """Move the cursor, no further than the ends."""
        self.cursor = min(max(self.cursor + by, 0), len(self._exercises) - 1)
        self.redraw(height=False)

    def rows(self, width: int) -> list[Row]:
        rows: list[Row] = []
        widest = max((cells(each.written.title) for each in self._exercises), default=0)
        column = min(widest, width - _FACTS if width >= _ROOMY else width - 4)
        for place, exercise in enumerate(self._exercises):
            written = exercise.written
            here = place == self.cursor
            sign, style = SIGNS[self._known[exercise.id].state]
            lead = Content.assemble(("▸ " if here else "  ", "bold $accent"), (f"{sign} ", style))
            title = Content.styled(clean(written.title), "bold" if here else "")
            title = title.truncate(column, ellipsis=True, pad=width >= _ROOMY)
            facts = _facts(exercise, self._known[exercise.id]) if width >= _ROOMY else ""
            line = title + Content.styled(f"  {facts}" if facts else "", "$quiet")
            rows += hang(lead, [line.truncate(width - lead.cell_length, ellipsis=True)], place)
        return rows


def _facts(exercise: Exercise, standing: Standing) -> str:
    """``core, to mend · passed``."""
    level = exercise.written.level
    kind = ", to mend" if exercise.written.kind == "debug" else ""
    state = "" if standing.state == "new" else f" · {standing.state}"
    return f"{level}{kind}{state}"
