"""One question of an interview on the screen: asked, answered, corrected, followed up."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from textual.content import Content
from textual.widget import Widget

from actquiz.practice import formula_answer
from actquiz.practice.formula_answer import Board
from actquiz.practice.interview import Question, Why
from actquiz.practice.interview_answer import (
    Adding,
    Answering,
    AtBoard,
    CodeWritten,
    Coding,
    Further,
    InterviewStep,
    Judged,
    Over,
    Ticking,
)
from actquiz.practice.key_points import question_of
from actquiz.text.safe import clean
from actquiz.tui.card.answer_box import AnswerBox
from actquiz.tui.card.fields import Fields
from actquiz.tui.card.options import AnswerOptions
from actquiz.tui.keys.state import State
from actquiz.tui.typeset import typeset, wrapped
from actquiz.tui.widgets.column import Column
from actquiz.tui.widgets.figure_view import FigureView
from actquiz.tui.widgets.rows_widget import Row, RowsWidget, hang
from actquiz.words import counted

if TYPE_CHECKING:
    from actquiz.practice.exercises.catalogue import Exercise
    from actquiz.tui.interview.code_view import InterviewCode

_WHY: dict[Why, str] = {
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


class InterviewQuestionView(RowsWidget):
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


class BoardView(RowsWidget):
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
    """The parts, each shown at the steps that need it; the conversation says which step it is."""

    DEFAULT_CSS = """
    InterviewSheet > * { margin-bottom: 1; }
    InterviewSheet FigureView { height: 9; }
    .-high InterviewSheet FigureView { height: 18; }
    .-short InterviewSheet > * { margin-bottom: 0; }
    .-short InterviewSheet FigureView { height: 8; }
    """
    SCOPED_CSS = False

    def __init__(self) -> None:
        self.asked = InterviewQuestionView()
        self.box = AnswerBox()
        self.options = AnswerOptions()
        self.fields = Fields()
        self.judged = BoardView()
        self.picture = FigureView()
        self.code: InterviewCode | None = None
        self._covered: list[Widget] = []
        parts = (self.asked, self.box, self.options, self.fields, self.judged, self.picture)
        super().__init__(*parts, id="card")

    async def show(self, step: InterviewStep) -> None:
        """What is asked at this step, and what it is answered with."""
        match step:
            case Answering(question):
                self._only(self.asked)
                self.asked.show(_lead(question), question.text)
                self.box.begin()
            case Adding(question, _, found):
                # How much was found, not what is missing.
                self.asked.show(
                    _lead(question),
                    question.text,
                    f"{len(found.made)} of {counted(len(found.lines), 'key point')} found. "
                    "What else? Hand in again if that is all.",
                )
                self.box.begin(f"{self.box.said}\n")
            case Ticking(question, words, found):
                task = "Did you say it? Correct the ticks; then go on."
                self._only(self.asked)
                self.asked.show(_lead(question), question.text, task, words)
                self.options.ask(
                    [question_of(line) for line in found.lines], State.TICKING, found.made
                )
            case Further(deeper=deeper):
                lead = "Good. One step further; it is in the report, and not scored."
                self._only(self.asked)
                self.asked.show(lead, deeper)
                self.box.begin()
            case AtBoard(question):
                self._only(self.asked)
                self.asked.show(_lead(question), question.text, _PLAIN_BOARD)
                await self.fields.ask_lines(["f(x) ="], [""])
            case Judged(question, board):
                self._only(self.asked)
                self.asked.show("", question.text)
                self.judged.show(board)
                if not board.right:
                    self.picture.display = True
                    self.picture.show(formula_answer.figure(board))
            case Coding(question):
                self._only(self.asked)
                self.asked.show(_lead(question), question.text)
                await self._ask_for_code(question.exercise)
            case CodeWritten(report=report):
                if report is not None and self.code is not None:
                    self.code.show(report)
            case Over():
                pass
            case _:
                assert_never(step)

    async def _ask_for_code(self, exercise: Exercise) -> None:
        if self.code is None:
            from actquiz.tui.interview.code_view import InterviewCode

            self.code = InterviewCode()
            await self.mount(self.code)
        self.code.ask(exercise)

    def cover(self) -> None:
        """Hide the question while the clock stands still; what was typed stays as it is."""
        self._covered = [part for part in self.children if part.display]
        for part in self._covered:
            part.display = False

    def uncover(self) -> None:
        """Show again what was hidden."""
        for part in self._covered:
            part.display = True

    def write(self, step: InterviewStep) -> None:
        """Back to typing, where something is typed."""
        if isinstance(step, Answering | Adding | Further):
            self.box.focus()
        elif isinstance(step, AtBoard):
            self.fields.focus_first_empty()

    @property
    def typing(self) -> bool:
        """Whether a field takes the keys."""
        return self.box.has_focus or self.fields.typing

    @property
    def formula(self) -> str:
        """What stands at the whiteboard."""
        return "".join(self.fields.texts).strip()

    def typed(self, step: InterviewStep) -> str:
        """What was typed and not handed in yet, whatever it answers."""
        if isinstance(step, AtBoard):
            return self.formula
        return self.box.said if isinstance(step, Answering | Adding | Further) else ""

    def _only(self, part: RowsWidget) -> None:
        for each in self.children:
            each.display = each is part


def _lead(question: Question) -> str:
    return f"{_WHY[question.why]} · {question.level}"
