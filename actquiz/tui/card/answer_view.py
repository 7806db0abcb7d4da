"""The side of a card that answers: right or wrong, the answer, the reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from textual.content import Content

from actquiz.practice import answer_ways
from actquiz.practice.turn import JudgedPart, PartMark, Turn, Verdict
from actquiz.text.safe import clean
from actquiz.tui.typeset import typeset, wrapped
from actquiz.tui.widgets.rows_widget import Row, RowsWidget, hang
from actquiz.words import counted

_SAID = Content.styled("You wrote  ", "$quiet")
_HIT, _SLIP, _GAP = ("✓", "$success"), ("✗", "$error"), ("○", "$warning")
"""A sign and its colour."""


_TICK = "Did you say it? Correct the ticks."
_QUOTED = 4
"""Lines of the learner's own words that stand above the key points."""


class HeadlineView(RowsWidget):
    """Right or wrong, in a line under the question; before that, what to do with key points."""

    def __init__(self) -> None:
        super().__init__()
        self._verdict: Verdict | None = None
        self._ticking = False
        self._said = ""

    def ask_for_ticks(self, found: Verdict, said: str) -> None:
        """Ask which key points were ``said``, and say mistakes back."""
        self.show(found)
        self._ticking, self._said = True, said

    def show(self, verdict: Verdict) -> None:
        """Show what was found."""
        self._verdict, self._ticking = verdict, False
        self.display = True
        self.redraw()

    def clear(self) -> None:
        """Show nothing."""
        self._verdict = None
        self.display = False

    def rows(self, width: int) -> list[Row]:
        if self._verdict is None:
            return []
        if self._ticking:
            return self._asking(self._verdict, width)
        said = _headline(self._verdict, width)
        gap = [Row()] if said and not self.screen.has_class("-short") else []
        return [Row(Content.styled("─" * width, "$rule")), *gap, *said]

    def _asking(self, found: Verdict, width: int) -> list[Row]:
        """The learner's own words, what is wrong in them, and what to do with the key points."""
        short = self.screen.has_class("-short")
        gap = [] if short else [Row()]
        rows: list[Row] = []
        if self._said and not short:
            lines = wrapped(Content(clean(self._said)), width - 2)
            more = [Content.styled("…", "$quiet")] if len(lines) > _QUOTED else []
            quoted = hang(Content.styled("│ ", "$rule"), lines[:_QUOTED] + more, None)
            rows += [Row(Content.styled("You said", "$quiet")), *quoted, Row()]
        for one in found.mistakes:
            rows += _said_back(one, width)
        rows += gap if found.mistakes else []
        return [*rows, *map(Row, wrapped(Content.styled(_TICK, "bold $accent"), width)), *gap]


class AnswerView(RowsWidget):
    """Shown under the verdict and the picture: the options that matter, the answer, the reason."""

    def __init__(self) -> None:
        super().__init__()
        self._turn: Turn | None = None
        self._verdict: Verdict | None = None
        self._said = ""
        self._unfolded = False

    def show(self, turn: Turn, verdict: Verdict, said: str = "") -> None:
        """Show what came of the turn; ``said``: what the learner typed, to compare."""
        self._turn, self._verdict, self._said = turn, verdict, said
        self._unfolded = False
        self.display = True
        self.redraw()

    def clear(self) -> None:
        """Show nothing."""
        self._verdict = None
        self.display = False

    @property
    def folded(self) -> int:
        """How many options are hidden: those that were not chosen, and rightly."""
        turn, verdict = self._turn, self._verdict
        if self._unfolded or turn is None or verdict is None:
            return 0
        if not isinstance(turn.way, answer_ways.PickOne | answer_ways.PickSeveral):
            return 0
        return sum(line.mark is PartMark.LEFT for line in verdict.lines)

    def unfold(self) -> None:
        """Show those too."""
        self._unfolded = True
        self.redraw()

    def unfolded_rows(self, width: int) -> int:
        """How many rows all of it would take."""
        before, self._unfolded = self._unfolded, True
        try:
            return len(self.rows(width))
        finally:
            self._unfolded = before

    def rows(self, width: int) -> list[Row]:
        turn, verdict = self._turn, self._verdict
        if turn is None or verdict is None:
            return []
        answer = "" if answer_ways.told_by_lines(turn.way) else verdict.answer
        parts = [
            hang(_SAID, wrapped(Content(clean(self._said)), width - len(_SAID)), None),
            judged(verdict.lines, turn.way, width, folded=bool(self.folded)),
            [Row(line) for line in typeset(answer, width)],
            [Row(line.stylize("$quiet")) for line in typeset(verdict.why, width)],
        ]
        if self.folded:
            others = counted(self.folded, "other option")
            parts.append([Row(Content.styled(f"m  {others}", "$quiet").truncate(width))])
        rows: list[Row] = []
        for part in parts:
            rows += [Row(), *part] if part else []
        return rows


