"""Earlier interviews, a line each: when, how much was said, how deep it went."""

from __future__ import annotations

from textual.content import Content

from actquiz.practice.interview_files import Earlier
from actquiz.tui.typeset import wrapped
from actquiz.tui.widgets.cursor_list import CursorList
from actquiz.tui.widgets.rows_widget import Row
from actquiz.words import counted

_BAR = 20
_NONE = "No interview yet. The report of each is kept here, to be compared with the next."


class ReportList(CursorList[Earlier]):
    """The newest first."""

    in_text = True

    def rows(self, width: int) -> list[Row]:
        rows = [Row(), Row(Content.styled("Earlier interviews", "bold $accent"))]
        if not self.items:
            return [*rows, *map(Row, wrapped(Content.styled(_NONE, "$quiet"), width))]
        return rows + self.item_rows(width)

    def lines(self, item: Earlier, width: int, here: bool) -> list[Content]:
        line = interview_line(item, width, bold=here and self.active)
        return [line.truncate(width, ellipsis=True)]


def interview_line(report: Earlier, width: int, *, bold: bool = False) -> Content:
    """``2026-11-20 18:00  62% ━━━━━──  6 questions, strong up to core``."""
    filled = round(_BAR * report.share)
    bar = [("━" * filled, "$accent"), ("─" * (_BAR - filled), "$rule"), ("  ", "")]
    if not report.questions:
        return Content.assemble((report.day, "bold" if bold else ""), ("  not finished", "$quiet"))
    questions = counted(report.questions, "question")
    skipped = f", {report.skipped} skipped" if report.skipped else ""
    deep = f", strong up to {report.deepest}" if report.deepest else ", none strong"
    return Content.assemble(
        (f"{report.day}  ", "bold" if bold else ""),
        (f"{f'{report.share:.0%}' if report.skipped < report.questions else '–':>4}  ", "bold"),
        *(bar if width >= 70 else []),
        (questions + skipped + deep, "$quiet"),
    )
