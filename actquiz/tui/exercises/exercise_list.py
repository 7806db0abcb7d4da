"""The exercises in teaching order, each with its state by sign and word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content

from actquiz.practice.exercises.catalogue import Exercise
from actquiz.practice.exercises.rounds import ExerciseState, RoundState
from actquiz.text.safe import cells, clean
from actquiz.tui.widgets.cursor_list import CursorList
from actquiz.tui.widgets.rows_widget import Row

SIGNS: dict[RoundState, tuple[str, str]] = {
    "new": ("·", "$quiet"),
    "started": ("▸", "$accent"),
    "passed": ("✓", "$success"),
    "due": ("!", "$warning"),
}
"""By state, with the colour; the word stands beside it where there is room."""
_ROOMY, _FACTS = 60, 20
"""Columns from which an exercise's level and state stand beside it, and what they take."""


_GROUPS = (("write", "Implement"), ("debug", "Mend"))
_BAR = 16


def in_groups(exercises: Sequence[Exercise]) -> list[Exercise]:
    """Those to implement before those to mend."""
    order = [kind for kind, _ in _GROUPS]
    return sorted(exercises, key=lambda one: order.index(one.written.kind))


class ExerciseList(CursorList[Exercise]):
    """Those to implement, then those to mend: a row an exercise, and how far one is with each."""

    def __init__(self, exercises: Sequence[Exercise]) -> None:
        super().__init__(in_groups(exercises))
        self._known: Mapping[str, ExerciseState] = {}

    def show(self, known: Mapping[str, ExerciseState]) -> None:
        """``known``: how it stands with each, by its id."""
        self._known = known
        self.redraw()

    def item_rows(self, width: int) -> list[Row]:
        rows: list[Row] = []
        for kind, title in _GROUPS:
            places = [n for n, one in enumerate(self.items) if one.written.kind == kind]
            if places:
                rows += [Row(), Row(self._heading(title, places, width))]
                rows += [row for place in places for row in self.rows_of(place, width)]
        return rows[1:]

    def _heading(self, title: str, places: Sequence[int], width: int) -> Content:
        """``Implement  ━━━━──────  12 of 40 passed``."""
        states = [self._known[self.items[place].id].state for place in places]
        passed = sum(state in ("passed", "due") for state in states)
        filled = round(_BAR * passed / len(places))
        bar = [("━" * filled, "$success"), ("─" * (_BAR - filled), "$rule"), ("  ", "")]
        return Content.assemble(
            (f"{title:<9}  ", "bold $accent"),
            *(bar if width >= _ROOMY else []),
            (f"{passed} of {len(places)} passed", "$quiet"),
        ).truncate(width, ellipsis=True)

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
    """``core · passed``."""
    state = "" if standing.state == "new" else f" · {standing.state}"
    return f"{exercise.written.level:<6}{state}"
