"""A card as lines of text: the question with what can be answered, and the verdict."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, assert_never

from actquiz.practice import answer_ways
from actquiz.practice.card_asking import picture as picture_of
from actquiz.practice.key_points import question_of
from actquiz.practice.turn import PartMark
from actquiz.text.layout import flow, render
from actquiz.text.markdown import Span
from actquiz.text.safe import cells

if TYPE_CHECKING:
    from collections.abc import Mapping

    from actquiz.memory.grade import Grade
    from actquiz.memory.scheduler import Scheduled
    from actquiz.plots.figure import Figure
    from actquiz.practice.review import SessionProgress
    from actquiz.practice.turn import JudgedPart, Turn, Verdict

LETTERS = "abcdefghi"
"""Names of the right sides of pairs."""
FLAT = "ACTQUIZ_MATH"
"""Set to ``line`` it keeps every formula on one line, as a screen reader needs it."""


def text(markdown: str, width: int) -> list[str]:
    """Markdown as lines, formulas as the learner wants them."""
    return render(markdown, width, flat=os.environ.get(FLAT) == "line")


def hanging(lead: str, markdown: str, width: int) -> list[str]:
    """``markdown`` behind ``lead``, its further lines under its first word."""
    room = width - cells(lead)
    lines = text(markdown, max(room, 1)) or [""]
    indent = " " * cells(lead)
    return [((indent if number else lead) + line).rstrip() for number, line in enumerate(lines)]


def words(plain: str, width: int) -> list[str]:
    """Plain words, not Markdown, as lines."""
    return ["".join(span.text for span in line) for line in flow([Span(plain)], width)]


def heading(turn: Turn, progress: SessionProgress, minutes: int, width: int) -> list[str]:
    """Where in the session this card stands, and its deck."""
    left = progress.due + progress.new + progress.learning
    if progress.limit is not None:
        left = min(left, progress.limit - progress.done)
    # Not "1 of 10": a card in its learning steps is asked again, and the sum would grow.
    parts = [f"Card {progress.done + 1}", f"{left} left"]
    if progress.new:
        parts[-1] += f", {min(progress.new, left)} new"
    if minutes:
        parts.append(f"{minutes} min")
    parts.append(turn.entry.deck_title)
    return words(" · ".join(parts), width)


def question(turn: Turn, width: int) -> list[str]:
    """The question, and what to pick from."""
    lines = text(turn.question, width)
    if (figure := picture_of(turn)) is not None:
        lines += ["", *picture(figure, width)]
    match turn.way:
        case answer_ways.TrueOrFalse():
            pass
        case (
            answer_ways.PickOne(options)
            | answer_ways.PickSeveral(options)
            | answer_ways.PutInOrder(options)
        ):
            lines.append("")
            for number, option in enumerate(options, start=1):
                lines += hanging(f"  {number}  ", option, width)
        case answer_ways.MatchPairs(lefts, rights):
            for side in (enumerate(lefts, start=1), zip(LETTERS, rights, strict=False)):
                lines.append("")
                for sign, option in side:
                    lines += hanging(f"  {sign}  ", option, width)
        case (
            answer_ways.Reveal()
            | answer_ways.FillBlanks()
            | answer_ways.TypeNumber()
            | answer_ways.OwnWords()
        ):
            pass
        case _:
            assert_never(turn.way)
    return lines


def picture(figure: Figure, width: int) -> list[str]:
    """A figure in text; its numbers for those who have formulas on one line, to be read aloud."""
    if os.environ.get(FLAT) == "line":
        from actquiz.plots.table import as_table

        return as_table(figure, width).splitlines()
    from actquiz.plots.terminal import draw, natural_height

    return draw(figure, width, natural_height(figure, width), colour=False).splitlines()


def verdict(turn: Turn, judged: Verdict, width: int) -> list[str]:
    """What was right, what was not and why, and the answer."""
    lines: list[str] = []
    if judged.headline:
        sign = {True: "✓ ", False: "✗ ", None: ""}[judged.right]
        lines += hanging(sign, judged.headline, width)
    # Of a statement the headline says it all; key points have just been ticked.
    if not isinstance(turn.way, (answer_ways.TrueOrFalse, answer_ways.OwnWords)):
        for number, line in enumerate(judged.lines, start=1):
            lines += _line(turn.way, number, line, width)
    if not answer_ways.told_by_lines(turn.way):
        lines += _parted(lines, text(judged.answer, width))
    return lines + _parted(lines, text(judged.why, width))


def _parted(before: Sequence[str], lines: list[str]) -> list[str]:
    """``lines`` with a blank line to what is before."""
    return ["", *lines] if before and lines else lines


def _line(way: answer_ways.AnswerWay, number: int, line: JudgedPart, width: int) -> list[str]:
    sign, said = _marks(way)[line.mark]
    lines = hanging(f"{sign} {number}  ", line.text + (f" ({said})" if said else ""), width)
    return lines + (hanging("     ", line.why, width) if line.why else [])


def _marks(way: answer_ways.AnswerWay) -> dict[PartMark, tuple[str, str]]:
    """A sign and the words that say the same."""
    match way:
        case answer_ways.PutInOrder():
            right, wrong = ("✓", "in its place"), ("✗", "")
            return {PartMark.RIGHT: right, PartMark.WRONG: wrong, PartMark.MISSED: wrong}
        case answer_ways.MatchPairs():
            right, missed = ("✓", "right"), ("✗", "not paired")
            return {PartMark.RIGHT: right, PartMark.WRONG: ("✗", ""), PartMark.MISSED: missed}
        case answer_ways.FillBlanks():
            right, wrong = ("✓", "right"), ("✗", "wrong")
            return {PartMark.RIGHT: right, PartMark.WRONG: wrong, PartMark.MISSED: wrong}
        case answer_ways.PickOne() | answer_ways.PickSeveral():
            return {
                PartMark.RIGHT: ("✓", "your answer, right"),
                PartMark.WRONG: ("✗", "your answer, wrong"),
                PartMark.MISSED: ("✓", "right, not picked"),
                PartMark.LEFT: (" ", ""),
            }
        case answer_ways.Reveal() | answer_ways.TypeNumber() | answer_ways.OwnWords():
            return {}
        case _:
            assert_never(way)


def grades(intervals: Mapping[Grade, Scheduled], width: int) -> list[str]:
    """The four grades with when each brings the card back."""
    given = [f"{int(g)} {g.name.title()} {s.text}" for g, s in sorted(intervals.items())]
    line = "  ".join(given)
    return [line] if cells(line) <= width else given


def ticks(judged: Verdict, width: int) -> list[str]:
    """The key points with the learner's ticks."""
    lines: list[str] = []
    for place, point in enumerate(judged.lines):
        tick = "x" if place in judged.made else " "
        lines += hanging(f"[{tick}] {place + 1}  ", question_of(point), width)
    return lines
