"""The exercises in teaching order, each with its state by sign and word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content

from actquiz.practice.exercises.catalogue import Exercise
from actquiz.practice.exercises.rounds import ExerciseState, RoundState
from actquiz.text.safe import cells, clean
from actquiz.tui.widgets.cursor_list import CursorList

SIGNS: dict[RoundState, tuple[str, str]] = {
    "new": ("·", "$quiet"),
    "started": ("▸", "$accent"),
    "passed": ("✓", "$success"),
    "due": ("!", "$warning"),
}
"""By state, with the colour; the word stands beside it where there is room."""
_ROOMY, _FACTS = 60, 26
"""Columns from which an exercise's level and state stand beside it, and what they take."""


class ExerciseList(CursorList[Exercise]):
    """A row an exercise."""

    def __init__(self, exercises: Sequence[Exercise]) -> None:
        super().__init__(exercises)
        self._known: Mapping[str, ExerciseState] = {}

    def show(self, known: Mapping[str, ExerciseState]) -> None:
        """``known``: how it stands with each, by its id."""
        self._known = known
        self.redraw()

    def lead(self, place: int) -> Content:
        sign, style = SIGNS[self._known[self.items[place].id].state]
        return super().lead(place) + Content.styled(f"{sign} ", style)

    def lines(self, item: Exercise, width: int, here: bool) -> list[Content]:
        roomy = width + 4 >= _ROOMY
        widest = max(cells(each.written.title) for each in self.items)
        column = min(widest, width + 4 - _FACTS if roomy else width)
        title = Content.styled(clean(item.written.title), "bold" if here else "")
        title = title.truncate(column, ellipsis=True, pad=roomy)
        facts = f"  {_facts(item, self._known[item.id])}" if roomy else ""
        return [(title + Content.styled(facts, "$quiet")).truncate(width, ellipsis=True)]


def _facts(exercise: Exercise, standing: ExerciseState) -> str:
    """``core, to mend · passed``."""
    level = exercise.written.level
    kind = ", to mend" if exercise.written.kind == "debug" else ""
    state = "" if standing.state == "new" else f" · {standing.state}"
    return f"{level}{kind}{state}"
