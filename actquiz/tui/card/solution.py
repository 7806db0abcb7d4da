"""A card's answer as one reads it who was not asked: nothing chosen, nothing right or wrong."""

from __future__ import annotations

from typing import assert_never

from textual.content import Content

from actquiz.practice import answer_ways
from actquiz.practice.card_asking import judge
from actquiz.practice.turn import Response, Turn
from actquiz.tui.typeset import typeset
from actquiz.tui.widgets.rows_widget import Row, hang


def solution(turn: Turn, width: int) -> list[Row]:
    """The right options marked among the others, or the answer as text; then the reason."""
    verdict = judge(turn, Response())
    rows: list[Row] = [Row()]
    match turn.way:
        case answer_ways.PickOne() | answer_ways.PickSeveral():
            for line in verdict.lines:
                sign = ("✓ ", "bold $success") if line.belongs else ("· ", "$quiet")
                text = typeset(line.text, width - 2)
                why = [content.stylize("$quiet") for content in typeset(line.why, width - 2)]
                rows += hang(Content.assemble(sign), [*text, *why], None)
        case answer_ways.OwnWords(points):
            for point in points:
                rows += hang(Content.styled("· ", "$quiet"), typeset(point, width - 2), None)
            rows += [Row(), *map(Row, typeset(verdict.answer, width))]
        case (
            answer_ways.Reveal()
            | answer_ways.PutInOrder()
            | answer_ways.MatchPairs()
            | answer_ways.FillBlanks()
            | answer_ways.TypeNumber()
        ):
            rows += map(Row, typeset(verdict.answer, width))
        case _:
            assert_never(turn.way)
    if verdict.why:
        rows += [Row(), *(Row(line.stylize("$quiet")) for line in typeset(verdict.why, width))]
    return rows
