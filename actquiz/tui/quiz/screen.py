"""Before a quiz: which decks, how many questions, when the answers come, which seed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from random import SystemRandom
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from actquiz.errors import ActquizError
from actquiz.practice.quiz import Quiz
from actquiz.practice.review import refuse_unknown
from actquiz.tui.actions import bindings
from actquiz.tui.desk import Desk
from actquiz.tui.page import Page
from actquiz.tui.widgets.buttons import Buttons
from actquiz.tui.widgets.cursor_list import CursorList
from actquiz.tui.widgets.setup import Setup, SetupLine

_NUMBERS = (5, 10, 20, 30, 50)
_MOST = 1000
_SEEDS = 100_000


@dataclass(frozen=True, slots=True)
class QuizSetup:
    """The quiz that is wanted."""

    decks: tuple[str, ...] = ()
    """Ids; empty: all decks."""
    number: int = 20
    seed: int | None = None
    """None: another one every time."""
    at_end: bool = False
    """Show no answer before the last question."""


class QuizPage(Page):
    """One obvious key begins; everything else has a line and a key of its own."""

    NAME = "quiz"
    TITLE = "Quiz"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)
    DEFAULT_CSS = """
    QuizPage VerticalScroll {
        width: 100%; align-horizontal: center; scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
    }
    QuizPage Setup { max-width: 94; padding: 1 2 0 3; }
    QuizPage.-short Setup { padding: 0 1; }
    """

    def __init__(
        self,
        desk: Desk,
        *,
        decks: tuple[str, ...] = (),
        number: int = 20,
        seed: int | None = None,
        at_end: bool = False,
    ) -> None:
        """What is set at first, as in ``Wish``; raise ``ActquizError`` for a deck unknown."""
        super().__init__(desk)
        self._titles = {deck.id: deck.title for deck in desk.index.decks()}
        self.wish = QuizSetup(decks, number, seed, at_end)
        refuse_unknown("deck", self.wish.decks, list(self._titles))
        self.setup = Setup(
            "A scored test",
            "Topics, levels and kinds of question take turns. The schedule is left alone, unless "
            "you give it the wrong ones at the end.",
        )
        self.buttons = Buttons()
        self._seed = self._any_seed()

    def body(self) -> Iterable[Widget]:
        self.scroll = VerticalScroll(self.setup)
        self.scroll.can_focus = False
        yield self.scroll
        yield self.buttons

    def on_screen_resume(self) -> None:
        self._show()

    def _show(self) -> None:
        wish = self.wish
        seed = str(self._seed) if wish.seed is None else f"{wish.seed}, as you typed it"
        self.setup.fill(
            (
                SetupLine("d", "Decks", self._decks(), "Arrows: one deck or all. d ticks several."),
                SetupLine("n", "Questions", str(wish.number), "As many as there are, at most."),
                SetupLine(
                    "a",
                    "Answers",
                    "at the end" if wish.at_end else "as you go",
                    "At the end you go through all answers, with the reasons, and then see the "
                    "score."
                    if wish.at_end
                    else "Each answer and its reason comes at once.",
                ),
                SetupLine(
                    "s",
                    "Seed",
                    seed,
                    "The same decks, number and seed ask the same questions: give them to a "
                    "friend and compare.",
                ),
            )
        )
        self.buttons.offer(("enter", "⏎", "Start"))
        self.refresh_keys()

    def _decks(self) -> str:
        chosen = self.wish.decks
        if len(chosen) == 1:
            return self._titles[chosen[0]]
        return f"{len(chosen)} of {len(self._titles)}" if chosen else f"all {len(self._titles)}"

    # what can be done

    def action_begin(self) -> None:
        from actquiz.tui.quiz.asking import QuizAskingPage

        wish = self.wish
        seed = self._seed if wish.seed is None else wish.seed
        quiz = Quiz(self.desk.index, decks=wish.decks, count=wish.number, seed=seed)
        self._seed = self._any_seed()
        self.app.push_screen(QuizAskingPage(self.desk, quiz, at_end=wish.at_end))

    @property
    def listed(self) -> Setup:
        return self.setup

    def action_more(self) -> None:
        self._turn(1)

    def action_less(self) -> None:
        self._turn(-1)

    def _turn(self, by: int) -> None:
        """Change the line under the cursor by one step."""
        wish = self.wish
        match self.setup.selected.key:
            case "d":
                every = ((), *((deck,) for deck in self._titles))
                place = every.index(wish.decks) if wish.decks in every else 0
                self.wish = replace(wish, decks=every[(place + by) % len(every)])
            case "n":
                beyond = [n for n in _NUMBERS if (n - wish.number) * by > 0]
                number = (min if by > 0 else max)(beyond, default=wish.number)
                self.wish = replace(wish, number=number)
            case "a":
                self.wish = replace(wish, at_end=not wish.at_end)
            case _:
                self.wish = replace(wish, seed=None)
                self._seed = self._any_seed()
        self._show()

    def action_decks(self) -> None:
        from actquiz.tui.dialog import Checklist

        titles = list(self._titles.values())
        ids = list(self._titles)

        def ticked(chosen: tuple[str, ...] | None) -> None:
            if chosen is not None:
                decks = tuple(deck for deck in ids if self._titles[deck] in chosen)
                self.wish = replace(self.wish, decks=() if len(decks) == len(ids) else decks)
                self._show()

        before = [self._titles[deck] for deck in self.wish.decks]
        self.app.push_screen(Checklist("Decks", titles, before, none="all decks"), ticked)

    def action_number(self) -> None:
        self._ask_number("Questions", "How many questions?", str(self.wish.number), 1, _MOST)

    def action_seed(self) -> None:
        seed = "" if self.wish.seed is None else str(self.wish.seed)
        self._ask_number("Seed", "The seed of a quiz that somebody else took.", seed, 0, 10**12)

    def _ask_number(self, title: str, about: str, text: str, least: int, most: int) -> None:
        from actquiz.tui.dialog import TextDialog

        def check(typed: str) -> int:
            if not typed.strip().isdecimal() or not least <= int(typed) <= most:
                fix = f"type a whole number from {least} to {most}"
                raise ActquizError(f"“{typed}” will not do", fix=fix)
            return int(typed)

        def typed(text: str | None) -> None:
            if text is not None:
                number = check(text)
                self.wish = (
                    replace(self.wish, seed=number)
                    if title == "Seed"
                    else replace(self.wish, number=number)
                )
                self._show()

        self.app.push_screen(TextDialog(title, about, text, check, fresh=True), typed)

    def action_answers(self) -> None:
        self.wish = replace(self.wish, at_end=not self.wish.at_end)
        self._show()

    @staticmethod
    def _any_seed() -> int:
        return SystemRandom().randrange(1, _SEEDS)

    @on(CursorList.Opened)
    def _opened(self) -> None:
        self.app.simulate_key(self.setup.selected.key)
