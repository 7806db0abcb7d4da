"""One question of an interview on the screen: asked, answered, corrected, followed up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from textual.content import Content
from textual.widget import Widget

from actquiz.plots.figure import Figure
from actquiz.practice.interview import Question
from actquiz.practice.turns import Verdict
from actquiz.practice.whiteboard import Board
from actquiz.text.safe import clean
from actquiz.tui.card.answer_box import AnswerBox
from actquiz.tui.card.fields import Fields
from actquiz.tui.card.options import Options, hang
from actquiz.tui.typeset import typeset, wrapped
from actquiz.tui.widgets.column import Column
from actquiz.tui.widgets.figure_view import FigureView
from actquiz.tui.widgets.rows import Paper, Row
from actquiz.words import counted

if TYPE_CHECKING:
    from actquiz.practice.exercises.catalogue import Exercise
    from actquiz.practice.exercises.report import Report
    from actquiz.tui.interview.code_view import InterviewCode

Doing = Literal[
    "answering", "adding", "ticking", "further", "board", "judged", "coding", "checking", "coded",
    "paused",
]  # fmt: skip
"""The steps of a question."""

_WHY = {
    "opening": "To begin with",
    "follow-up": "Once more on what was missed",
    "deeper": "A step deeper",
    "another topic": "Another topic",
    "whiteboard": "At the whiteboard",
    "code": "To be programmed",
}
_QUOTED = 5
"""Lines of the learner's own words that are shown beside the key points."""
_PLAIN_BOARD = "A formula of x: x*sigmoid(x), max(0, x) or LaTeX. Leave it empty to pass."


class Asked(Paper):
    """What the interviewer says, and a line on what is to be done about it."""

    def __init__(self) -> None:
        super().__init__()
        self._lead, self._question, self._todo, self._said = "", "", "", ""

    def show(self, lead: str, question: str, task: str = "", said: str = "") -> None:
        """``question`` is Markdown; ``task`` tells what to do now, with what was ``said``."""
        self._lead, self._question, self._todo, self._said = lead, question, task, said
        self.redraw()

    def rows(self, width: int) -> list[Row]:
        short = self.screen.has_class("-short")
        lead = wrapped(Content.styled(self._lead, "$quiet"), width)
        rows = [] if short or not lead else [*map(Row, lead), Row()]
        rows += map(Row, typeset(self._question, width, style="bold"))
        if self._said and not short:
            rows += [Row(), *self._quoted(width)]
        if self._todo:
            rows += [Row(), *map(Row, wrapped(Content.styled(self._todo, "$accent"), width))]
        return rows

    def _quoted(self, width: int) -> list[Row]:
        """The first lines of the learner's own words."""
        lines = wrapped(Content(clean(self._said)), width - 2)
        more = [Content.styled("…", "$quiet")] if len(lines) > _QUOTED else []
        return hang(Content.styled("│ ", "$rule"), lines[:_QUOTED] + more, None)


class Judged(Paper):
    """What came of a formula."""

    def __init__(self) -> None:
        super().__init__()
        self._board: Board | None = None

    def show(self, board: Board) -> None:
        """Show right or wrong, what was written, and the formula that was asked for."""
        self._board = board
        self.display = True
        self.redraw()

    def rows(self, width: int) -> list[Row]:
        board = self._board
        if board is None:
            return []
        sign, style = ("✓ ", "bold $success") if board.right else ("✗ ", "bold $error")
        lead = Content.styled(sign, style)
        rows = hang(lead, wrapped(Content.styled(board.headline, style), width - 2), None)
        yours = wrapped(Content(board.typed), width - 6)
        rows += hang(Content.styled("yours ", "$quiet"), yours, None)
        return [*rows, Row(), *map(Row, typeset(f"$${board.wanted}$$", width))]


