"""What the plan leads to: how much will be known on the day, by level and topic."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.content import Content

from actquiz.tui.typeset import wrapped
from actquiz.tui.widgets.rows_widget import Row, RowsWidget

if TYPE_CHECKING:
    from actquiz.practice.plan import Plan

_WIDEST = 88


class Forecast(RowsWidget):
    """The plan as text; a line while it is being made."""

    def __init__(self) -> None:
        super().__init__()
        self._plan: Plan | None = None
        self._titles: Mapping[str, str] = {}
        self.waiting = False

    def show(self, plan: Plan | None, titles: Mapping[str, str], *, waiting: bool = False) -> None:
        """Show this plan; None: there is none, or (``waiting``) it is being made."""
        self._plan, self._titles, self.waiting = plan, titles, waiting
        self.redraw()

    def rows(self, width: int) -> list[Row]:
        if self._plan is None:
            return [Row(Content.styled("Planning…", "$quiet"))] if self.waiting else []
        from actquiz.practice import plan_report

        width = min(width, _WIDEST)
        first, *rest = plan_report.summary(self._plan)
        rows = [Row(line) for line in wrapped(Content.styled(first, "bold"), width)]
        for paragraph in (*rest, plan_report.unmet(self._plan, self._titles)):
            rows += [Row(line) for line in wrapped(Content(paragraph), width)]
        for head, *lines in (
            plan_report.levels(self._plan, width),
            plan_report.topics(self._plan, self._titles, width),
        ):
            rows += [Row(), Row(Content.styled(head, "$quiet")), *(Row(Content(x)) for x in lines)]
        return rows
