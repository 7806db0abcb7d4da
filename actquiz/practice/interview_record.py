"""A running interview on disk: whatever ends the program, what was answered is in the report."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from actquiz import clock
from actquiz.memory.settings import load_settings
from actquiz.practice import interview_files, interview_report
from actquiz.practice.agenda import load_agenda

if TYPE_CHECKING:
    from actquiz.practice.interview import Interview, Question
    from actquiz.practice.interview_files import Earlier


class InterviewRecord:
    """The report of one interview, written anew after every answer."""

    def __init__(self, interview: Interview) -> None:
        """Raise ``ActquizError`` if no report could be kept."""
        interview_files.make_folder()
        self.began = clock.now()
        self.before: list[Earlier] = interview_files.earlier()
        """The interviews before this one, oldest first."""
        self.path: Path | None = None
        """The report; None as long as there is nothing to report."""
        self._interview = interview

    def write(self, *, over: bool = False, draft: tuple[Question, str] | None = None) -> None:
        """Write the report; before the first answer, or word of one, there is none."""
        if not self._interview.exchanges and draft is None:
            return
        text = self.text(over=over, draft=draft)
        if self.path is None:
            self.path = interview_files.save(text, self.began)
        else:
            interview_files.rewrite(self.path, text)

    def text(self, *, over: bool, draft: tuple[Question, str] | None = None) -> str:
        """The report as it stands."""
        return interview_report.markdown(
            self._interview,
            self.began,
            self.before,
            over=over,
            draft=draft,
            agenda=load_agenda(load_settings(), clock.study_day(self.began)),
        )

    def summary(self) -> Earlier:
        """This interview, as the comparison shows it."""
        return replace(interview_report.summary(self._interview, self.began), path=self.path)
