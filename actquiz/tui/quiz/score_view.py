"""The score of a quiz: all of it, by topic, by level, and the cards that were wrong."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from actquiz.bank.cards import LEVELS
from actquiz.practice.card_filter import in_a_line
from actquiz.practice.quiz import GroupScore, QuizReport
from actquiz.text.safe import clean
from actquiz.tui.typeset import wrapped
from actquiz.tui.widgets.cursor_list import CursorList
from actquiz.tui.widgets.rows_widget import Row
from actquiz.words import counted

_BAR = 20


class QuizScore(CursorList[str]):
    """A headline, bars, and the cards that were wrong."""

    in_text = True

    def __init__(self) -> None:
        super().__init__()
        self._report: QuizReport | None = None
        self._scheduled: int | None = None
        self._comparison = ""

    def show(
        self, report: QuizReport, wrong: Sequence[str], scheduled: int | None, comparison: str
    ) -> None:
        """``wrong``: a line a card; ``scheduled``: how many the schedule was given, if it was;
        ``comparison``: what else is to be said, such as how a friend is asked the same.
        """
        self._report, self._scheduled, self._comparison = report, scheduled, comparison
        self.fill(wrong)

    def rows(self, width: int) -> list[Row]:
        report = self._report
        if report is None:
            return []
        rows = _headline(report, width)
        levels = sorted(report.levels, key=lambda score: LEVELS.index(score.name))
        for title, scores in (("By topic", report.topics), ("By level", levels)):
            if len(scores) > 1:
                rows += [Row(), Row(Content.styled(title, "bold $accent"))]
                rows += [_bar(score, width) for score in scores]
        if self.items:
            rows += [Row(), Row(Content.styled("Wrong", "bold $accent")), *self.item_rows(width)]
        if self._scheduled is not None:
            count = counted(self._scheduled, "card")
            said = f"✓ {count} given to the schedule. u in a review takes back the last."
            rows += [Row(), *map(Row, wrapped(Content.styled(said, "$success"), width))]
        compared = Content.styled(clean(self._comparison), "$quiet")
        return [*rows, Row(), *map(Row, wrapped(compared, width))]

    def lead(self, place: int) -> Content:
        return super().lead(place) + Content.styled("✗ ", "$error")

    def lines(self, item: str, width: int, here: bool) -> list[Content]:
        line = Content.styled(in_a_line(clean(item)), "bold" if here else "")
        return [line.truncate(width, ellipsis=True)]


def _headline(report: QuizReport, width: int) -> list[Row]:
    total = report.total
    if not total.answered:
        return [Row(Content.styled("Nothing was answered, so there is no score.", "bold"))]
    said = Content.assemble(
        (f"{total.right} of {total.answered} right", "bold"),
        (f"  {total.share:.0%}", "bold $accent"),
    )
    rows = [Row(said), _line(total, min(width, 2 * _BAR))]
    left = report.asked - total.answered
    if left:
        words = f"{left} of {report.asked} not answered; they do not count."
        rows += map(Row, wrapped(Content.styled(words, "$quiet"), width))
    return rows


def _line(score: GroupScore, size: int) -> Row:
    filled = round(size * score.share)
    return Row(Content.assemble(("━" * filled, "$accent"), ("─" * (size - filled), "$rule")))


def _bar(score: GroupScore, width: int) -> Row:
    """``3 of 4 ━━━━━━─── Sigmoid and tanh``; the bar only where there is room."""
    count = Content.assemble((f"{score.right:>3}", "bold"), (f" of {score.answered:<3}", "$quiet"))
    size = _BAR if width >= 70 else 0
    bar = _line(score, size).content + "  " if size else Content("")
    return Row((count + "  " + bar + clean(score.name)).truncate(width, ellipsis=True))
