"""A mock interview: a question, an answer in one's own words, what was found in it, the next."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import TextArea

from actquiz.practice import whiteboard
from actquiz.practice.interview import Interview, Question
from actquiz.practice.interview_answer import Answering
from actquiz.practice.interview_record import Record
from actquiz.tui.actions import bindings
from actquiz.tui.card.answer_box import AnswerBox
from actquiz.tui.card.fields import Fields
from actquiz.tui.desk import Desk
from actquiz.tui.interview.sheet import InterviewSheet
from actquiz.tui.interview.time_left import time_left
from actquiz.tui.widgets.buttons import Buttons
from actquiz.tui.widgets.column import Scroll
from actquiz.tui.widgets.rows import Paper
from actquiz.tui.widgets.scrolling_page import ScrollingPage

if TYPE_CHECKING:
    from actquiz.tui.interview.code_view import InterviewCode

_DRAFT_EVERY = 5.0
"""Seconds after which what is being typed is on disk as well."""
_GO_ON, _END, _LEAVE = "go on", "end", "leave"
_ENTER_TOO = Content.styled("So does Enter on an empty line.", "$quiet")
_COVERED = Content.styled("The clock stands still, and the question is covered.", "$quiet")
_TYPED = ("answering", "adding", "further", "board")


class InterviewAskingPage(ScrollingPage):
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
        self.record = Record(interview)
        self.sheet = InterviewSheet()
        self.scroll = Scroll(self.sheet)
        self.scroll.can_focus = False
        self.buttons = Buttons()
        self.answering = Answering(interview)
        self._drafted = ""
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

    @property
    def question(self) -> Question:
        """The question that is being asked."""
        assert self.interview.question is not None
        return self.interview.question

    async def _ask(self) -> None:
        if self.interview.question is None:
            self._end()
            return
        self.answering = Answering(self.interview)
        await self.sheet.ask(self.question)
        self._refresh()

    async def _next(self) -> None:
        """The answer is recorded: keep it, and go on."""
        self._drafted = ""
        self.record.write()
        self.interview.advance()
        await self._ask()

    def _refresh(self) -> None:
        """The clock, the button and the keys for what is to be done now."""
        self._show_clock()
        self.refresh_keys()
        self.call_after_refresh(self._into_view)

    def _into_view(self) -> None:
        """The question from its beginning; of a program what was found in it."""
        if self.sheet.doing == "coded" and self.sheet.code is not None:
            self.scroll.scroll_to_widget(self.sheet.code.found, animate=False, top=True)
        else:
            self.scroll.scroll_home(animate=False)

    def refresh_keys(self) -> None:
        super().refresh_keys()
        states = self.states()
        if "writing" in states:
            self.buttons.offer(("ctrl+d", "^d", "Hand in"), below=_ENTER_TOO)
        elif "paused" in states:
            self.buttons.offer(("space", "Space", "Go on"), below=_COVERED)
        elif "coding" in states:
            self.buttons.offer(("enter", "⏎", "Write it in your editor"), ("s", "s", "Leave out"))
        elif "coded" in states:
            self.buttons.offer(("enter", "⏎", "Go on"), ("o", "o", "Back to your editor"))
        else:
            label = "Hand in" if not states.isdisjoint(("formula", "typed")) else "Go on"
            self.buttons.offer(("enter", "⏎", label), below=Content(""))

    def _show_clock(self) -> None:
        if self._over:
            return
        number = len(self.interview.exchanges) + (self.interview.question is not None)
        time = time_left(self.interview.seconds_left(), paused=self.interview.paused)
        self.title_bar.show(Content.styled(f"Question {number}  ", "$quiet") + time, time)

    def _keep_draft(self) -> None:
        question = self.interview.question
        typed = "\n".join(filter(None, (self._said_before(), self.sheet.typed)))
        if not self._over and question and typed and typed != self._drafted:
            self._drafted = typed
            with self.program.complaining():
                self.record.write(draft=(question, typed))

    def _said_before(self) -> str:
        """What was handed in, once it is no longer in the box."""
        doing = self.sheet.doing
        return self.answering.words if self.sheet.is_ticking or doing == "further" else ""

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

    def states(self) -> set[str]:
        doing = self.sheet.doing
        if doing in ("paused", "checking"):
            return {doing}
        if doing in _TYPED and not self.sheet.typing:
            return {"asked", "typed"}
        if doing in _TYPED:
            return {"asked", "typing", "formula" if doing == "board" else "writing"}
        return {"asked", doing}

    async def action_hand_in(self) -> None:
        match self.sheet.doing:
            case "answering" | "adding":
                self._hand_in_words()
            case "further":
                self.answering.go_further(self.sheet.box.said)
                await self._next()
            case "board":
                await self._hand_in_formula()
        self._refresh()

    async def action_check(self) -> None:
        await self.action_hand_in()

    def _hand_in_words(self) -> None:
        """Once with a second chance, then the key points."""
        said = self.sheet.box.said
        found = self.answering.find(said)
        complete = len(found.made) == len(found.lines)
        if self.sheet.doing == "answering" and said and not complete:
            self.sheet.ask_for_more(found)
            return
        self.set_focus(None)
        self.sheet.tick(found, said)

    async def _hand_in_formula(self) -> None:
        """Judge it; what cannot be read is told, and may be typed again."""
        board = self.answering.write(self.sheet.formula)
        if board is None:
            await self._next()
            return
        self.record.write()
        self.set_focus(None)
        self.sheet.show_board(board, None if board.right else whiteboard.figure(board))

    async def action_next(self) -> None:
        if self.sheet.doing == "ticking" and (
            deeper := self.answering.correct(self.sheet.options.picks)
        ):
            self.sheet.ask_further(deeper)
            self._refresh()
            return
        if self.sheet.doing == "coded":
            self.answering.hand_in_code(self.answering.report)
        await self._next()

    def action_code(self) -> None:
        exercise = self.question.exercise
        assert exercise is not None
        assert self.sheet.code is not None
        path = self.answering.code or self.answering.begin_code()
        self.program.open_file(path)
        self.sheet.doing = "checking"
        self.sheet.code.check(exercise, path)
        self._refresh()

    def action_code_again(self) -> None:
        self.action_code()

    async def action_leave_out(self) -> None:
        self.answering.hand_in_code(None)
        await self._next()

    def on_interview_code_checked(self, event: InterviewCode.Checked) -> None:
        """Show what was found; the answer may still be worked on."""
        if event.problem is not None:
            self.program.complain(event.problem)
        self.answering.report = event.report
        if event.report is not None:
            self.sheet.show_check(event.report)
        else:
            self.sheet.doing = "coding"
        self._refresh()

    async def action_go_on(self) -> None:
        await self.action_next()

    def action_choose(self, place: int) -> None:
        self.sheet.options.choose(place - 1)

    def action_mark(self) -> None:
        self.sheet.options.mark()

    def action_write(self) -> None:
        self.sheet.write()

    def move(self, by: int) -> None:
        if self.sheet.doing == "ticking":
            self.sheet.options.move(by)
            self.sheet.options.bring_into_view(self.sheet.options.cursor)
        else:
            self.scroll.scroll_relative(y=by, animate=False)

    def action_pause(self) -> None:
        self.interview.pause()
        self.set_focus(None)
        self.sheet.cover()
        self._refresh()

    def action_resume(self) -> None:
        self.interview.resume()
        self.sheet.uncover()
        self._refresh()

    def action_finish(self) -> None:
        self._ask_to_leave()

    def action_back(self) -> None:
        self._ask_to_leave()

    def _ask_to_leave(self) -> None:
        from actquiz.tui.dialog import Picker

        choices = [(_GO_ON, "Go on with the interview")]
        if self.interview.exchanges or self.sheet.typed:
            choices.append((_END, "End here: the report of what you said"))
        else:
            choices.append((_LEAVE, "Leave: nothing is answered yet"))
        self.app.push_screen(Picker("End the interview?", choices, ""), self._left)

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
        picks = self.sheet.options.picks if self.sheet.is_ticking else None
        self.answering.break_off(self.sheet.typed, picks)

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

    @on(Paper.Clicked)
    def _clicked(self, event: Paper.Clicked) -> None:
        if event.paper is self.sheet.options:
            self.sheet.options.choose(event.item)
