"""What the plan leads to: how much will be known on the day, by level and topic."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.content import Content

from actquiz.tui.typeset import wrapped
from actquiz.tui.widgets.rows_widget import Row, RowsWidget
from actquiz.words import percent

if TYPE_CHECKING:
    from actquiz.practice.plan import Plan

_WIDEST = 88


class Headline(RowsWidget):
    """The score to expect, and what is known now and on the day: over the picture."""

    def __init__(self) -> None:
        super().__init__()
        self._plan: Plan | None = None

    def show(self, plan: Plan | None) -> None:
        """Hidden without a plan."""
        self._plan = plan
        self.display = plan is not None
        self.redraw()

    def rows(self, width: int) -> list[Row]:
        if self._plan is None:
            return []
        now, then = percent(self._plan.now), percent(self._plan.then)
        from actquiz.practice.plan_report import scored

        where = "" if self.screen.has_class("-short") else " on the day"
        score = Content.assemble(
            (f"Expected score{where}: ", "bold"), (scored(self._plan.forecast), "bold $accent")
        )
        said = Content.assemble(
            ("What you will know: ", "bold"),
            (now, "bold"),
            (" today, ", "bold"),
            (then, "bold $accent"),
            (" on the day", "bold"),
            ("; by minutes a day", "$quiet"),
        )
        return [Row(line) for part in (score, said) for line in wrapped(part, width)]


class ForecastView(RowsWidget):
    """The plan as text."""

    def __init__(self) -> None:
        super().__init__()
        self._plan: Plan | None = None
        self._titles: Mapping[str, str] = {}

    def show(self, plan: Plan | None, titles: Mapping[str, str]) -> None:
        """Show this plan; None: there is none."""
        self._plan, self._titles = plan, titles
        self.redraw()

    def rows(self, width: int) -> list[Row]:
        if self._plan is None:
            return []
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
