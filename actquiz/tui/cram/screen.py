"""Before cramming: which cards, which decks, how long; the two-minute drill is beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from actquiz.practice.cram import MISSED_DAYS, USUAL, CramChoice, cram
from actquiz.practice.drill import Drill
from actquiz.tui.actions import bindings
from actquiz.tui.desk import Desk
from actquiz.tui.page import Page
from actquiz.tui.widgets.buttons import Buttons
from actquiz.tui.widgets.cursor_list import CursorList
from actquiz.tui.widgets.setup import Setup, SetupLine

_MINUTES = (None, 5.0, 10.0, 20.0, 40.0)
_KNOWN_LEAST, _MISSED, _FLAGGED = range(3)


class CramPage(Page):
    """One obvious key begins; everything else has a line and a key of its own."""

    NAME = "cram"
    TITLE = "Cram"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)
    DEFAULT_CSS = """
    CramPage VerticalScroll {
        width: 100%; align-horizontal: center; scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
    }
    CramPage Setup { max-width: 94; padding: 1 2 0 3; }
    CramPage.-short Setup { padding: 0 1; }
    """

    def __init__(
        self,
        desk: Desk,
        *,
        choice: CramChoice | None = None,
        begin: bool = False,
        drill: bool = False,
        seed: int | None = None,
    ) -> None:
        """``choice``: what is set at first; ``begin``: ask at once; ``drill``: drill at once."""
        super().__init__(desk)
        self.choice = choice or CramChoice()
        self._at_once = self.action_begin if begin else self.action_drill if drill else None
        self._seed = seed
        self._titles = {deck.id: deck.title for deck in desk.index.decks()}
        self.setup = Setup(
            "The least known first, each again until it is right",
            "For the evening before. The schedule is left alone, unless you give it the wrong "
            "ones at the end.",
        )
        self.buttons = Buttons()

    def body(self) -> Iterable[Widget]:
        self.scroll = VerticalScroll(self.setup)
        self.scroll.can_focus = False
        yield self.scroll
        yield self.buttons

    def on_screen_resume(self) -> None:
        self._show()
        if begin := self._at_once:
            self._at_once = None
            with self.program.complaining():
                begin()

    def _show(self) -> None:
        choice = self.choice
        which = ("least known", f"missed in the last {MISSED_DAYS} days", "flagged")[self._which()]
        time = f"{choice.minutes:g} min" if choice.minutes else "no clock"
        self.setup.fill(
            (
                SetupLine("w", "Cards", which, "Least known: those you have met come first, then "
                          "new ones."),
                SetupLine("d", "Decks", self._decks(), "Arrows: one deck or all. d ticks several."),
                SetupLine("m", "Time", time, f"Without a clock {choice.number or USUAL} cards are "
                          "asked; with one, as many as there is time for."),
            )
        )  # fmt: skip
        self.buttons.offer(("enter", "⏎", "Start"), ("t", "t", "Two-minute drill"))
        self.refresh_keys()

    def _which(self) -> int:
        return _MISSED if self.choice.missed else _FLAGGED if self.choice.flagged else _KNOWN_LEAST

    def _decks(self) -> str:
        chosen = self.choice.decks
        if len(chosen) == 1:
            return self._titles.get(chosen[0], chosen[0])
        return f"{len(chosen)} of {len(self._titles)}" if chosen else f"all {len(self._titles)}"

    # what can be done

    def action_begin(self) -> None:
        from actquiz.tui.quiz.asking import QuizAskingPage

        desk = self.desk
        cramming = cram(desk.store, desk.index, desk.settings, self.choice)
        self.app.push_screen(QuizAskingPage(desk, cramming, at_end=False))

    def action_drill(self) -> None:
        from actquiz.tui.quiz.asking import QuizAskingPage

        drill, self._seed = Drill(self.desk.index, seed=self._seed), None
        self.app.push_screen(QuizAskingPage(self.desk, drill, at_end=True))

    @property
    def listed(self) -> Setup:
        return self.setup

    def action_more(self) -> None:
        self._turn(1)

    def action_less(self) -> None:
        self._turn(-1)

    def _turn(self, by: int) -> None:
        """Change the line under the cursor by one step."""
        choice = self.choice
        match self.setup.selected.key:
            case "w":
                which = (self._which() + by) % 3
                self.choice = replace(choice, missed=which == _MISSED, flagged=which == _FLAGGED)
            case "d":
                every = ((), *((deck,) for deck in self._titles))
                place = every.index(choice.decks) if choice.decks in every else 0
                self.choice = replace(choice, decks=every[(place + by) % len(every)])
            case _:
                place = _MINUTES.index(choice.minutes) if choice.minutes in _MINUTES else 0
                self.choice = replace(choice, minutes=_MINUTES[(place + by) % len(_MINUTES)])
        self._show()

    def action_which(self) -> None:
        self.setup.jump(0)
        self._turn(1)

    def action_minutes(self) -> None:
        self.setup.jump(2)
        self._turn(1)

    def action_decks(self) -> None:
        from actquiz.tui.dialog import Checklist

        titles, ids = list(self._titles.values()), list(self._titles)

        def ticked(chosen: tuple[str, ...] | None) -> None:
            if chosen is not None:
                decks = tuple(deck for deck in ids if self._titles[deck] in chosen)
                self.choice = replace(self.choice, decks=() if len(decks) == len(ids) else decks)
                self._show()

        before = [self._titles[deck] for deck in self.choice.decks if deck in self._titles]
        self.app.push_screen(Checklist("Decks", titles, before, none="all decks"), ticked)

    @on(CursorList.Opened)
    def _opened(self) -> None:
        self.app.simulate_key(self.setup.selected.key)
