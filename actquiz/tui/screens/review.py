"""The review: a question, the answer under it, a grade; then the next card."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widget import Widget

from actquiz import clock
from actquiz.memory.grade import Grade
from actquiz.practice.review import ReviewSession
from actquiz.practice.turns import Response, Turn
from actquiz.tui.actions import bindings
from actquiz.tui.desk import Desk
from actquiz.tui.overview import local
from actquiz.tui.page import Page
from actquiz.tui.widgets.card_sheet import CardSheet
from actquiz.tui.widgets.fields import Fields
from actquiz.tui.widgets.finish import Finish
from actquiz.tui.widgets.gradebar import GradeBar
from actquiz.tui.widgets.paper import Paper
from actquiz.tui.widgets.standing import standing


class ReviewPage(Page):
    """Runs one ``ReviewSession``; holds no knowledge of its own about cards or schedules."""

    NAME = "review"
    TITLE = "Review"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)
    DEFAULT_CSS = """
    ReviewPage, ReviewPage VerticalScroll { align-horizontal: center; }
    ReviewPage VerticalScroll {
        width: 100%; scrollbar-size-vertical: 1; scrollbar-gutter: stable;
    }
    ReviewPage #card { height: auto; max-width: 94; padding: 1 2 0 3; }
    ReviewPage GradeBar { max-width: 88; margin: 0 3 1 3; }
    ReviewPage.-short #card { padding: 0 1; }
    ReviewPage.-short GradeBar { margin: 0 1; height: 2; border-top: none; }
    """

    def __init__(self, desk: Desk, session: ReviewSession) -> None:
        super().__init__(desk)
        self.session = session
        self.began = clock.stopwatch()
        self.sheet = CardSheet()
        self.finish = Finish()
        self.grades = GradeBar()
        self.scroll = VerticalScroll(Vertical(self.sheet, self.finish, id="card"))
        self.given: list[Grade] = []
        """The grades of this sitting."""
        self._done = self._left = 0
        self._can_undo = False

    def body(self) -> Iterable[Widget]:
        self.scroll.can_focus = False
        yield self.scroll
        yield self.grades

    async def on_mount(self) -> None:
        self._can_undo = self.desk.has_reviews()
        self.set_interval(1, self._show_standing)
        await self._ask()

    def on_unmount(self) -> None:
        self.session.close()

    # what is shown

    async def _ask(self) -> None:
        """Show the session's turn, or that there is none left."""
        turn = self.session.turn
        self.finish.display = turn is None
        if turn is None:
            self.sheet.clear()
            self._finish()
        else:
            await self.sheet.ask(turn, self._notes(turn))
            self.grades.prompt(*self.sheet.prompt(turn))
        if self.scroll.scroll_offset.y:
            self.scroll.scroll_home(animate=False)
        self._count()
        self._show_standing()
        self.refresh_keys()

    def _answer(self, turn: Turn, response: Response) -> None:
        verdict = self.session.answer(response)
        self.set_focus(None)
        self.sheet.show_verdict(turn, verdict)
        intervals = {grade: given.text for grade, given in self.session.intervals().items()}
        self.grades.offer(intervals, verdict.suggested)
        self.refresh_keys()
        self.call_after_refresh(self._bring_answer_into_view)

    def _bring_answer_into_view(self) -> None:
        """As much of the question as fits stays above it."""
        self.scroll.scroll_to_widget(self.sheet.outcome, animate=False)

    def _count(self) -> None:
        """Ask the session how far it is; once a card, for it looks into the store."""
        progress = self.session.progress
        self._done = progress.done
        self._left = progress.due + progress.new + progress.learning
        if progress.limit is not None:
            self._left = min(self._left, progress.limit - progress.done)

    def _notes(self, turn: Turn) -> tuple[str, ...]:
        card = self.desk.store.card(turn.entry.id)
        new = ("new",) if card.memory is None else ()
        return (*new, "flagged") if card.flagged else new

    def _finish(self) -> None:
        due = self.session.next_due()
        coming = None if due is None else (local(due), local(clock.now()))
        counts = {grade: self.given.count(grade) for grade in Grade}
        self.finish.show(counts, clock.stopwatch() - self.began, coming)
        self.grades.prompt("⏎", "Done")

    def _show_standing(self) -> None:
        turn = self.session.turn
        self.title_bar.show(
            *standing(self._done, self._left, clock.stopwatch() - self.began),
            detail=turn.entry.deck_title if turn else "",
        )

    # what can be done

    def states(self) -> set[str]:
        turn = self.session.turn
        if turn is None:
            states = {"finished"}
        else:
            typing = self.sheet.doing == "typed" and self.sheet.fields.typing
            states = {"card", "typing" if typing else self.sheet.doing}
            if self.sheet.doing == "answer" and turn.entry.card.evidence:
                states.add("evidence")
        if self._can_undo:
            states.add("can undo")
        return states

    def action_show(self) -> None:
        if self.session.turn is not None:
            self._answer(self.session.turn, Response())

    async def action_check(self) -> None:
        turn = self.session.turn
        if turn is None:
            return
        if self.sheet.options.missing:
            self.program.say(self.sheet.options.missing, seconds=2)
            return
        response = await self.sheet.hand_in(turn)
        if response is not None:
            self._answer(turn, response)
        else:
            self.set_focus(None)
            self.grades.prompt(*self.sheet.prompt(turn))
            self.refresh_keys()

    async def action_check_picked(self) -> None:
        await self.action_check()

    def action_stop(self) -> None:
        if self.session.turn is not None:
            self._answer(self.session.turn, self.sheet.stop())

    @on(CardSheet.Measured)
    def _measured(self, event: CardSheet.Measured) -> None:
        if event.turn is not self.session.turn or self.sheet.doing != "running":
            return
        if event.problem is not None:
            self.program.complain(event.problem)
        self._answer(event.turn, event.response)

    def action_choose(self, place: int) -> None:
        self.sheet.options.choose(place - 1)

    def action_mark(self) -> None:
        self.sheet.options.mark()

    def action_place(self) -> None:
        self.sheet.options.mark()

    def action_unplace(self) -> None:
        self.sheet.options.unplace()

    def action_down(self) -> None:
        self._move(1)

    def action_up(self) -> None:
        self._move(-1)

    def _move(self, by: int) -> None:
        options = self.sheet.options
        if self.sheet.doing in ("picking", "marking", "ordering", "ticking"):
            options.move(by)
            options.bring_into_view(options.cursor)
        else:
            self.scroll.scroll_relative(y=by, animate=False)

    def action_page_down(self) -> None:
        self.scroll.scroll_page_down(animate=False)

    def action_page_up(self) -> None:
        self.scroll.scroll_page_up(animate=False)

    def action_write(self) -> None:
        self.sheet.fields.focus_first_empty()

    async def action_grade(self, number: int) -> None:
        graded = self.session.grade(Grade(number))
        if graded.stale:
            self.program.say("This card was just reviewed in another window; that one counts.")
        else:
            self.given.append(graded.grade)
        if graded.leech:
            self.program.say(
                "You keep forgetting this card. Rewrite it, or suspend it in Browse.",
                title="A leech",
            )
        self._can_undo = True
        await self._ask()

    async def action_accept(self) -> None:
        if self.session.verdict is not None:
            await self.action_grade(self.session.verdict.suggested.value)

    async def action_undo(self) -> None:
        undone = self.session.undo()
        if undone is not None and self.given:
            self.given.pop()
        self.program.say(undone or "There is nothing to take back.", seconds=2)
        self._can_undo = self.desk.has_reviews()
        await self._ask()

    async def action_bury(self) -> None:
        self.session.bury()
        self.program.say("Buried until tomorrow.", seconds=2)
        await self._ask()

    async def action_suspend(self) -> None:
        self.session.suspend()
        self.program.say("Suspended. Browse brings it back.", seconds=3)
        await self._ask()

    def action_flag(self) -> None:
        self.session.flag()
        if self.session.turn is not None:
            self.sheet.face.show(self.session.turn, self._notes(self.session.turn))

    def action_evidence(self) -> None:
        if self.session.turn is not None:
            self.program.show_evidence(self.session.turn.entry)

    def action_source(self) -> None:
        if self.session.turn is not None:
            self.program.open_source(self.session.turn.entry)

    def action_done(self) -> None:
        self.dismiss()

    @on(Fields.Done)
    async def _typed(self) -> None:
        await self.run_action("check")

    @on(GradeBar.Chosen)
    async def _clicked_grade(self, event: GradeBar.Chosen) -> None:
        if event.grade is None:
            self.app.simulate_key("enter")
        else:
            await self.run_action(f"grade({event.grade.value})")

    @on(Paper.Clicked)
    def _clicked_option(self, event: Paper.Clicked) -> None:
        if event.paper is self.sheet.options:
            self.sheet.options.choose(event.item)
