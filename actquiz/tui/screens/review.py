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
from actquiz.practice import asking
from actquiz.practice.review import ReviewSession
from actquiz.practice.turns import Response, Turn, Verdict
from actquiz.tui.actions import bindings
from actquiz.tui.desk import Desk
from actquiz.tui.overview import local
from actquiz.tui.page import Page
from actquiz.tui.widgets.face import Face
from actquiz.tui.widgets.fields import Fields
from actquiz.tui.widgets.finish import Finish
from actquiz.tui.widgets.gradebar import GradeBar
from actquiz.tui.widgets.options import Mode, Options
from actquiz.tui.widgets.outcome import Outcome
from actquiz.tui.widgets.paper import Paper
from actquiz.tui.widgets.standing import standing

_MODES: dict[str, Mode] = {
    "pick": "picking",
    "truth": "picking",
    "predict": "picking",
    "picks": "marking",
    "order": "ordering",
}
"""How options are handled, by what the turn asks."""


class ReviewPage(Page):
    """Runs one ``ReviewSession``; holds no knowledge of its own about cards or schedules."""

    NAME = "review"
    TITLE = "Review"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)
    DEFAULT_CSS = """
    ReviewPage, ReviewPage VerticalScroll { align-horizontal: center; }
    ReviewPage VerticalScroll { scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
    ReviewPage #card { height: auto; max-width: 94; padding: 1 2 0 3; }
    ReviewPage #card > * { margin-bottom: 1; }
    ReviewPage GradeBar { max-width: 88; margin: 0 3 1 3; }
    ReviewPage.-short #card { padding: 0 0 0 1; }
    ReviewPage.-short GradeBar { margin: 0 1; height: 2; border-top: none; }
    """

    def __init__(self, desk: Desk, session: ReviewSession) -> None:
        super().__init__(desk)
        self.session = session
        self.began = clock.stopwatch()
        self.face = Face()
        self.options = Options()
        self.fields = Fields()
        self.outcome = Outcome()
        self.finish = Finish()
        self.grades = GradeBar()
        self.scroll = VerticalScroll(
            Vertical(self.face, self.options, self.fields, self.outcome, self.finish, id="card")
        )
        self.given: list[Grade] = []
        """The grades of this sitting."""
        self._done = self._left = 0
        self._can_undo = False
        self._mode: str = "finished"
        """The registry's word for what the keys do now."""

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
        self.outcome.clear()
        self.options.clear()
        self.fields.clear()
        if turn is None:
            self._finish()
        else:
            self.finish.display = False
            self.face.display = True
            self.face.show(turn, self._notes(turn))
            await self._offer(turn)
        if self.scroll.scroll_offset.y:
            self.scroll.scroll_home(animate=False)
        self._count()
        self._show_standing()
        self.refresh_keys()

    def _count(self) -> None:
        """Ask the session how far it is; once a card, for it looks into the store."""
        progress = self.session.progress
        self._done = progress.done
        self._left = progress.due + progress.new + progress.learning
        if progress.limit is not None:
            self._left = min(self._left, progress.limit - progress.done)

    async def _offer(self, turn: Turn) -> None:
        """Set up whatever this kind of turn is answered with."""
        if turn.ask in _MODES and turn.options:
            self._mode = _MODES[turn.ask]
            self.options.ask(turn.options, _MODES[turn.ask])
            self.grades.prompt("⏎", "Check")
        elif turn.ask in ("blanks", "number"):
            self._mode = "typed"
            labels = [f"‹{place}›" for place, _ in enumerate(turn.hints, start=1)]
            await self.fields.ask_lines(labels, turn.hints)
            self.grades.prompt("⏎", "Check")
        elif turn.ask == "points":
            self._mode = "typed"
            await self.fields.ask_text()
            self.grades.prompt("⏎", "Show the key points")
        else:
            self._mode = "reveal"
            self.grades.prompt("Space", "Show answer")

    def _answer(self, response: Response) -> None:
        turn = self.session.turn
        if turn is None:
            return
        verdict = self.session.answer(response)
        self._mode = "answer"
        self._show_verdict(turn, verdict)

    def _show_verdict(self, turn: Turn, verdict: Verdict) -> None:
        self.set_focus(None)
        self.fields.display = False
        self.options.clear()
        self.outcome.show(turn, verdict)
        intervals = {g: given.text for g, given in self.session.intervals().items()}
        self.grades.offer(intervals, verdict.suggested)
        self.refresh_keys()
        self.call_after_refresh(self._reveal_outcome)

    def _reveal_outcome(self) -> None:
        """Bring the answer into sight, and keep as much of the question as fits above it."""
        self.scroll.scroll_to_widget(self.outcome, animate=False)

    def _notes(self, turn: Turn) -> tuple[str, ...]:
        card = self.desk.store.card(turn.entry.id)
        new = ("new",) if card.memory is None else ()
        return (*new, "flagged") if card.flagged else new

    def _finish(self) -> None:
        self._mode = "finished"
        self.face.display = False
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
        states = {"typing" if self._mode == "typed" and self.fields.typing else self._mode}
        turn = self.session.turn
        if turn is not None:
            states.add("card")
            if self._mode == "answer" and turn.entry.card.evidence:
                states.add("evidence")
        if self._can_undo:
            states.add("can undo")
        return states

    def action_show(self) -> None:
        self._answer(Response())

    def action_check(self) -> None:
        turn = self.session.turn
        if turn is None:
            return
        if self._mode == "typed" and turn.ask == "points":
            self._tick(turn)
        elif self._mode == "typed":
            self._answer(Response(texts=self.fields.texts))
        elif self.options.missing:
            self.program.say(self.options.missing, seconds=2)
        else:
            self._answer(Response(picks=self.options.picks))

    def action_check_picked(self) -> None:
        self.action_check()

    def _tick(self, turn: Turn) -> None:
        """Between an open answer and its grade: which key points were in it?"""
        found = asking.judge(turn, Response(texts=self.fields.texts)).lines
        self.set_focus(None)
        self._mode = "ticking"
        chosen = [place for place, line in enumerate(found) if line.chosen]
        self.options.ask([line.text for line in found], "ticking", chosen)
        self.grades.prompt("⏎", "That is what I said")
        self.refresh_keys()

    def action_choose(self, place: int) -> None:
        self.options.choose(place - 1)

    def action_mark(self) -> None:
        self.options.mark()

    def action_place(self) -> None:
        self.options.mark()

    def action_unplace(self) -> None:
        self.options.unplace()

    def action_down(self) -> None:
        self._move(1)

    def action_up(self) -> None:
        self._move(-1)

    def _move(self, by: int) -> None:
        if self._mode in ("picking", "marking", "ordering", "ticking"):
            self.options.move(by)
            self.options.bring_into_view(self.options.cursor)
        else:
            self.scroll.scroll_relative(y=by, animate=False)

    def action_page_down(self) -> None:
        self.scroll.scroll_page_down(animate=False)

    def action_page_up(self) -> None:
        self.scroll.scroll_page_up(animate=False)

    def action_write(self) -> None:
        self.fields.focus_first_empty()

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
            self.face.show(self.session.turn, self._notes(self.session.turn))

    def action_evidence(self) -> None:
        if self.session.turn is not None:
            self.program.show_evidence(self.session.turn.entry)

    def action_source(self) -> None:
        if self.session.turn is not None:
            self.program.open_source(self.session.turn.entry)

    def action_done(self) -> None:
        self.dismiss()

    @on(Fields.Done)
    def _typed(self) -> None:
        self.action_check()

    @on(GradeBar.Chosen)
    async def _clicked_grade(self, event: GradeBar.Chosen) -> None:
        if event.grade is None:
            self.app.simulate_key("enter")
        else:
            await self.run_action(f"grade({event.grade.value})")

    @on(Paper.Clicked)
    def _clicked_option(self, event: Paper.Clicked) -> None:
        if event.paper is self.options:
            self.options.choose(event.item)
