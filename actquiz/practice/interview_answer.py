"""An interview as a conversation: what is wanted now, and what each answer leads to; no screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from actquiz.errors import ActquizError
from actquiz.practice import formula_answer
from actquiz.practice.card_asking import judge
from actquiz.practice.interview import (
    STRONG,
    BoardQuestion,
    CodeQuestion,
    Exchange,
    Interview,
    OpenQuestion,
)
from actquiz.practice.interview_files import begin_code
from actquiz.practice.turn import PartMark, Response, Verdict

if TYPE_CHECKING:
    from actquiz.practice.exercises.report import CheckReport
    from actquiz.practice.formula_answer import Board


@dataclass(frozen=True, slots=True)
class Answering:
    """An open question is asked: words are wanted."""

    question: OpenQuestion


@dataclass(frozen=True, slots=True)
class Adding:
    """Words were handed in that leave key points out: more may be said, once."""

    question: OpenQuestion
    words: str
    found: Verdict


@dataclass(frozen=True, slots=True)
class Ticking:
    """The answer is whole: the learner has the last word on the key points found in it."""

    question: OpenQuestion
    words: str
    found: Verdict


@dataclass(frozen=True, slots=True)
class Further:
    """The answer was strong: a step further, told in the report and not scored."""

    question: OpenQuestion
    words: str
    verdict: Verdict
    deeper: str
    """What is asked now, Markdown."""


@dataclass(frozen=True, slots=True)
class AtBoard:
    """A formula is wanted."""

    question: BoardQuestion


@dataclass(frozen=True, slots=True)
class Judged:
    """The formula is judged and kept; nothing is wanted but to go on."""

    question: BoardQuestion
    board: Board


@dataclass(frozen=True, slots=True)
class Coding:
    """A program is wanted."""

    question: CodeQuestion


@dataclass(frozen=True, slots=True)
class CodeWritten:
    """The program is begun; it can be worked on until it is handed in."""

    question: CodeQuestion
    path: Path
    report: CheckReport | None = None
    """What its last check found."""


@dataclass(frozen=True, slots=True)
class Over:
    """The time is over, or nothing is left to ask."""


InterviewStep = (
    Answering | Adding | Ticking | Further | AtBoard | Judged | Coding | CodeWritten | Over
)


class Conversation:
    """The steps of an interview. Each method fits one of them, and leads to the next."""

    def __init__(self, interview: Interview, keep: Callable[[], None]) -> None:
        """``keep`` writes the report: it is called after every answer."""
        self.interview = interview
        self._keep = keep
        self.step = self._begin()

    def say(self, step: Answering | Adding | Further, words: str) -> None:
        """Hand in ``words``, all that was said to the question or to the step further."""
        if isinstance(step, Further):
            self._record_open(step.question, step.words, step.verdict, step.deeper, words)
            self.go_on()
            return
        found = find(step.question, words)
        more = isinstance(step, Answering) and words and len(found.made) < len(found.lines)
        self.step = (Adding if more else Ticking)(step.question, words, found)

    def tick(self, step: Ticking, picks: Sequence[int]) -> None:
        """Let these key points stand."""
        verdict = find(step.question, step.words, picks)
        strong = len(verdict.made) >= STRONG * len(verdict.lines)
        if strong and not verdict.mistakes and (deeper := self.interview.deeper(step.question)):
            self.step = Further(step.question, step.words, verdict, deeper)
        else:
            self._record_open(step.question, step.words, verdict)
            self.go_on()

    def write(self, step: AtBoard, formula: str) -> None:
        """Judge and keep a formula; an empty one passes. ActquizError: it is none."""
        board = formula_answer.judge(step.question.turn.entry.card, formula) if formula else None
        self._record_board(step.question, formula, board)
        if board is None:
            self.go_on()
        else:
            self.step = Judged(step.question, board)
            self._keep()

    def begin_code(self, step: Coding) -> CodeWritten:
        """Write the file with the program's beginning."""
        exercise = step.question.exercise
        self.step = CodeWritten(step.question, begin_code(exercise.id, exercise.starter()))
        return self.step

    def checked(self, step: CodeWritten, report: CheckReport | None) -> CodeWritten:
        """Keep in mind what a check found; None: it could not be made."""
        self.step = replace(step, report=report)
        return self.step

    def hand_in_code(self, step: Coding | CodeWritten, *, left_out: bool = False) -> None:
        """The program as it stands, with its last check."""
        self._record_code(step, left_out=left_out)
        self.go_on()

    def go_on(self) -> None:
        """To the next question, with the report on disk."""
        self.interview.advance()
        self.step = self._begin()
        self._keep()

    def break_off(self, typed: str, picks: Sequence[int] | None = None) -> None:
        """Keep the answer as far as it had come: what is ``typed`` or ticked at this step.

        ``picks``: the ticks as they stand; None: what was found.
        """
        match self.step:
            case Answering(question) if typed:
                self._record_open(question, typed, find(question, typed))
            case Adding(question, words):
                self._record_open(question, typed or words, find(question, typed or words))
            case Ticking(question, words, found):
                ticked = found.made if picks is None else picks
                self._record_open(question, words, find(question, words, ticked))
            case Further(question, words, verdict, deeper):
                self._record_open(question, words, verdict, deeper, typed)
            case AtBoard(question) if typed:
                board = None
                with suppress(ActquizError):
                    board = formula_answer.judge(question.turn.entry.card, typed)
                self._record_board(question, typed, board)
            case Coding() | CodeWritten() as step:
                self._record_code(step)
            case Answering() | AtBoard() | Judged() | Over():
                return
        self.step = Over()
        self._keep()

    def _begin(self) -> InterviewStep:
        match self.interview.question:
            case OpenQuestion() as question:
                return Answering(question)
            case BoardQuestion() as question:
                return AtBoard(question)
            case CodeQuestion() as question:
                return Coding(question)
            case None:
                return Over()

    def _record_open(
        self,
        question: OpenQuestion,
        words: str,
        verdict: Verdict,
        deeper: str = "",
        deeper_said: str = "",
    ) -> None:
        made = tuple(line.text for line in verdict.lines if line.mark is PartMark.RIGHT)
        missing = tuple(line.text for line in verdict.lines if line.mark is not PartMark.RIGHT)
        share = len(made) / len(verdict.lines)
        note = " ".join(verdict.mistakes)
        skipped = not words.strip() and not made
        self.interview.keep(
            Exchange(question, words, share, made, missing, deeper, deeper_said, skipped, note)
        )

    def _record_board(self, question: BoardQuestion, formula: str, board: Board | None) -> None:
        right = board is not None and board.right
        note = "" if right else board.headline if board else "Left out."
        self.interview.keep(
            Exchange(question, formula, float(right), skipped=not formula.strip(), note=note)
        )

    def _record_code(self, step: Coding | CodeWritten, *, left_out: bool = False) -> None:
        code, report = "", None
        if isinstance(step, CodeWritten):
            report = None if left_out else step.report
            with suppress(OSError):
                code = step.path.read_text(encoding="utf-8", errors="replace")
        results = report.results if report else ()
        made = tuple(each.sentence for each in results if each.held)
        missing = tuple(each.sentence for each in results if not each.held)
        share = len(made) / len(results) if results else 0.0
        note = "" if report else "Not checked." if code.strip() else "Left out."
        if report and report.trouble is not None:
            note = " ".join(filter(None, (f"{report.trouble.what}.", report.trouble.call)))
        skipped = report is None
        self.interview.keep(
            Exchange(step.question, code, share, made, missing, skipped=skipped, note=note)
        )


def find(question: OpenQuestion, words: str, ticked: Sequence[int] | None = None) -> Verdict:
    """The key points that ``words`` make; ``ticked`` corrects what was found."""
    if ticked is not None or not words.strip():
        return judge(question.turn, Response(picks=tuple(ticked or ()), said=words))
    return judge(question.turn, Response(texts=(words,)))
