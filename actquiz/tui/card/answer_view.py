"""The side of a card that answers: right or wrong, the answer, the reason."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from actquiz.practice.turns import Ask, Line, Turn, Verdict
from actquiz.text.safe import clean
from actquiz.tui.card.options import hang
from actquiz.tui.typeset import typeset, wrapped
from actquiz.tui.widgets.rows import Paper, Row

_TOLD_BY_LINES = ("pick", "picks", "truth", "curve", "predict", "order")
"""Where the judged options already hold the answer."""

_SAID = Content.styled("You wrote  ", "$quiet")
_WORDS: dict[Ask, tuple[str, str, str]] = {
    "pick": ("right", "your answer", "right"),
    "truth": ("right", "your answer", "right"),
    "curve": ("right", "your answer", "right"),
    "predict": ("happened", "your answer", "happened"),
    "picks": ("right", "wrong", "missed"),
    "points": ("said", "said", "not said"),
    "blanks": ("right", "wrong", "wrong"),
    "order": ("in its place", "not in its place", "not in its place"),
}
"""What to call a line that was: chosen and correct, chosen and wrong, correct and not chosen."""


class Outcome(Paper):
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
        answer = "" if turn.ask in _TOLD_BY_LINES else verdict.answer
        parts = [
            hang(_SAID, wrapped(Content(clean(self._said)), width - len(_SAID)), None),
            _headline(verdict, width),
            judged(verdict.lines, turn.ask, width),
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


def judged(lines: Sequence[Line], ask: Ask, width: int) -> list[Row]:
    """Every option, blank or key point with its sign, its word and its reason."""
    rows: list[Row] = []
    for place, line in enumerate(lines, start=1):
        sign, word, style = _mark(line, ask)
        lead = Content.assemble((f"{sign} ", f"bold {style}"), (f"{place}  ", "$quiet"))
        room = width - lead.cell_length
        text = typeset(line.text, room)
        if not (line.chosen or line.correct):
            text = [content.stylize("$quiet") for content in text]
        why = [content.stylize("$quiet") for content in typeset(line.why, room)]
        rows += hang(lead, [*_with_word(text, word, style, room), *why], None)
    return rows


def _mark(line: Line, ask: Ask) -> tuple[str, str, str]:
    """The sign, the word and the colour that say how a line was answered."""
    hit, slip, miss = _WORDS.get(ask, ("right", "wrong", "missed"))
    if line.chosen and line.correct:
        return "✓", hit, "$success"
    if line.chosen:
        return "✗", slip, "$error"
    if not line.correct:
        return " ", "", ""
    if ask in ("pick", "truth", "curve", "predict"):
        return "✓", miss, "$success"
    return ("○", miss, "$warning") if ask in ("picks", "points") else ("✗", miss, "$error")


def _with_word(text: list[Content], word: str, style: str, room: int) -> list[Content]:
    """The word after the text where it fits, else on a line of its own."""
    if not word:
        return text
    said = Content.styled(f"· {word}", style)
    if text and text[-1].cell_length + 1 + said.cell_length <= room:
        return [*text[:-1], text[-1] + " " + said]
    return [*text, said]
