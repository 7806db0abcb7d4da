"""After a quiz: the score, the wrong ones to walk through, and the schedule, if it is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from actquiz.practice.quiz import Quiz, schedule_wrong
from actquiz.practice.turn import Turn
from actquiz.tui.actions import bindings
from actquiz.tui.desk import Desk
from actquiz.tui.keys.state import State
from actquiz.tui.page import Page
from actquiz.tui.quiz.score_view import QuizScore
from actquiz.tui.widgets.bars import TitleBar
from actquiz.tui.widgets.buttons import Buttons
from actquiz.tui.widgets.cursor_list import CursorList
from actquiz.words import counted

AGAIN = "again"
"""The same quiz is asked for once more."""
_YES, _NO = "yes", "no"


class QuizScorePage(Page):
    """Leaves the schedule alone until the learner says otherwise; may be left with ``AGAIN``."""

    NAME = "quiz score"
    TITLE = "Quiz"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)
    DEFAULT_CSS = """
    QuizScorePage VerticalScroll {
        width: 100%; align-horizontal: center; scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
    }
    QuizScorePage QuizScore { max-width: 94; padding: 1 2 0 3; }
    QuizScorePage.-short QuizScore { padding: 0 1; }
    """

    def __init__(self, desk: Desk, quiz: Quiz, said: Mapping[int, str]) -> None:
        """``said``: what was typed, by place, where only ticks were judged."""
        super().__init__(desk)
        self.title_bar = TitleBar(quiz.name)
        self.quiz, self.said = quiz, said
        self.scheduled: int | None = None
        self.score = QuizScore()
        self.buttons = Buttons()
        self.scroll = VerticalScroll(self.score)
        self.scroll.can_focus = False

    def body(self) -> Iterable[Widget]:
        yield self.scroll
        yield self.buttons

    async def on_mount(self) -> None:
        self._show()

    def _show(self) -> None:
        wrong = [_title(turn) for _, turn, _ in self.quiz.missed()]
        report = self.quiz.report()
        self.score.show(report, wrong, self.scheduled, self.quiz.comparing(report))
        self.title_bar.show(Content.styled(f"seed {report.seed}", "$quiet"))
        walk = ("enter", "⏎", "See why" if len(wrong) == 1 else "See mistakes")
        give = ("g", "g", "Schedule them")
        if not wrong:
            self.buttons.offer(("enter", "⏎", "Done"))
        elif self.scheduled is None:
            self.buttons.offer(walk, give)
        else:
            self.buttons.offer(walk)
        self.refresh_keys()

    # what can be done

    def states(self) -> set[State]:
        if not self.quiz.missed():
            return {State.ALL_RIGHT}
        return {State.WRONG} if self.scheduled is not None else {State.WRONG, State.CAN_GIVE}

    def action_walk(self) -> None:
        from actquiz.tui.quiz.walk import QuizWalkPage

        self.app.push_screen(QuizWalkPage(self.desk, self.quiz, self.said, self.score.cursor))

    def action_give(self) -> None:
        from actquiz.tui.dialog import Picker

        count = len(self.quiz.missed())
        cards = "this card" if count == 1 else f"these {counted(count, 'card')}"
        choices = [
            (_YES, f"Yes: {cards} as forgotten, to come again"),
            (_NO, "No: leave the schedule alone"),
        ]
        self.app.push_screen(Picker("Give to the schedule?", choices), self._agreed)

    def _agreed(self, choice: str | None) -> None:
        if choice == _YES:
            with self.program.complaining():
                self.scheduled = schedule_wrong(self.quiz, self.desk.store)
            self._show()
            self.scroll.scroll_end(animate=False)

    def action_again(self) -> None:
        self.dismiss(AGAIN)

    @property
    def listed(self) -> QuizScore:
        return self.score

    def action_done(self) -> None:
        self.dismiss()

    @on(CursorList.Opened)
    def _opened(self) -> None:
        self.action_walk()


def _title(turn: Turn) -> str:
    """The question in a line; all curves ask the same, so theirs has the card's name too."""
    return turn.question if turn.entry.card.asked else f"{turn.question} ({turn.entry.id})"
