"""The report of an interview on the screen, held against another one if that is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from textual.content import Content

from actquiz.bank.cards import LEVELS
from actquiz.memory.schema import EXERCISE_PREFIX
from actquiz.practice.interview import STRONG
from actquiz.practice.interview_files import Compared, Earlier, RecordedAnswer, compare
from actquiz.practice.interview_report import covered
from actquiz.text.alike import told_apart
from actquiz.text.safe import cells, clean
from actquiz.tui.interview.report_list import interview_line
from actquiz.tui.typeset import typeset, wrapped
from actquiz.tui.widgets.cursor_list import CursorList
from actquiz.tui.widgets.rows_widget import Row
from actquiz.words import counted

_BAR = 40
_BEFORE, _ROOMY = 13, 70
"""Columns before a question, and from where there are words for the marks of the outcomes."""
_OFFER = " puts {} at the head of tomorrow's queue."
_OWN = (
    "What was strong",
    "What was skipped",
    "Cards to review",
    "Compared with earlier interviews",
)
"""Sections of the report that are shown in another way here."""
_QUOTED = " " * 4


class InterviewView(CursorList[RecordedAnswer]):
    """A headline, the comparison, the questions with a cursor, then the report itself."""

    in_text = True

    def __init__(self) -> None:
        super().__init__()
        self._this = Earlier("", 0, 0.0, "")
        self._text = ""
        self._before: Earlier | None = None
        self._last: Sequence[Earlier] = ()
        self._titles: Mapping[str, str] = {}
        self._first = False

    def show(
        self, this: Earlier, text: str, last: Sequence[Earlier], titles: Mapping[str, str]
    ) -> None:
        """``last``: this and those before it, oldest first; ``titles``: of cards, by id."""
        self._this, self._text, self._last, self._titles = this, text, last, titles
        self.fill(this.answers)

    def show_first(self, first: bool) -> None:
        """``first``: the cards to review are at the head of tomorrow."""
        self._first = first
        self.redraw()

    def compare_with(self, before: Earlier) -> None:
        """Hold the report against ``before``."""
        self._before = before
        self.redraw()

    def rows(self, width: int) -> list[Row]:
        rows = [*self._headline(width)]
        if self._before is not None:
            rows += _comparison(
                self._before, compare(self._before, self._this, LEVELS), self._titles, width
            )
        elif len(self._last) > 1:
            rows += [Row(), Row(Content.styled("So far", "bold $accent"))]
            for each in self._last:
                sign = "▸ " if each is self._this else "  "
                line = Content.styled(sign, "bold $accent") + interview_line(each, width - 2)
                rows.append(Row(line.truncate(width, ellipsis=True)))
        for number, (title, body) in enumerate(_sections(self._text)):
            if title not in _OWN:
                rows += _section(title, body, width)
            if not number:
                rows += self._questions(width)
        return rows

    def _headline(self, width: int) -> Iterator[Row]:
        this = self._this
        yield from map(Row, wrapped(Content.styled(covered(this), "bold"), width))
        size = min(width, _BAR)
        filled = round(size * this.share)
        yield Row(Content.assemble(("━" * filled, "$accent"), ("─" * (size - filled), "$rule")))
        deep = f"Strong up to {this.deepest}." if this.deepest else "No answer was strong yet."
        yield Row(Content.styled(deep, "$quiet"))
        if this.path is not None:
            kept = Content.assemble(("Kept as ", "$quiet"), clean(str(this.path)))
            yield from map(Row, wrapped(kept, width))

    def _questions(self, width: int) -> list[Row]:
        """Every question with what became of it, and what can be done about those that matter."""
        if not self.items:
            return []
        head = Content.styled("The questions", "bold $accent")
        if width >= _ROOMY:
            head += Content.styled("   ✓ strong  ◐ in part  ✗ nothing", "$quiet")
        rows = [Row(), Row(head)]
        rows += self.item_rows(width)
        weak = len(to_review(self._this))
        if weak:
            cards = counted(weak, "card")
            said = (
                Content.styled(f"✓ {cards} at the head of tomorrow's queue.", "$success")
                if self._first
                else Content.assemble(("t", "bold $accent"), (_OFFER.format(cards), "$quiet"))
            )
            rows += [Row(), *map(Row, wrapped(said, width))]
        return rows

    def item_rows(self, width: int) -> list[Row]:
        titles = told_apart([self.title(each.card) for each in self.items], width - _BEFORE)
        rows = []
        for place, (answer, title) in enumerate(zip(self.items, titles, strict=True)):
            sign, style = _outcome(answer)
            share = "skipped" if answer.share is None else f"{answer.share:.0%}"
            lead = Content.assemble(
                self.lead(place),
                (f"{sign} ", style),
                (f"{share:>7}  ", "$quiet" if answer.share is None else "bold"),
            )
            text = Content.styled(title, "bold" if place == self.cursor else "")
            rows.append(Row(lead + text, place))
        return rows

    def title(self, card: str) -> str:
        """What the card asks, in a line; its id where no deck has it any more."""
        return clean(self._titles.get(card, card))


def _outcome(answer: RecordedAnswer) -> tuple[str, str]:
    """A sign and its colour."""
    if answer.share is None:
        return "–", "$quiet"
    if answer.share >= STRONG:
        return "✓", "$success"
    return ("◐", "$warning") if answer.share else ("✗", "$error")


def to_review(this: Earlier) -> list[str]:
    """The cards whose answers were not strong; exercises stand in no queue."""
    return [
        each.card
        for each in this.answers
        if (each.share is None or each.share < STRONG) and not each.card.startswith(EXERCISE_PREFIX)
    ]


def _comparison(
    before: Earlier, compared: Compared, titles: Mapping[str, str], width: int
) -> list[Row]:
    """The earlier share, the later one and the change, for all, each level and each card."""
    rows = [Row(), Row(Content.styled(f"Against {before.day}", "bold $accent"))]
    lines = [("all questions", *compared.whole), *compared.levels]
    if compared.again:
        lines += [("asked in both:", None, None), *compared.again]
    longest = max(cells(titles.get(name, name)) for name, _, _ in lines)
    column = min(longest + 2, max(width - 22, 12))
    for name, first, then in lines:
        if first is None and then is None and not name.endswith(":"):
            continue
        line = Content(clean(titles.get(name, name))).truncate(column, ellipsis=True, pad=True)
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
