"""A screen that asks cards: moving, picking, typing and handing in are the same on all of them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from itertools import takewhile
from typing import Any

from textual import on
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input

from actquiz.errors import ActquizError
from actquiz.practice import card_asking
from actquiz.practice.answer_ways import Reveal
from actquiz.practice.turn import Response, Turn
from actquiz.tui.card.fields import Fields
from actquiz.tui.card.sheet import CardSheet
from actquiz.tui.desk import Desk
from actquiz.tui.keys.state import PICKING, State
from actquiz.tui.page import Page
from actquiz.tui.widgets.column import Column, Scroll
from actquiz.tui.widgets.cursor_list import CursorList
from actquiz.words import counted

_PAUSE = 0.25
"""Seconds without a key after which a formula is looked at."""


class CardPage(Page):
    """Shows one turn at a time on a ``CardSheet``; what an answer leads to, subclasses say."""

    DEFAULT_CSS = """
    CardPage, CardPage Scroll { align-horizontal: center; }
    CardPage Scroll { width: 100%; }
    CardPage #card { max-width: 94; padding: 1 2 0 3; }
    CardPage.-wide.-pictured #card { max-width: 150; }
    CardPage.-short #card { padding: 0 1; }
    """

    def __init__(self, desk: Desk, *below: Widget, sheet: CardSheet | None = None) -> None:
        """``below``: what follows the card."""
        super().__init__(desk)
        self.sheet = sheet or CardSheet()
        self.scroll = Scroll(Column(*self.above(), self.sheet, *below, id="card"))
        self.scroll.can_focus = False
        self._looking: Timer | None = None

    def above(self) -> Iterable[Widget]:
        """What comes before the card."""
        return ()

    @property
    def turn(self) -> Turn | None:
        """The turn on the sheet; None: no card is shown."""
        raise NotImplementedError

    async def take(self, turn: Turn, response: Response) -> None:
        """The learner has answered."""
        raise NotImplementedError

    def prompt(self, key: str, label: str) -> None:
        """Offer the one key that goes on."""
        raise NotImplementedError

    def note(self, below: str) -> None:
        """Say that the card goes on below the edge; empty: all of it is seen."""

    def say_below(self) -> None:
        """Count the options that are below the edge of the screen."""
        options = self.sheet.chooser
        hidden = 0
        if self.sheet.doing in PICKING and options.display:
            # Where it is on the screen is known only after the next frame.
            inside = takewhile(lambda node: node is not self.scroll, options.ancestors_with_self)
            top = sum(node.virtual_region.y for node in inside if isinstance(node, Widget))
            edge = self.scroll.scroll_offset.y + self.scroll.content_size.height - top
            last = {row.item: at for at, row in enumerate(options.laid(options.content_size.width))}
            hidden = sum(at >= edge for item, at in last.items() if item is not None)
        self.note(f"↓ {counted(hidden, 'option')} below" if hidden else "")

    async def on_mount(self) -> None:
        self.watch(self.scroll, "scroll_y", self.say_below, init=False)

    def card_states(self) -> set[State]:
        """What is true of the card now."""
        turn, doing = self.turn, self.sheet.doing
        if turn is None or doing is None:
            return set()
        typing = doing == State.TYPED and self.sheet.fields.typing
        states = {State.CARD, State.TYPING if typing else doing}
        if typing and self.sheet.fields.several:
            states.add(State.BLANKS)
        if doing == State.ANSWER:
            if card_asking.experiment(turn.entry.card) is not None:
                states.add(State.EVIDENCE)
            if self.sheet.outcome.folded:
                states.add(State.FOLDED)
        if doing == State.REVEAL and self.sheet.asks_for_formula(turn):
            states.add(State.FORMULA)
        return states

    async def action_show(self) -> None:
        if self.turn is not None:
            await self.take(self.turn, Response())

    async def action_check(self) -> None:
        turn, listed = self.turn, self.listed
        if turn is None:
            return
        if listed is not None and listed.bring_into_view(listed.cursor):
            return  # What was not seen yet is not meant.
        missing = self.sheet.missing(turn)
        if missing:
            self.program.say(missing, seconds=2)
            return
        try:
            response = await self.sheet.hand_in(turn)
        except ActquizError as error:
            if self.sheet.doing != State.TYPED:
                raise
            if isinstance(turn.way, Reveal):
                await self._look_at_formula()
            else:
                await self.sheet.fields.complain(_in_words(error))
            return
        if response is not None:
            await self.take(turn, response)
        else:
            self.set_focus(None)
            self.prompt(*self.sheet.prompt(turn))
            self.refresh_keys()
            self.call_after_refresh(self.say_below)

    async def action_check_picked(self) -> None:
        await self.action_check()

    async def action_stop(self) -> None:
        if self.turn is not None:
            await self.take(self.turn, self.sheet.stop())

    @on(CardSheet.Measured)
    async def _measured(self, event: CardSheet.Measured) -> None:
        if event.turn is not self.turn or self.sheet.doing != State.RUNNING:
            return
        if event.problem is not None:
            self.program.complain(event.problem)
        await self.take(event.turn, event.response)

    def action_choose(self, place: int) -> None:
        self.sheet.chooser.jump(place - 1)

    def action_mark(self) -> None:
        self.sheet.chooser.mark()

    def action_place(self) -> None:
        self.sheet.chooser.mark()

    def action_unplace(self) -> None:
        self.sheet.chooser.unplace()

    @property
    def listed(self) -> CursorList[Any] | None:
        return self.sheet.chooser if self.sheet.doing in PICKING else None

    async def action_write(self) -> None:
        if self.turn is not None and self.sheet.doing == State.REVEAL:
            await self.sheet.ask_for_formula()
            self.prompt(*self.sheet.prompt(self.turn))
        else:
            self.sheet.fields.focus_first_empty()
        self.refresh_keys()

    def action_next_field(self) -> None:
        self.sheet.fields.go(1)

    def action_previous_field(self) -> None:
        self.sheet.fields.go(-1)

    def action_evidence(self) -> None:
        if self.turn is not None:
            self.program.show_evidence(self.turn.entry)

    def action_no_evidence(self) -> None:
        if self.turn is not None and card_asking.experiment(self.turn.entry.card) is None:
            self.program.say("There is no experiment behind this card.", seconds=2)
        else:
            self.program.say("Answer first: the experiment would give it away.", seconds=2)

    def action_unfold(self) -> None:
        self.sheet.outcome.unfold()
        self.sheet.fit()
        self.call_after_refresh(self.sheet.show_outcome)
        self.refresh_keys()

    def on_resize(self) -> None:
        self.call_after_refresh(self.say_below)

    def action_source(self) -> None:
        if self.turn is not None:
            self.program.open_source(self.turn.entry)

    @on(Input.Changed)
    def _formula_changed(self) -> None:
        """Look at a formula once the typing pauses."""
        if self._looking is not None:
            self._looking.stop()
        turn = self.turn
        if turn is not None and isinstance(turn.way, Reveal):
            self._looking = self.set_timer(_PAUSE, self._look_at_formula)

    async def _look_at_formula(self) -> None:
        turn, typed = self.turn, self.sheet.written
        if turn is None or self.sheet.doing != State.TYPED or not self.sheet.asks_for_formula(turn):
            return
        from actquiz.practice import formula_answer

        card = turn.entry.card
        look = await asyncio.to_thread(formula_answer.look, card, typed)
        # Keys were pressed meanwhile, perhaps Enter.
        if turn is self.turn and self.sheet.doing == State.TYPED and typed == self.sheet.written:
            await self.sheet.show_formula(look)

    @on(Fields.Done)
    async def _typed(self) -> None:
        await self.run_action("check")


def _in_words(error: ActquizError) -> str:
    """What is wrong, and how to write it."""
    return f"{error.what}: {error.fix}" if error.fix else error.what
