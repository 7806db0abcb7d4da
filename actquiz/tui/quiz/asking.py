"""A quiz being taken: a question, its answer at once or at the end, the next question."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget

from actquiz.memory.grade import Grade
from actquiz.practice.answer_ways import OwnWords, Reveal
from actquiz.practice.card_asking import judge
from actquiz.practice.quiz import Quiz
from actquiz.practice.turn import Response, Turn, Verdict
from actquiz.tui.actions import bindings
from actquiz.tui.card.page import CardPage
from actquiz.tui.desk import Desk
from actquiz.tui.keys.state import State
from actquiz.tui.widgets.bars import TitleBar
from actquiz.tui.widgets.buttons import Buttons
from actquiz.words import counted

_GO_ON, _END, _LEAVE = "go on", "end", "leave"


class QuizAskingPage(CardPage):
    """Runs one ``Quiz``; where answers come at the end, it goes through them after the last."""

    NAME = "quiz questions"
    TITLE = "Quiz"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)

    def __init__(self, desk: Desk, quiz: Quiz, *, at_end: bool) -> None:
        super().__init__(desk)
        self.title_bar = TitleBar(quiz.name)
        self.at_end = at_end
        self.buttons = Buttons()
        self._take_up(quiz)

    def _take_up(self, quiz: Quiz) -> None:
        self.quiz = quiz
        self.place = 0
        """Of the question that is asked, or whose answer is shown."""
        self.ended = False
        """No further question is asked: the answers follow, where they come at the end."""
        self.said: dict[int, str] = {}
        """What was typed where only the ticks were judged."""
        self._settles = False

    def body(self) -> Iterable[Widget]:
        yield self.scroll
        yield self.buttons

    async def on_mount(self) -> None:
        if self.quiz.seconds_left() is not None:
            self.set_interval(1, self._show_standing)
        await self._ask()

    # what is shown

    @property
    def turn(self) -> Turn | None:
        return self.quiz.turns[self.place] if self.place < len(self.quiz.turns) else None

    async def _ask(self) -> None:
        """Ask the next question; after the last go through the answers, or show the score."""
        turn = self.quiz.turn
        self.place = len(self.quiz.given())
        if turn is None:
            await self._end()
            return
        self._settles = False
        await self.sheet.ask(turn, (), commit=self.at_end)
        self.prompt(*self.sheet.prompt(turn))
        self._begin_at_top()

    async def _end(self) -> None:
        self.ended = True
        self.place = 0
        if self.at_end and self.quiz.given():
            await self._show_answer()
        else:
            self._show_score()

    async def _show_answer(self) -> None:
        """One of the answers that come at the end."""
        place, turn, response = self.quiz.given()[self.place]
        if isinstance(turn.way, OwnWords):
            await self.sheet.present(turn, ())
            self.said[place] = "\n".join(response.texts)
            self.sheet.tick(turn, response)
            self.prompt(*self.sheet.prompt(turn))
            self._begin_at_top()
            return
        await self.sheet.present(turn, ())
        await self._show(turn, judge(turn, response), response)

    def _begin_at_top(self) -> None:
        if self.scroll.scroll_offset.y:
            self.scroll.scroll_home(animate=False, immediate=True)
        self._show_standing()
        self.call_after_refresh(self.say_below)
        self.refresh_keys()

    async def take(self, turn: Turn, response: Response) -> None:
        if self.ended:
            await self._show(turn, judge(turn, response), response)
            return
        if isinstance(turn.way, OwnWords) and not self.at_end:
            self.said[self.place] = self.sheet.written
        verdict = self.quiz.give(response)
        self.set_focus(None)
        if self.at_end:
            await self._ask()
        else:
            await self._show(turn, verdict, response)

    async def _show(self, turn: Turn, verdict: Verdict, response: Response) -> None:
        if isinstance(turn.way, OwnWords):
            self.quiz.settle(self.place, verdict.suggested >= Grade.GOOD)
        self._settles = verdict.right is None and not isinstance(turn.way, OwnWords)
        said = self.said.get(self.place, "")
        if isinstance(turn.way, Reveal):
            said = "\n".join(response.texts)
        await self.sheet.show_verdict(turn, verdict, response, said)
        if self._settles:
            self.buttons.offer(("y", "y", "I knew it"), ("n", "n", "I did not"))
        else:
            self.prompt("⏎", "See the score" if self._is_last else "Next")
        self._show_standing()
        self.refresh_keys()

    @property
    def _is_last(self) -> bool:
        count = len(self.quiz.given()) if self.ended else len(self.quiz.turns)
        return self.place + 1 == count

    def prompt(self, key: str, label: str) -> None:
        button = ("space" if key == "Space" else "enter", key, label)
        typing = [("i", "i", "Type the formula")] if State.FORMULA in self.card_states() else []
        self.buttons.offer(button, *typing)

    def _show_standing(self) -> None:
        count = len(self.quiz.given()) if self.ended else len(self.quiz.turns)
        what = "Answer" if self.ended else "Question"
        number = min(self.place + 1, count)
        turn = self.turn
        left = "" if self.ended else _clock(self.quiz.seconds_left())
        self.title_bar.show(
            Content.styled(f"{what} {number} of {count}{left}", "bold"),
            Content.styled(f"{number} of {count}{left}", "bold"),
            detail=turn.entry.deck_title if turn else "",
        )
        self.buttons.note(self._marks())

    def note(self, below: str) -> None:
        marks = self._marks()
        self.buttons.note(marks + Content.styled(f"   {below}", "$quiet") if below else marks)

    def _marks(self) -> Content:
        """A sign a question: right, wrong, answered, this one, to come."""
        right = {} if self.at_end and not self.ended else self.quiz.settled()
        given = len(self.quiz.given())
        parts: list[tuple[str, str]] = []
        for place in range(len(self.quiz.turns)):
            if place in right and (place <= self.place or not self.at_end):
                parts.append(("✓", "$success") if right[place] else ("✗", "$error"))
            elif place == self.place:
                parts.append(("▸", "bold $accent"))
            else:
                parts.append(("•" if place < given else "·", "$quiet"))
        return Content.assemble(*parts)

    def _show_score(self) -> None:
        from actquiz.tui.quiz.score_screen import AGAIN, QuizScorePage

        async def left(word: str | None) -> None:
            if word == AGAIN:
                self._take_up(self.quiz.again())
                await self._ask()
            else:
                self.dismiss()

        self.app.push_screen(QuizScorePage(self.desk, self.quiz, self.said), left)

    # what can be done

    def states(self) -> set[State]:
        states = self.card_states()
        if self._settles and self.sheet.doing == State.ANSWER:
            states = (states - {State.ANSWER}) | {State.SETTLING}
        return states

    async def action_next(self) -> None:
        if not self.ended:
            await self._ask()
        elif self._is_last:
            self._show_score()
        else:
            self.place += 1
            await self._show_answer()

    async def action_knew(self) -> None:
        self.quiz.settle(self.place, right=True)
        await self.action_next()

    async def action_missed(self) -> None:
        self.quiz.settle(self.place, right=False)
        await self.action_next()

    def action_back(self) -> None:
        """Leave at once while nothing is answered; else ask what becomes of the answers."""
        from actquiz.tui.dialog import Picker

        given = len(self.quiz.given())
        if not given:
            self.dismiss()
            return
        answers = counted(given, "answer")
        choices = [
            (_GO_ON, f"Go on with the {self.quiz.name.lower()}"),
            (_END, f"End here: the score of {answers}"),
            (_LEAVE, "Leave without a score"),
        ]
        self.app.push_screen(Picker(f"Leave the {self.quiz.name.lower()}?", choices), self._left)

    async def _left(self, choice: str | None) -> None:
        if choice == _LEAVE:
            self.dismiss()
        elif choice == _END and self.ended:
            self._show_score()
        elif choice == _END:
            await self._end()


def _clock(seconds: float | None) -> str:
    """The time that is left, as minutes and seconds."""
    if seconds is None:
        return ""
    minutes, rest = divmod(max(round(seconds), 0), 60)
    return f"  {minutes}:{rest:02}"
