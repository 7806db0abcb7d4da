"""One open question of an interview being answered: words, ticks, a step further; no screen."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from actquiz.errors import ActquizError
from actquiz.practice import whiteboard
from actquiz.practice.interview import STRONG, Interview
from actquiz.practice.interview_files import begin_code

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from actquiz.practice.exercises.report import Report
    from actquiz.practice.turns import Verdict
    from actquiz.practice.whiteboard import Board


class Answering:
    """What was said so far to the question that is asked, and what it is worth."""

    def __init__(self, interview: Interview) -> None:
        self._interview = interview
        self.words = ""
        """The answer as it was handed in."""
        self.deeper = ""
        """The step further that is being taken; empty if none is."""
        self._found: Verdict | None = None
        self.code: Path | None = None
        """The file of what is to be programmed."""
        self.report: Report | None = None
        """What its last check found."""

    def find(self, words: str) -> Verdict:
        """Hand in ``words``: the key points found in them."""
        self.words = words
        return self._interview.find(words)

    def correct(self, picks: Sequence[int]) -> str:
        """The key points as the learner lets them stand; the question a strong answer leads to.

        Empty: the answer is recorded.
        """
        self._found = self._interview.find(self.words, picks)
        strong = len(self._found.made) >= STRONG * len(self._found.lines)
        if strong and self._interview.seconds_left() > 0:
            self.deeper = self._interview.deeper()
        if not self.deeper:
            self._interview.record(self.words, self._found)
        return self.deeper

    def go_further(self, words: str) -> None:
        """Record the answer with what was said to the step further."""
        assert self._found is not None
        self._interview.record(self.words, self._found, self.deeper, words)

    def write(self, formula: str) -> Board | None:
        """Judge and record a formula; None if it was left out. ActquizError: it is none."""
        question = self._interview.question
        assert question is not None
        board = whiteboard.judge(question.turn.entry.card, formula) if formula else None
        self._interview.record_board(formula, board)
        return board

    def begin_code(self) -> Path:
        """Write the file of the exercise that is asked; where it is."""
        question = self._interview.question
        assert question is not None
        assert question.exercise is not None
        self.code = begin_code(question.exercise.id, question.exercise.starter())
        return self.code

    def hand_in_code(self, report: Report | None) -> None:
        """Record the program as it stands; None: unchecked."""
        code = ""
        if self.code is not None:
            with suppress(OSError):
                code = self.code.read_text(encoding="utf-8", errors="replace")
        self._interview.record_code(code, report)

    def break_off(self, typed: str, picks: Sequence[int] | None) -> None:
        """Record the answer as far as it had come; ``picks``: the ticks, where they were asked."""
        question = self._interview.question
        if question is None:
            return
        if question.exercise is not None:
            self.hand_in_code(self.report)
        elif self._found is not None:
            self.go_further(typed)
        elif picks is not None:
            self._interview.record(self.words, self._interview.find(self.words, picks))
        elif question.board and typed:
            with suppress(ActquizError):
                self.write(typed)
                return
            self._interview.record_board(typed, None)
        elif typed:
            self._interview.record(typed, self._interview.find(typed))
