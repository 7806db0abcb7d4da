"""The review: a question, the answer under it, a grade; then the next card."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget

from actquiz import clock
from actquiz.bank.studied_card import Entry
from actquiz.memory.grade import Grade
from actquiz.practice.answer_ways import Reveal
from actquiz.practice.review import ReviewSession
from actquiz.practice.review_state import Answered
from actquiz.practice.study_days import Diary
from actquiz.practice.turn import Response, Turn
from actquiz.tui.actions import bindings
from actquiz.tui.card.page import CardPage
from actquiz.tui.desk import Desk
from actquiz.tui.home.overview import local
from actquiz.tui.keys.state import State
from actquiz.tui.review.explain_offer import ExplainOffer
from actquiz.tui.review.finish import Finish
from actquiz.tui.review.grade_bar import GradeBar
from actquiz.tui.widgets.cursor_list import CursorList

_BAR = 16


class ReviewPage(CardPage):
    """Runs one ``ReviewSession``; holds no knowledge of its own about cards or schedules."""

    NAME = "review"
    TITLE = "Review"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)
    DEFAULT_CSS = """
    ReviewPage.-short GradeBar { padding: 0 1; margin: 0; height: 2; border-top: none; }
    """

    def __init__(self, desk: Desk, session: ReviewSession) -> None:
        self.finish = Finish()
        self.explained = ExplainOffer()
        super().__init__(desk, self.explained, self.finish)
        self.session = session
        self.began = clock.stopwatch()
        self.grades = GradeBar()
        self.given: list[tuple[Entry, Grade]] = []
        """The reviews of this sitting."""
        self._done = self._left = 0
        self._can_undo = False
        self._explains = ""
        """The card, forgotten twice, whose explanation is offered."""

    def body(self) -> Iterable[Widget]:
        yield self.scroll
        yield self.grades

    async def on_mount(self) -> None:
        self._can_undo = self.session.can_undo
        self.set_interval(1, self._show_standing)
        await self._ask()

    def on_unmount(self) -> None:
        self.session.close()

    # what is shown

    async def _ask(self) -> None:
        """Show the session's turn, or that there is none left."""
        # Widgets ask for a redraw in the order in which they change. A field that takes the focus
        # makes the screen draw at once, so these must have asked before.
        for bar in (self.title_bar, self.key_bar, self.grades):
            bar.refresh()
        turn = self.session.turn
        self.finish.display = turn is None
        self.explained.show("")
        if turn is None:
            self.sheet.clear()
            self._finish()
        else:
            await self.sheet.ask(turn, self._notes(turn))
            self.grades.prompt(*self.sheet.prompt(turn))
        if self.scroll.scroll_offset.y:
            self.scroll.scroll_home(animate=False, immediate=True)
        self._count()
        self._show_standing()
        self.call_after_refresh(self.say_below)
        self.refresh_keys()

    @property
    def turn(self) -> Turn | None:
        return self.session.turn

    def prompt(self, key: str, label: str) -> None:
        self.grades.prompt(key, label)

    def note(self, below: str) -> None:
        self.grades.note(below)

    async def take(self, turn: Turn, response: Response) -> None:
        verdict = self.session.answer(response)
        self.set_focus(None)
        said = "\n".join(response.texts) if isinstance(turn.way, Reveal) else ""
        await self.sheet.show_verdict(turn, verdict, response, said)
        intervals = {grade: given.text for grade, given in self.session.intervals().items()}
        self.grades.offer(intervals, verdict.suggested)
        self._offer(turn.entry.id, missed_now=verdict.suggested is Grade.AGAIN)
        self.refresh_keys()

    def _offer(self, card_id: str, *, missed_now: bool = False) -> None:
        """Offer the text that explains a card which was forgotten twice."""
        from actquiz.practice.explaining import offered

        found = offered(self.desk.store, self.desk.index, card_id, missed_now=missed_now)
        self._explains = card_id if found else ""
        self.explained.show(found.lesson.title if found else "")

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
        today = clock.study_day(clock.now())
        with self.desk.store.reading("SELECT 1") as rows:
            streak = Diary(rows.connection).streak(today)
        self.finish.show(self.given, clock.stopwatch() - self.began, coming, streak)
        self.grades.prompt("⏎", "Read the missed card" if self.finish.items else "Done")

    def _show_standing(self) -> None:
        turn = self.session.turn
        self.title_bar.show(
            *_standing(self._done, self._left, clock.stopwatch() - self.began),
            detail=turn.entry.deck_title if turn else "",
        )

    # what can be done

    def action_edit(self) -> None:
        if self.session.turn is not None:
            self.program.edit_card(self.session.turn.entry)

    def cards_changed(self) -> None:
        self.session.look_again()
        self.call_later(self._ask)

    def states(self) -> set[State]:
        states = self.card_states() or {State.FINISHED}
        if State.FINISHED in states and self.finish.items:
            states.add(State.CARDS)
        if self._explains:
            states.add(State.EXPLAINED)
        if self._can_undo:
            states.add(State.CAN_UNDO_TYPING if State.TYPING in states else State.CAN_UNDO)
        return states

    async def action_grade(self, number: int) -> None:
        turn = self.session.turn
        graded = self.session.grade(Grade(number))
        if graded.stale:
            self.program.say("This card was just reviewed in another window; that one counts.")
        elif turn is not None:
            self.given.append((turn.entry, graded.grade))
            self._explains = ""
            if graded.grade is Grade.AGAIN:
                self._offer(turn.entry.id)
                if self._explains:
                    self.program.say("Forgotten again: l reads what explains it.")
        if graded.leech:
            self.program.say(
                "You keep forgetting this card. Rewrite it, or suspend it in Browse.",
                title="A leech",
            )
        self._can_undo = True
        await self._ask()

    async def action_accept(self) -> None:
        if isinstance(self.session.state, Answered):
            await self.action_grade(self.session.state.verdict.suggested.value)

    async def action_undo(self) -> None:
        undone = self.session.undo()
        if undone is not None and undone.graded and self.given:
            self.given.pop()
        self.program.say(undone.text if undone else "There is nothing to take back.", seconds=3)
        self._can_undo = self.session.can_undo
        await self._ask()

    async def action_undo_typing(self) -> None:
        await self.action_undo()

    async def action_bury(self) -> None:
        self.session.bury()
        self._can_undo = True
        self.program.say("Buried until tomorrow.", seconds=2)
        await self._ask()

    async def action_suspend(self) -> None:
        self.session.suspend()
        self._can_undo = True
        self.program.say("Suspended. Browse brings it back.", seconds=3)
        await self._ask()

    def action_explain(self) -> None:
        self.program.explain(self._explains)

    def action_flag(self) -> None:
        flagged = self.session.flag()
        self._can_undo = True
        self.refresh_keys()
        # The word at the card's head may be scrolled out of sight.
        self.program.say("Flagged." if flagged else "The flag is taken away.", seconds=2)
        if self.session.turn is not None:
            self.sheet.face.show(self.session.turn, self._notes(self.session.turn))

    @property
    def listed(self) -> CursorList[Any] | None:
        return self.finish if self.session.turn is None else super().listed

    def action_read(self) -> None:
        self.program.show_card(self.finish.selected.id)

    def action_practise(self) -> None:
        self._quiz(self.finish.items)

    def action_quiz_these(self) -> None:
        self._quiz(list({entry.id: entry for entry, _ in self.given}.values()))

    def _quiz(self, entries: Sequence[Entry]) -> None:
        from actquiz.practice.quiz import Quiz
        from actquiz.tui.quiz.asking import QuizAskingPage

        if entries:
            self.app.push_screen(QuizAskingPage(self.desk, Quiz.of(entries), at_end=False))
        else:
            self.program.say("Nothing was reviewed in this session.", seconds=2)

    def action_cram(self) -> None:
        self.program.go("cram")

    def action_ten_more(self) -> None:
        self.program.study(decks=self.session.decks, tags=self.session.tags, new=10)

    def action_done(self) -> None:
        self.dismiss()

    @on(GradeBar.Chosen)
    async def _clicked_grade(self, event: GradeBar.Chosen) -> None:
        if event.grade is None:
            self.app.simulate_key("enter")
        else:
            await self.run_action(f"grade({event.grade.value})")


def _standing(done: int, left: int, seconds: float) -> tuple[Content, ...]:
    """A bar, what is left and the time, longest form first."""
    minutes, rest = divmod(int(seconds), 60)
    time = (f"{minutes}:{rest:02}", "$quiet")
    count = Content.assemble((f"{left}", "bold"), (" left", "$quiet"))
    filled = round(_BAR * done / (done + left)) if done + left else _BAR
    bar = Content.assemble(("━" * filled, "$accent"), ("─" * (_BAR - filled), "$rule"))
    return (
        Content.assemble(bar, "  ", count, "  ", time),
        Content.assemble(count, "  ", time),
        count,
    )