class InterviewSheet(Column):
    """The parts, each shown while it is needed; who moves it decides what an answer leads to."""

    DEFAULT_CSS = """
    InterviewSheet > * { margin-bottom: 1; }
    InterviewSheet FigureView { height: 9; }
    .-high InterviewSheet FigureView { height: 18; }
    .-short InterviewSheet > * { margin-bottom: 0; }
    .-short InterviewSheet FigureView { height: 8; }
    """
    SCOPED_CSS = False

    def __init__(self) -> None:
        self.asked = Asked()
        self.box = AnswerBox()
        self.options = Options()
        self.fields = Fields()
        self.judged = Judged()
        self.picture = FigureView()
        self.code: InterviewCode | None = None
        self.doing: Doing = "answering"
        self._before: Doing = "answering"
        self._covered: list[Widget] = []
        self._lead = self._question = ""
        parts = (self.asked, self.box, self.options, self.fields, self.judged, self.picture)
        super().__init__(*parts, id="card")

    async def ask(self, question: Question) -> None:
        """A new question, with nothing answered yet."""
        self._lead = f"{_WHY[question.why]} · {question.level}"
        self._question = question.text
        self._only(self.asked)
        if question.exercise is not None:
            self.doing = "coding"
            self.asked.show(self._lead, self._question)
            await self._ask_for_code(question.exercise)
        elif question.board:
            self.doing = "board"
            self.asked.show(self._lead, self._question, _PLAIN_BOARD)
            await self.fields.ask_lines(["f(x) ="], [""])
        else:
            self.doing = "answering"
            self.asked.show(self._lead, self._question)
            self.box.begin()

    def ask_for_more(self, found: Verdict) -> None:
        """Say how much was found, not what is missing; the answer can go on."""
        self.doing = "adding"
        self.asked.show(
            self._lead,
            self._question,
            f"{len(found.made)} of {counted(len(found.lines), 'key point')} found. What else? "
            "Hand in again if that is all.",
        )
        text = self.box.said
        self.box.begin(text + "\n" if text else "")

    def tick(self, found: Verdict, said: str) -> None:
        """The key points, those found ticked; the learner has the last word."""
        self.doing = "ticking"
        task = "Did you say it? Correct the ticks; then go on."
        self._only(self.asked)
        self.asked.show(self._lead, self._question, task, said)
        self.options.ask([line.text for line in found.lines], "ticking", found.made)

    def ask_further(self, question: str) -> None:
        """A harder question after a strong answer."""
        self.doing = "further"
        self._lead = "Good. One step further; it is in the report, and not scored."
        self._only(self.asked)
        self.asked.show(self._lead, question)
        self.box.begin()

    async def _ask_for_code(self, exercise: Exercise) -> None:
        if self.code is None:
            from actquiz.tui.interview.code_view import InterviewCode

            self.code = InterviewCode()
            await self.mount(self.code)
        self.code.ask(exercise)

    def show_check(self, report: Report) -> None:
        """What was found in the program."""
        self.doing = "coded"
        if self.code is not None:
            self.code.show(report)

    def show_board(self, board: Board, figure: Figure | None) -> None:
        """Right or wrong, and where; ``figure`` draws both curves."""
        self.doing = "judged"
        self._only(self.asked)
        self.asked.show("", self._question)
        self.judged.show(board)
        if figure is not None:
            self.picture.display = True
            self.picture.show(figure)

    def cover(self) -> None:
        """Hide the question while the clock stands still; what was typed stays as it is."""
        self._before, self.doing = self.doing, "paused"
        self._covered = [part for part in self.children if part.display]
        for part in self._covered:
            part.display = False

    def uncover(self) -> None:
        """Go on where it stood."""
        self.doing = self._before
        for part in self._covered:
            part.display = True
        self.write()

    def write(self) -> None:
        """Back to typing, where something is typed."""
        if self.doing in ("answering", "adding", "further"):
            self.box.focus()
        elif self.doing == "board":
            self.fields.focus_first_empty()

    @property
    def typing(self) -> bool:
        """Whether a field takes the keys."""
        return self.box.has_focus or self.fields.typing

    @property
    def is_ticking(self) -> bool:
        """Whether the key points are being ticked, also while that is covered."""
        return "ticking" in (self.doing, self._before if self.doing == "paused" else "")

    @property
    def formula(self) -> str:
        """What stands at the whiteboard."""
        return "".join(self.fields.texts).strip()

    @property
    def typed(self) -> str:
        """What was typed and not handed in yet, whatever it answers."""
        doing = self._before if self.doing == "paused" else self.doing
        if doing == "board":
            return self.formula
        return self.box.said if doing in ("answering", "adding", "further") else ""

    def _only(self, part: Paper) -> None:
        for each in self.children:
            each.display = each is part
