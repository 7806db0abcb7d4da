"""A mock interview: a question, an answer in one's own words, what was found in it, the next."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import TextArea

from actquiz.practice.interview import Interview
from actquiz.practice.interview_answer import (
    Adding,
    Answering,
    AtBoard,
    CodeWritten,
    Coding,
    Conversation,
    Further,
    Judged,
    Over,
    Ticking,
)
from actquiz.practice.interview_record import InterviewRecord
from actquiz.tui.actions import bindings
from actquiz.tui.card.answer_box import AnswerBox
from actquiz.tui.card.fields import Fields
from actquiz.tui.card.options import AnswerOptions
from actquiz.tui.desk import Desk
from actquiz.tui.interview.sheet import InterviewSheet
from actquiz.tui.interview.time_left import time_left
from actquiz.tui.keys.state import State
from actquiz.tui.page import Page
from actquiz.tui.widgets.buttons import Buttons
from actquiz.tui.widgets.column import Scroll
from actquiz.words import counted

if TYPE_CHECKING:
    from actquiz.tui.interview.code_view import InterviewCode

_DRAFT_EVERY = 5.0
"""Seconds after which what is being typed is on disk as well."""
_GO_ON, _END, _LEAVE = "go on", "end", "leave"
_ENTER_TOO = Content.styled("So does Enter on an empty line.", "$quiet")
_COVERED = Content.styled("The clock stands still, and the question is covered.", "$quiet")


class InterviewAskingPage(Page):
    """Runs one ``Interview``; after every answer the report is on disk."""

    NAME = "interview questions"
    TITLE = "Interview"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)
    DEFAULT_CSS = """
    InterviewAskingPage Scroll {
        width: 100%; align-horizontal: center; scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
    }
    InterviewAskingPage #card { max-width: 94; padding: 1 2 0 3; }
    InterviewAskingPage.-short #card { padding: 0 1; }
    """

    def __init__(self, desk: Desk, interview: Interview) -> None:
        """Raise ``ActquizError`` if no report could be kept."""
        super().__init__(desk)
        self.interview = interview
        self.record = InterviewRecord(interview)
        self.sheet = InterviewSheet()
        self.scroll = Scroll(self.sheet)
        self.scroll.can_focus = False
        self.buttons = Buttons()
        self.talk = Conversation(interview, self.record.write)
        self._drafted = ""
        self._checking = False
        self._over = False

    def body(self) -> Iterable[Widget]:
        yield self.scroll
        yield self.buttons

    async def on_mount(self) -> None:
        self.set_interval(1, self._show_clock)
        self.set_interval(_DRAFT_EVERY, self._keep_draft)
        await self._ask()

    def on_unmount(self) -> None:
        """However it is left, what was typed is in the report."""
        if not self._over:
            self._take_what_is_typed()
            self.record.write()

    # what is shown

    async def _ask(self) -> None:
        """Show the conversation's step; after the last one the report."""
        if isinstance(self.talk.step, Over):
            self._end()
            return
        self._drafted = ""
        if not isinstance(self.talk.step, Answering | Adding | Further | AtBoard):
            self.set_focus(None)
        await self.sheet.show(self.talk.step)
        self._refresh()

    def _refresh(self) -> None:
        """The clock, the button and the keys for what is to be done now."""
        self._show_clock()
        self.refresh_keys()
        self.call_after_refresh(self._into_view)

    def _into_view(self) -> None:
        """The question from its beginning; of a program what was found in it."""
        if State.CODED in self.states() and self.sheet.code is not None:
            self.scroll.scroll_to_widget(self.sheet.code.found, animate=False, top=True)
        else:
            self.scroll.scroll_home(animate=False)

    def refresh_keys(self) -> None:
        states = self.states()
        if State.WRITING in states:
            self.buttons.offer(("ctrl+d", "^d", "Hand in"), below=_ENTER_TOO)
        elif State.PAUSED in states:
            self.buttons.offer(("space", "Space", "Go on"), below=_COVERED)
        elif State.CODING in states:
            self.buttons.offer(("enter", "⏎", "Write it in your editor"), ("s", "s", "Leave out"))
        elif State.CODED in states:
            self.buttons.offer(("enter", "⏎", "Go on"), ("o", "o", "Back to your editor"))
        else:
            label = "Hand in" if not states.isdisjoint((State.FORMULA, State.TYPED)) else "Go on"
            self.buttons.offer(("enter", "⏎", label), below=Content(""))
        super().refresh_keys()

    def _show_clock(self) -> None:
        if self._over:
            return
        number = len(self.interview.exchanges) + (self.interview.question is not None)
        time = time_left(self.interview.seconds_left(), paused=self.interview.paused)
        self.title_bar.show(Content.styled(f"Question {number}  ", "$quiet") + time, time)

    def _keep_draft(self) -> None:
        question, step = self.interview.question, self.talk.step
        # What was handed in is no longer in the box.
        before = step.words if isinstance(step, Ticking | Further) else ""
        typed = "\n".join(filter(None, (before, self.sheet.typed(step))))
        if not self._over and question and typed and typed != self._drafted:
            self._drafted = typed
            with self.program.complaining():
                self.record.write(draft=(question, typed))

    def _end(self) -> None:
        """Write the report and show it."""
        from actquiz.tui.interview.report_screen import InterviewReportPage

        self._over = True
        if not self.interview.exchanges:
            self.program.say("No answers, no report.")
            self.dismiss()
            return
        with self.program.complaining():
            self.record.write(over=True)
        page = InterviewReportPage(self.desk, self.record.summary(), self.record.text(over=True))
        self.app.switch_screen(page)

    # what can be done

    def states(self) -> set[State]:
        if self.interview.paused:
            return {State.PAUSED}
        if self._checking:
            return {State.CHECKING}
        match self.talk.step:
            case Answering() | Adding() | Further():
                typing = {State.TYPING, State.WRITING}
                return {State.ASKED} | (typing if self.sheet.typing else {State.TYPED})
            case AtBoard():
                typing = {State.TYPING, State.FORMULA}
                return {State.ASKED} | (typing if self.sheet.typing else {State.TYPED})
            case Ticking():
                return {State.ASKED, State.TICKING}
            case Judged():
                return {State.ASKED, State.JUDGED}
            case Coding() | CodeWritten(report=None):
                return {State.ASKED, State.CODING}
            case CodeWritten():
                return {State.ASKED, State.CODED}
            case Over():
                return set()

    async def action_hand_in(self) -> None:
        match self.talk.step:
            case (Answering() | Adding() | Further()) as step:
                self.talk.say(step, self.sheet.box.said)
            case AtBoard() as step:
                self.talk.write(step, self.sheet.formula)
            case Ticking() | Judged() | Coding() | CodeWritten() | Over():
                return
        await self._ask()

    async def action_check(self) -> None:
        await self.action_hand_in()

    async def action_next(self) -> None:
        match self.talk.step:
            case Ticking() as step:
                self.talk.tick(step, self.sheet.options.picks)
            case CodeWritten() as step:
                self.talk.hand_in_code(step)
            case Judged():
                self.talk.go_on()
            case Answering() | Adding() | Further() | AtBoard() | Coding() | Over():
                return
        await self._ask()

    def action_code(self) -> None:
        step = self.talk.step
        assert isinstance(step, Coding | CodeWritten)
        assert self.sheet.code is not None
        written = self.talk.begin_code(step) if isinstance(step, Coding) else step
        self.program.open_file(written.path)
        self._checking = True
        self.sheet.code.check(written.question.exercise, written.path)
        self._refresh()

    def action_code_again(self) -> None:
        self.action_code()

    async def action_leave_out(self) -> None:
        step = self.talk.step
        assert isinstance(step, Coding | CodeWritten)
        self.talk.hand_in_code(step, left_out=True)
        await self._ask()

    async def on_interview_code_checked(self, event: InterviewCode.Checked) -> None:
        """Show what was found; the answer may still be worked on."""
        self._checking = False
        if event.problem is not None:
            self.program.complain(event.problem)
        if isinstance(self.talk.step, CodeWritten):
            self.talk.checked(self.talk.step, event.report)
            await self._ask()

    async def action_go_on(self) -> None:
        await self.action_next()

    def action_choose(self, place: int) -> None:
        self.sheet.options.jump(place - 1)

    def action_mark(self) -> None:
        self.sheet.options.mark()

    def action_write(self) -> None:
        self.sheet.write(self.talk.step)

    @property
    def listed(self) -> AnswerOptions | None:
        return self.sheet.options if isinstance(self.talk.step, Ticking) else None

    def action_pause(self) -> None:
        self.interview.pause()
        self.set_focus(None)
        self.sheet.cover()
        self._refresh()

    def action_resume(self) -> None:
        self.interview.resume()
        self.sheet.uncover()
        self.sheet.write(self.talk.step)
        self._refresh()

    def action_finish(self) -> None:
        self._ask_to_leave()

    def action_back(self) -> None:
        self._ask_to_leave()

    def _ask_to_leave(self) -> None:
        from actquiz.tui.dialog import Picker

        choices = [(_GO_ON, "Go on with the interview")]
        given = len(self.interview.exchanges) + self._is_begun()
        if given:
            answers = counted(given, "answer")
            choices.append((_END, f"End here: the report of {answers}"))
        else:
            choices.append((_LEAVE, "Leave: nothing is answered yet"))
        self.app.push_screen(Picker("End the interview?", choices), self._left)

    def _is_begun(self) -> bool:
        """Whether something was said to the question that is open, and is not kept yet."""
        step = self.talk.step
        said = step.words if isinstance(step, Adding | Ticking | Further) else ""
        return bool(said or self.sheet.typed(step) or isinstance(step, CodeWritten))

    def _left(self, choice: str | None) -> None:
        if choice == _END:
            with self.program.complaining():
                self._take_what_is_typed()
            self._end()
        elif choice == _LEAVE:
            self._over = True
            self.dismiss()

    def _take_what_is_typed(self) -> None:
        """Record the answer that was being given, as far as it had come."""
        self.talk.break_off(self.sheet.typed(self.talk.step), self.sheet.options.picks)

    @on(TextArea.Changed)
    def _box_into_view(self) -> None:
        if self.sheet.box.text:
            self.scroll.scroll_to_widget(self.sheet.box, animate=False)

    @on(AnswerBox.Done)
    async def _said(self) -> None:
        await self.run_action("hand_in")

    @on(Fields.Done)
    async def _written(self) -> None:
        await self.run_action("check")
