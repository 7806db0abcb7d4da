"""Browse: every card, found by typing, narrowed by filters, read beside the list."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import replace
from threading import Event
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from actquiz.bank.cards import LEVELS
from actquiz.practice.card_filter import STATES, Catalogue, Filter, FoundCards, Hit
from actquiz.practice.card_sources import Work
from actquiz.tui.actions import bindings
from actquiz.tui.browse.card_list import CardList, CardListHead, CardListLegend
from actquiz.tui.browse.card_view import CardDetails, CardView
from actquiz.tui.browse.filter_bar import FilterBar
from actquiz.tui.desk import Desk
from actquiz.tui.dialog import Picker
from actquiz.tui.keys.state import State
from actquiz.tui.page import Page
from actquiz.tui.widgets.cursor_list import CursorList
from actquiz.tui.widgets.rows_widget import RowsWidget

if TYPE_CHECKING:
    from actquiz.bank.studied_card import Entry


class BrowsePage(Page):
    """A list, and the card its cursor is on: beside it, or in its place where there is no room."""

    NAME = "browse"
    TITLE = "Browse"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)
    DEFAULT_CSS = """
    BrowsePage #search { padding: 0 1; margin: 1 2 0 2; background: $surface; }
    BrowsePage FilterBar { margin: 0 3 1 3; }
    BrowsePage.-short #search, BrowsePage.-short FilterBar { margin: 0 1; }
    BrowsePage Horizontal { height: 1fr; }
    BrowsePage #found { width: 1fr; }
    BrowsePage #cards { height: 1fr; margin: 0 1; scrollbar-size-vertical: 1; }
    BrowsePage #reading {
        width: 1fr; padding: 0 2; scrollbar-size-vertical: 1; border-left: solid $rule;
    }
    BrowsePage.-reading #reading { border-left: solid $accent; }
    BrowsePage.-narrow #reading { display: none; border-left: none; padding: 0 1 0 3; }
    BrowsePage.-short #reading { padding: 0 1; }
    BrowsePage.-narrow.-reading #reading { display: block; padding: 1 1 0 3; }
    BrowsePage.-narrow.-reading #search, BrowsePage.-narrow.-reading FilterBar { display: none; }
    BrowsePage.-short.-narrow.-reading #reading { padding: 0 1; }
    BrowsePage.-narrow.-reading #found { display: none; }
    """

    def __init__(self, desk: Desk, card_id: str = "", *, deck: str = "") -> None:
        """``card_id``: the card to begin with; ``deck``: only the cards of this one at first."""
        super().__init__(desk)
        self._first = card_id
        self._kept = ""
        """The card to go back to when the list is there again."""
        self.catalogue = Catalogue(
            desk.store.path, desk.index.path, leech=desk.settings.leech_threshold
        )
        self.filter = Filter(decks=(deck,) if deck else ())
        self._settled = asyncio.Event()
        """Set while the list shows what the filter finds."""
        self.search = Input(placeholder="Press / to search", compact=True, id="search")
        self.bar = FilterBar()
        self.list = CardList()
        self.view = CardView()
        self._from_list = not card_id
        """Whether the list was seen: Esc leads back to it, else to where the card was named."""
        self.reading = self.scroll = VerticalScroll(self.view, id="reading")

    def body(self) -> Iterable[Widget]:
        cards = VerticalScroll(self.list, id="cards")
        cards.can_focus = self.reading.can_focus = False
        yield self.search
        yield self.bar
        found = Vertical(CardListHead(), cards, CardListLegend(), id="found")
        yield Horizontal(found, self.reading)

    async def on_mount(self) -> None:
        self._find()

    def on_unmount(self) -> None:
        self.catalogue.close()

    # finding

    def _find(self) -> None:
        """Show the filter, and what it finds as soon as it is found."""
        self.bar.show(self.filter)
        self.refresh_keys()
        self._settled.clear()
        self._search(self.filter)

    @work(group="search", exclusive=True)
    async def _search(self, wanted: Filter) -> None:
        """Look through all cards in a thread, so that keys answer; a newer search ends this one."""
        stopped = Event()
        try:
            with self.program.complaining():
                found = await asyncio.to_thread(self.catalogue.find, wanted, stopped.is_set)
                await self._fill(found)
        finally:
            stopped.set()
            if wanted is self.filter:
                self._settled.set()

    async def _selected(self) -> Hit | None:
        """The row under the cursor, as soon as the list shows what was typed before this key."""
        await self._settled.wait()
        return self.list.selected if self.list.items else None

    async def _fill(self, found: FoundCards) -> None:
        self.list.show(found)
        if self._first:
            self._read(True)
            self.call_after_refresh(self.list.go, found.place(self._first))
            self._first = ""
        elif self._kept:
            self.call_after_refresh(self.list.go, found.place(self._kept))
            self._kept = ""
        await self._show_card()

    def _narrow(self, **changes: Any) -> None:
        self.filter = replace(self.filter, **changes)
        self._find()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._narrow(text=event.value)

    @on(Input.Submitted)
    def _to_list(self, event: Input.Submitted) -> None:
        event.stop()
        self.set_focus(None)

    @on(CursorList.Moved)
    async def _show_card(self) -> None:
        self._show_count()
        if not self.list.items:
            self.view.clear()
            return
        hit = self.list.selected
        store = self.desk.store
        with self.program.complaining():
            entry = self.desk.index.entry(hit.id)
            await self.view.show(entry, store.card(hit.id), store.history(hit.id))
        self.reading.scroll_home(animate=False)
        self.refresh_keys()

    def _show_count(self) -> None:
        """How many cards there are, and which of them is read."""
        count = len(self.list.items)
        place = f"{self.list.cursor + 1:,} of " if self._reading and count else ""
        noun = " cards" if count != 1 else " card"
        self.title_bar.show(
            Content.assemble((place, "$quiet"), (f"{count:,}", "bold"), (noun, "$quiet"))
        )

    @on(CursorList.Opened)
    async def _opened_row(self) -> None:
        await self.action_open()

    @on(RowsWidget.Clicked)
    async def _clicked(self, event: RowsWidget.Clicked) -> None:
        if isinstance(event.widget, CardDetails):
            self._open_work(self.view.links[event.item])
            return
        names = ("by_deck", "by_tag", "by_level", "by_state", "clear")
        await self.run_action(names[event.item])

    # what can be done

    def states(self) -> set[State]:
        states = {State.TYPING} if self.search.has_focus else set()
        if self.list.items or not self._settled.is_set():
            states |= {State.ROW, State.READING if self._reading else State.LIST}
        if self.view.links:
            states.add(State.LINKED)
        if self.filter != Filter():
            states.add(State.FILTERED)
        if self.view.has_evidence:
            states.add(State.EVIDENCE)
        return states

    @property
    def _reading(self) -> bool:
        """Whether the keys move through the card and not through the list."""
        return self.has_class("-reading")

    def _read(self, reading: bool) -> None:
        self.set_class(reading, "-reading")
        self._from_list = self._from_list or not reading
        self._show_count()
        self.refresh_keys()

    def action_search(self) -> None:
        self._read(False)
        self.search.focus()

    async def action_open(self) -> None:
        if await self._selected() is not None:
            self._read(True)

    def action_close(self) -> None:
        self._read(False)

    def action_back(self) -> None:
        if self._reading and self._from_list:
            self._read(False)
        else:
            self.dismiss()

    def action_next(self) -> None:
        self.list.move(1)

    def action_previous(self) -> None:
        self.list.move(-1)

    @property
    def listed(self) -> CardList | None:
        return None if self._reading else self.list

    def move(self, by: int) -> None:
        self._once_settled(super().move, by)

    def page(self, by: int) -> None:
        self._once_settled(super().page, by)

    def action_first(self) -> None:
        self._once_settled(self.list.go, 0)

    def action_last(self) -> None:
        self._once_settled(lambda _: self.list.go(len(self.list.items) - 1), 0)

    def _once_settled(self, do: Callable[[int], object], by: int) -> None:
        """Do it in the list that shows what was typed before this key."""

        async def wait() -> None:
            await self._settled.wait()
            do(by)

        if self._settled.is_set():
            do(by)
        else:
            self.run_worker(wait())

    def action_by_deck(self) -> None:
        decks = [(deck.id, deck.title) for deck in self.desk.index.decks()]
        self._pick_one("Deck", decks, "decks")

    def action_by_tag(self) -> None:
        tags = [(tag, f"{tag}  {count}") for tag, count in self.desk.index.tags()]
        self._pick_one("Tag", tags, "tags")

    def action_by_level(self) -> None:
        levels = [(level, level) for level in LEVELS]
        self._pick_one("Level", levels, "levels")

    def action_by_state(self) -> None:
        states = [(state, state) for state in STATES]
        self._pick("State", states, self.filter.state, lambda state: self._narrow(state=state))

    def _pick_one(self, title: str, choices: list[tuple[str, str]], field: str) -> None:
        """Ask for the one value that a filter keeps, or for all."""
        chosen = next(iter(getattr(self.filter, field)), "")
        self._pick(
            title, choices, chosen, lambda value: self._narrow(**{field: (value,) if value else ()})
        )

    def _pick(
        self,
        title: str,
        choices: list[tuple[str, str]],
        chosen: str,
        then: Callable[[str], None],
    ) -> None:
        def picked(value: str | None) -> None:
            if value is not None:
                then(value)

        self.app.push_screen(Picker(title, choices, chosen, none="all"), picked)

    def action_clear(self) -> None:
        self.filter = Filter()
        with self.search.prevent(Input.Changed):
            self.search.value = ""
        self._find()

    async def action_flag(self) -> None:
        if (hit := await self._selected()) is not None:
            self.desk.store.flag(hit.id, not self.desk.store.card(hit.id).flagged)
            await self._changed()

    async def action_suspend(self) -> None:
        if (hit := await self._selected()) is not None:
            self.desk.store.suspend(hit.id, not self.desk.store.card(hit.id).suspended)
            await self._changed()

    async def _changed(self) -> None:
        """The card's marks are other ones now; it stays in the list until the next search."""
        self.list.look_again()
        await self._show_card()

    async def action_evidence(self) -> None:
        if (hit := await self._selected()) is not None:
            self.program.show_evidence(self.desk.index.entry(hit.id))

    def action_no_evidence(self) -> None:
        self.program.say("There is no experiment behind this card.", seconds=2)

    async def action_source(self) -> None:
        if (hit := await self._selected()) is not None:
            entry: Entry = self.desk.index.entry(hit.id)
            self.program.open_source(entry)

    async def action_edit(self) -> None:
        if (hit := await self._selected()) is not None:
            self.program.edit_card(self.desk.index.entry(hit.id))

    @property
    def deck_here(self) -> str:
        return next(iter(self.filter.decks), "")

    def cards_changed(self) -> None:
        """Find anew, and go on with the card that the cursor was on."""
        self._kept = self.list.selected.id if self.list.items else ""
        self._find()

    def action_work(self) -> None:
        links = self.view.links
        if len(links) == 1:
            self._open_work(*links)
            return

        def picked(place: str | None) -> None:
            if place is not None:
                self._open_work(links[int(place)])

        titles = [(str(place), work.title) for place, work in enumerate(links)]
        self.app.push_screen(Picker("Which source?", titles), picked)

    def _open_work(self, work: Work) -> None:
        self.program.open_address(work.address)
