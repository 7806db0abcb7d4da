"""Beside the decks, where there is room: the weeks past, weak topics, what to try next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from actquiz.text.safe import clean
from actquiz.tui.widgets.rows_widget import Row, RowsWidget
from actquiz.words import percent

if TYPE_CHECKING:
    from actquiz.practice.home_overview import Glance

_SHORT_DAY = 10
"""Characters of an interview's date."""
_BAR = 12


@dataclass(frozen=True, slots=True)
class GlanceTarget:
    """Where a click on a line leads."""

    place: str
    """"deck", "demo", or a place of Home's."""
    name: str = ""


class GlanceView(RowsWidget):
    """A calendar, the weakest topics, the last interview and an experiment; each can be clicked."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.glance: Glance | None = None
        self.targets: list[GlanceTarget] = []
        """What the items of the rows stand for."""

    def show(self, glance: Glance) -> None:
        """Show what was found."""
        self.glance = glance
        self.redraw()

    def rows(self, width: int) -> list[Row]:
        from actquiz.tui.widgets.calendar import calendar

        if self.glance is None:
            return []
        self.targets = []
        rows: list[Row] = []
        if self.glance.calendar is not None:
            lines = [_heading("The last weeks"), *calendar(self.glance.calendar, width), Content()]
            rows += self._leading(GlanceTarget("stats"), *lines)
        for target, line in (*_weakest(self.glance), *_interview(self.glance)):
            rows += self._leading(target, line.truncate(width, ellipsis=True))
        return rows + self._experiment(*self.glance.demo, width)

    def _leading(self, target: GlanceTarget | None, *lines: Content) -> list[Row]:
        if target is None:
            return [Row(line) for line in lines]
        self.targets.append(target)
        return [Row(line, len(self.targets) - 1) for line in lines]

    def _experiment(self, name: str, title: str, width: int) -> list[Row]:
        lines = [
            _heading("Today's experiment"),
            Content(title).truncate(width, ellipsis=True),
            Content.assemble(("e", "bold $accent"), (" runs it", "$quiet")),
        ]
        return self._leading(GlanceTarget("demo", name), *lines)


GlanceLine = tuple[GlanceTarget | None, Content]


def _heading(text: str) -> Content:
    return Content.styled(text, "bold")


def _weakest(glance: Glance) -> Iterator[GlanceLine]:
    if not glance.weakest:
        return
    yield None, _heading("Weakest of what you have met")
    for topic in glance.weakest:
        share = topic.known / topic.seen
        filled = round(_BAR * share)
        yield (
            GlanceTarget("deck", topic.id),
            Content.assemble(
                ("━" * filled, "$accent"),
                ("─" * (_BAR - filled), "$rule"),
                (f"{percent(share):>5}  ", "bold"),
                clean(topic.title),
            ),
        )
    yield None, Content()


def _interview(glance: Glance) -> Iterator[GlanceLine]:
    if glance.interview is None:
        return
    yield None, _heading("Last interview")
    share = f"{percent(glance.interview.share)} of the key points"
    day = glance.interview.day[:_SHORT_DAY]
    said = Content.assemble((share, "bold"), (f", {day}", "$quiet"))
    yield GlanceTarget("interview"), said
    yield None, Content()
