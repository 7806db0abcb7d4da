"""The wrong answers of a quiz, one after another, each with the right one and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget

from actquiz.practice.answer_ways import Reveal
from actquiz.practice.card_asking import judge
from actquiz.practice.quiz import Quiz
from actquiz.practice.turn import Response, Turn
from actquiz.tui.actions import bindings
from actquiz.tui.card.page import CardPage
from actquiz.tui.desk import Desk
from actquiz.tui.keys.state import State
from actquiz.tui.widgets.buttons import Buttons


class QuizWalkPage(CardPage):
    """Nothing is asked here and nothing counts."""

    NAME = "quiz answers"
    TITLE = "Wrong answers"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)

    def __init__(self, desk: Desk, quiz: Quiz, said: Mapping[int, str], place: int) -> None:
        """``place``: the one to begin with, among the wrong ones."""
        super().__init__(desk)
        self.missed = quiz.missed()
        self.said = said
        self.place = place
        self.buttons = Buttons()

    def body(self) -> Iterable[Widget]:
        yield self.scroll
        yield self.buttons

    async def on_mount(self) -> None:
        await self._show()

    @property
    def turn(self) -> Turn | None:
        return self.missed[self.place][1]

    async def take(self, turn: Turn, response: Response) -> None:
        """Nothing is answered here."""

    def prompt(self, key: str, label: str) -> None:
        self.buttons.offer(("enter", key, label))

    async def _show(self) -> None:
        number, turn, response = self.missed[self.place]
        await self.sheet.present(turn, (f"question {number + 1}",))
        said = self.said.get(
            number, "\n".join(response.texts) if isinstance(turn.way, Reveal) else ""
        )
        await self.sheet.show_verdict(turn, judge(turn, response), response, said)
        last = self.place + 1 == len(self.missed)
        self.prompt("⏎", "Back to the score" if last else "Next")
        self.title_bar.show(
            Content.styled(f"{self.place + 1} of {len(self.missed)}", "bold"),
            detail=turn.entry.deck_title,
        )
        self.scroll.scroll_home(animate=False, immediate=True)
        self.refresh_keys()

    # what can be done

    def states(self) -> set[State]:
        states = self.card_states()
        return states | {State.NOT_FIRST} if self.place else states

    async def action_next(self) -> None:
        if self.place + 1 == len(self.missed):
            self.dismiss()
        else:
            self.place += 1
            await self._show()

    async def action_previous(self) -> None:
        self.place -= 1
        await self._show()
