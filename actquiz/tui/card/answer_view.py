"""The side of a card that answers: right or wrong, the answer, the reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from textual.content import Content

from actquiz.practice import ways
from actquiz.practice.turns import Line, Mark, Turn, Verdict
from actquiz.text.safe import clean
from actquiz.tui.card.options import hang
from actquiz.tui.typeset import typeset, wrapped
from actquiz.tui.widgets.rows import Paper, Row

_SAID = Content.styled("You wrote  ", "$quiet")
_HIT, _SLIP, _GAP = ("✓", "$success"), ("✗", "$error"), ("○", "$warning")
"""A sign and its colour."""


class AnswerView(Paper):
    """Shown under the question once it is answered."""

    def __init__(self) -> None:
        super().__init__()
        self._turn: Turn | None = None
        self._verdict: Verdict | None = None
        self._said = ""

    def show(self, turn: Turn, verdict: Verdict, said: str = "") -> None:
        """Show what came of the turn; ``said``: what the learner typed, to compare."""
        self._turn, self._verdict, self._said = turn, verdict, said
        self.display = True
        self.redraw()
        # Below the edge of the screen it is laid out, but never told that it is shown.
        self.call_after_refresh(self.on_show)

    def clear(self) -> None:
        """Show nothing."""
        self._verdict = None
        self.display = False

    def on_show(self) -> None:
        """As much of the question as fits stays above it."""
        if self.frame is not None:
            self.frame.scroll_to_widget(self, animate=False, immediate=True)

    def rows(self, width: int) -> list[Row]:
        turn, verdict = self._turn, self._verdict
        if turn is None or verdict is None:
            return []
        answer = "" if ways.told_by_lines(turn.way) else verdict.answer
        parts = [
            hang(_SAID, wrapped(Content(clean(self._said)), width - len(_SAID)), None),
            _headline(verdict, width),
            judged(verdict.lines, turn.way, width),
            [Row(line) for line in typeset(answer, width)],
            [Row(line.stylize("$quiet")) for line in typeset(verdict.why, width)],
        ]
        rows = [Row(Content.styled("─" * width, "$rule"))]
        for part in parts:
            rows += [Row(), *part] if part else []
        return rows


def _headline(verdict: Verdict, width: int) -> list[Row]:
    if not verdict.headline:
        return []
    signs = {True: ("✓ ", "$success"), False: ("✗ ", "$error"), None: ("", "")}
    sign, style = signs[verdict.right]
    lead = Content.styled(sign, f"bold {style}")
    return hang(lead, typeset(verdict.headline, width - len(sign), style=f"bold {style}"), None)


def judged(lines: Sequence[Line], way: ways.Way, width: int) -> list[Row]:
    """Every option, blank or key point with its sign, its word and its reason."""
    rows: list[Row] = []
    for place, line in enumerate(lines, start=1):
        sign, word, style = _marks(way)[line.mark]
        lead = Content.assemble((f"{sign} ", f"bold {style}"), (f"{place}  ", "$quiet"))
        room = width - lead.cell_length
        text = typeset(line.text, room)
        if line.mark is Mark.LEFT:
            text = [content.stylize("$quiet") for content in text]
        why = [content.stylize("$quiet") for content in typeset(line.why, room)]
        rows += hang(lead, [*_with_word(text, word, style, room), *why], None)
    return rows


def _marks(way: ways.Way) -> dict[Mark, tuple[str, str, str]]:
    """The sign, the word and the colour that say how a line was answered."""
    match way:
        case ways.PickOutcome():
            words, missed = ("happened", "your answer", "happened"), _HIT
        case ways.PickOne():
            words, missed = ("right", "your answer", "right"), _HIT
        case ways.PickSeveral():
            words, missed = ("right", "wrong", "missed"), _GAP
        case ways.OwnWords():
            words, missed = ("said", "", "not said"), _GAP
        case ways.PutInOrder():
            words, missed = ("in its place", "not in its place", "not in its place"), _SLIP
        case ways.MatchPairs():
            words, missed = ("right", "wrong", "not paired"), _SLIP
        case ways.FillBlanks():
            words, missed = ("right", "wrong", "wrong"), _SLIP
        case ways.Reveal() | ways.TypeNumber():
            return {}
        case _:
            assert_never(way)
    signs = zip((Mark.RIGHT, Mark.WRONG, Mark.MISSED), words, (_HIT, _SLIP, missed), strict=True)
    said = {mark: (sign, word, style) for mark, word, (sign, style) in signs}
    return {**said, Mark.LEFT: (" ", "", "")}


def _with_word(text: list[Content], word: str, style: str, room: int) -> list[Content]:
    """The word after the text where it fits, else on a line of its own."""
    if not word:
        return text
    said = Content.styled(f"· {word}", style)
    if text and text[-1].cell_length + 1 + said.cell_length <= room:
        return [*text[:-1], text[-1] + " " + said]
    return [*text, said]
