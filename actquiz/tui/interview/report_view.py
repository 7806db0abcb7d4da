"""The report of an interview on the screen, held against another one if that is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from textual.content import Content

from actquiz.bank.cards import LEVELS
from actquiz.practice.interview import STRONG
from actquiz.practice.interview_files import Compared, Earlier, compare
from actquiz.text.safe import clean
from actquiz.tui.interview.report_list import interview_line
from actquiz.tui.typeset import typeset, wrapped
from actquiz.tui.widgets.cursor_list import CursorList
from actquiz.tui.widgets.rows_widget import Row
from actquiz.words import counted

_BAR = 40
_OWN = ("Cards to review", "Compared with earlier interviews")
"""Sections of the report that are shown in another way here."""
_QUOTED = " " * 4


class InterviewView(CursorList[str]):
    """A headline, the comparison, the cards to review with a cursor, then the report itself."""

    in_text = True

    def __init__(self) -> None:
        super().__init__()
        self._this = Earlier("", 0, 0.0, "")
        self._text = ""
        self._before: Earlier | None = None
        self._last: Sequence[Earlier] = ()

    def show(self, this: Earlier, text: str, last: Sequence[Earlier]) -> None:
        """``last``: this and those before it, oldest first."""
        self._this, self._text, self._last = this, text, last
        self.fill([answer.card for answer in this.answers if answer.share < STRONG])

    def compare_with(self, before: Earlier) -> None:
        """Hold the report against ``before``."""
        self._before = before
        self.redraw()

    def rows(self, width: int) -> list[Row]:
        rows = [*self._headline(width)]
        if self._before is not None:
            rows += _comparison(self._before, compare(self._before, self._this, LEVELS), width)
        elif len(self._last) > 1:
            rows += [Row(), Row(Content.styled("So far", "bold $accent"))]
            for each in self._last:
                sign = "▸ " if each is self._this else "  "
                line = Content.styled(sign, "bold $accent") + interview_line(each, width - 2)
                rows.append(Row(line.truncate(width, ellipsis=True)))
        strong, *rest = _sections(self._text)
        for title, body in (strong, *rest):
            if title == "What was missing":
                rows += [*_section(title, body, width), *self._review(width)]
            elif title not in _OWN:
                rows += _section(title, body, width)
        return rows

    def _headline(self, width: int) -> Iterator[Row]:
        this = self._this
        questions = counted(this.questions, "question")
        said = f"{questions}, {this.share:.0%} of what was asked for was said"
        deep = f"Strong up to {this.deepest}." if this.deepest else "No answer was strong yet."
        yield from map(Row, wrapped(Content.styled(said, "bold"), width))
        size = min(width, _BAR)
        filled = round(size * this.share)
        yield Row(Content.assemble(("━" * filled, "$accent"), ("─" * (size - filled), "$rule")))
        yield Row(Content.styled(deep, "$quiet"))
        if this.path is not None:
            kept = Content.assemble(("Kept as ", "$quiet"), clean(str(this.path)))
            yield from map(Row, wrapped(kept, width))

    def _review(self, width: int) -> list[Row]:
        if not self.items:
            return []
        title = Row(Content.styled("Cards to review", "bold $accent"))
        return [Row(), title, *self.item_rows(width)]

    def lines(self, item: str, width: int, here: bool) -> list[Content]:
        line = Content.styled(clean(item), "bold" if here else "")
        return [line.truncate(width, ellipsis=True)]


def _comparison(before: Earlier, compared: Compared, width: int) -> list[Row]:
    """The earlier share, the later one and the change, for all, each level and each card."""
    rows = [Row(), Row(Content.styled(f"Against {before.day}", "bold $accent"))]
    lines = [("all questions", *compared.whole), *compared.levels]
    if compared.again:
        lines += [("asked in both:", None, None), *compared.again]
    column = min(max(len(name) for name, _, _ in lines) + 2, max(width - 22, 12))
    for name, first, then in lines:
        if first is None and then is None and not name.endswith(":"):
            continue
        line = Content(clean(name)).truncate(column, ellipsis=True, pad=True)
        rows.append(Row((line + _change(first, then)).truncate(width)))
    return rows


def _change(first: float | None, then: float | None) -> Content:
    if first is None and then is None:
        return Content("")
    ends = [" none" if share is None else f"{share:>5.0%}" for share in (first, then)]
    text = Content(f"{ends[0]} → {ends[1].strip():<5}")
    if first is None or then is None:
        return text
    points = round(100 * then) - round(100 * first)
    style = "$success" if points > 0 else "$warning" if points < 0 else "$quiet"
    return text + Content.styled(f" {points:+d}" if points else " as before", style)


def _sections(text: str) -> list[tuple[str, str]]:
    """The report's parts by their headings; what comes before the first has none."""
    body = text.partition("\n# ")[2].partition("\n")[2]
    lead, *parts = re.split(r"^## ", body, flags=re.MULTILINE)
    # The headline says what the first line of the report says.
    unfinished = "\n".join(lead.strip().splitlines()[1:])
    titled = [(part.partition("\n")[0].strip(), part.partition("\n")[2]) for part in parts]
    return [("", unfinished), *titled]


def _section(title: str, body: str, width: int) -> list[Row]:
    rows = [Row(), Row(Content.styled(clean(title), "bold $accent"))] if title else []
    for block in re.split(r"\n{2,}", body.strip("\n")):
        if not block.strip():
            continue
        if title == "Question by question" or not title:
            rows.append(Row())
        rows += _block(block, width)
    return rows


def _block(block: str, width: int) -> Iterator[Row]:
    """A heading, the learner's own words, or Markdown."""
    if block.startswith("### "):
        yield from map(Row, typeset(block.removeprefix("### "), width, style="bold"))
    elif block.startswith(_QUOTED):
        for line in block.splitlines():
            said = wrapped(Content(clean(line.removeprefix(_QUOTED))), width - 2)
            yield from (Row(Content.styled("│ ", "$rule") + part) for part in said or [Content("")])
    else:
        yield from map(Row, typeset(block, width))
