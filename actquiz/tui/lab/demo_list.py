"""The demonstrations by title; the chosen one asks its question."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content

from actquiz.tui.card.options import hang
from actquiz.tui.typeset import wrapped
from actquiz.tui.widgets.rows import Paper, Row


class LabList(Paper):
    """A row a demonstration, with a cursor."""

    def __init__(self, demos: Sequence[tuple[str, str]], state: Callable[[str], str]) -> None:
        """``demos``: name and title; ``state``: the sign of what has been run already."""
        super().__init__()
        self._demos = demos
        self._state = state
        self._question = ""
        self._active = False
        self.cursor = 0

    def show(self, name: str, question: str, *, active: bool) -> None:
        """Put the cursor on ``name``."""
        self.cursor = [known for known, _ in self._demos].index(name)
        self._question, self._active = question, active
        self.redraw()

    def beside(self, by: int) -> str:
        """The name ``by`` rows from the cursor, no further than the ends."""
        return self._demos[min(max(self.cursor + by, 0), len(self._demos) - 1)][0]

    def name_of(self, place: int) -> str:
        """The name of the demonstration at ``place``."""
        return self._demos[place][0]

    def rows(self, width: int) -> list[Row]:
        rows: list[Row] = []
        for place, (name, title) in enumerate(self._demos):
            here = place == self.cursor
            lead = Content.assemble(
                ("▸ " if here else "  ", "bold $accent" if self._active else "$quiet"),
                (f"{self._state(name)} ", "$quiet"),
            )
            style = "bold" if here else ""
            text = wrapped(Content.styled(title, style), width - lead.cell_length)
            if here:
                question = Content.styled(self._question, "$quiet")
                text = [*text, *wrapped(question, width - lead.cell_length)]
            rows += hang(lead, text, place)
        return rows
