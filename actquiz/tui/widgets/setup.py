"""What can be set before something begins: a line each, changed by arrows or by its own key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from actquiz.text.safe import clean
from actquiz.tui.typeset import wrapped
from actquiz.tui.widgets.rows import Paper, Row


@dataclass(frozen=True, slots=True)
class SetupLine:
    """One line."""

    key: str
    """The key that changes it."""
    label: str
    value: str
    about: str
    """A sentence, shown while the cursor is on the line."""


class Setup(Paper):
    """A heading, a line a choice, and a sentence on the one under the cursor."""

    def __init__(self, title: str, about: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._title, self._about = title, about
        self._choices: Sequence[SetupLine] = ()
        self.cursor = 0
        self.active = True
        """Whether the cursor is shown."""

    def show(self, choices: Sequence[SetupLine]) -> None:
        """Show these, the cursor where it was."""
        self._choices = choices
        self.redraw()

    def move(self, by: int) -> bool:
        """Move the cursor; False: there is no line there."""
        if not 0 <= self.cursor + by < len(self._choices):
            return False
        self.cursor += by
        self.redraw()
        return True

    @property
    def selected(self) -> SetupLine:
        """The line under the cursor."""
        return self._choices[self.cursor]

    def rows(self, width: int) -> list[Row]:
        rows = [Row(Content.styled(self._title, "bold"))]
        if not self.screen.has_class("-short"):
            about = wrapped(Content.styled(self._about, "$quiet"), width)
            rows += [*map(Row, about), Row()]
        column = max(len(choice.label) for choice in self._choices) + 2
        for place, choice in enumerate(self._choices):
            here = self.active and place == self.cursor
            line = Content.assemble(
                ("▸ " if here else "  ", "bold $accent"),
                (choice.key, "bold $accent"),
                ("  " + choice.label.ljust(column), "" if here else "$quiet"),
                (clean(choice.value), "bold"),
            )
            rows.append(Row(line.truncate(width, ellipsis=True), place))
        if self.active:
            rows.append(Row())
            rows += map(Row, wrapped(Content.styled(self.selected.about, "$quiet"), width))
        return rows