def _said_back(mistake: str, width: int) -> list[Row]:
    return hang(Content.styled("✗ ", "bold $error"), typeset(mistake, width - 2), None)


def _headline(verdict: Verdict, width: int) -> list[Row]:
    if not verdict.headline:
        return []
    signs = {True: ("✓ ", "$success"), False: ("✗ ", "$error"), None: ("", "")}
    sign, style = signs[verdict.right]
    lead = Content.styled(sign, f"bold {style}")
    return hang(lead, typeset(verdict.headline, width - len(sign), style=f"bold {style}"), None)


def judged(
    lines: Sequence[JudgedPart], way: answer_ways.AnswerWay, width: int, *, folded: bool = False
) -> list[Row]:
    """Every option, blank or key point with its sign, its word and its reason.

    ``folded``: but what was left out, and rightly.
    """
    rows: list[Row] = []
    for place, line in enumerate(lines, start=1):
        if folded and line.mark is PartMark.LEFT:
            continue
        sign, word, style = _marks(way)[line.mark]
        # Pairs have no numbers in the question: there a number is a right side's key.
        number = "" if isinstance(way, answer_ways.MatchPairs) else f"{place}  "
        lead = Content.assemble((f"{sign} ", f"bold {style}"), (number, "$quiet"))
        room = width - lead.cell_length
        text = typeset(line.text, room)
        if line.mark is PartMark.LEFT:
            text = [content.stylize("$quiet") for content in text]
        why = [content.stylize("$quiet") for content in typeset(line.why, room)]
        rows += hang(lead, [*_with_word(text, word, style, room), *why], None)
    return rows


def _marks(way: answer_ways.AnswerWay) -> dict[PartMark, tuple[str, str, str]]:
    """The sign, the word and the colour that say how a line was answered."""
    match way:
        case answer_ways.PickOutcome():
            words, missed = ("happened", "your answer", "happened"), _HIT
        case answer_ways.PickOne():
            words, missed = ("right", "your answer", "right"), _HIT
        case answer_ways.PickSeveral():
            words, missed = ("right", "wrong", "missed"), _GAP
        case answer_ways.OwnWords():
            words, missed = ("said", "", "not said"), _GAP
        case answer_ways.PutInOrder():
            words, missed = ("in its place", "not in its place", "not in its place"), _SLIP
        case answer_ways.MatchPairs():
            words, missed = ("right", "", "not paired"), _SLIP
        case answer_ways.FillBlanks():
            words, missed = ("right", "wrong", "wrong"), _SLIP
        case answer_ways.Reveal() | answer_ways.TypeNumber():
            return {}
        case _:
            assert_never(way)
    signs = zip(
        (PartMark.RIGHT, PartMark.WRONG, PartMark.MISSED), words, (_HIT, _SLIP, missed), strict=True
    )
    said = {mark: (sign, word, style) for mark, word, (sign, style) in signs}
    return {**said, PartMark.LEFT: (" ", "", "")}


def _with_word(text: list[Content], word: str, style: str, room: int) -> list[Content]:
    """The word after the text where it fits, else on a line of its own."""
    if not word:
        return text
    said = Content.styled(f"· {word}", style)
    if text and text[-1].cell_length + 1 + said.cell_length <= room:
        return [*text[:-1], text[-1] + " " + said]
    return [*text, said]
