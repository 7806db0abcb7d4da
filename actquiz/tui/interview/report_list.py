"""Earlier interviews, a line each: when, how much was said, how deep it went."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from actquiz.practice.interview_files import Earlier
from actquiz.tui.typeset import wrapped
from actquiz.tui.widgets.rows import Paper, Row
from actquiz.words import counted

_BAR = 20
_NONE = "No interview yet. The report of each is kept here, to be compared with the next."


class ReportList(Paper):
    """The newest first, with a cursor while the keys are about the list."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._reports: Sequence[Earlier] = ()
        self.cursor = 0
        self.active = False

    def show(self, reports: Sequence[Earlier]) -> None:
        """Show these, the newest first."""
        self._reports = reports
        self.cursor = min(self.cursor, max(len(reports) - 1, 0))
        self.redraw()

    def __len__(self) -> int:
        return len(self._reports)

    def __bool__(self) -> bool:
        return True

    @property
    def selected(self) -> Earlier:
        """The report under the cursor."""
        return self._reports[self.cursor]

    def move(self, by: int) -> bool:
        """Move the cursor; False: there is no line there."""
        if not 0 <= self.cursor + by < len(self._reports):
            return False
        self.cursor += by
        self.redraw(height=False)
        return True

    def rows(self, width: int) -> list[Row]:
        rows = [Row(), Row(Content.styled("Earlier interviews", "bold $accent"))]
        if not self._reports:
            return [*rows, *map(Row, wrapped(Content.styled(_NONE, "$quiet"), width))]
        for place, report in enumerate(self._reports):
            here = self.active and place == self.cursor
            lead = Content.styled("▸ " if here else "  ", "bold $accent")
            line = lead + interview_line(report, width - 2, bold=here)
            rows.append(Row(line.truncate(width, ellipsis=True), place))
        return rows


def interview_line(report: Earlier, width: int, *, bold: bool = False) -> Content:
    """``2026-11-20 18:00  62% ━━━━━──  6 questions, strong up to core``."""
    filled = round(_BAR * report.share)
    bar = [("━" * filled, "$accent"), ("─" * (_BAR - filled), "$rule"), ("  ", "")]
    if not report.questions:
        return Content.assemble((report.day, "bold" if bold else ""), ("  not finished", "$quiet"))
    questions = counted(report.questions, "question")
    deep = f", strong up to {report.deepest}" if report.deepest else ", none strong"
    return Content.assemble(
        (f"{report.day}  ", "bold" if bold else ""),
        (f"{report.share:>4.0%}  ", "bold"),
        *(bar if width >= 70 else []),
        (questions + deep, "$quiet"),
    )
