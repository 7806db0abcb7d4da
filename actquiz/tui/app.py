"""The terminal app: one desk, one stack of screens, Home at its bottom."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import App, SystemCommand
from textual.dom import DOMNode
from textual.screen import Screen

from actquiz.errors import ActquizError, Location
from actquiz.tui import escape_key, themes
from actquiz.tui.desk import Desk
from actquiz.tui.home.screen import HomePage
from actquiz.tui.page import Page
from actquiz.tui.places import PLACES

if TYPE_CHECKING:
    from pathlib import Path

    from actquiz.bank.studied_card import Entry
    from actquiz.tui.keys.state import State
    from actquiz.tui.program import Program


def run_app(
    *,
    screen: str = "home",
    decks: tuple[str, ...] = (),
    tags: tuple[str, ...] = (),
    new: int | None = None,
    limit: int | None = None,
    options: Mapping[str, object] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Open the app at ``screen``: "home", "review" or a place of ``places.PLACES``.

    ``decks``, ``tags``, ``new`` and ``limit`` narrow the review; ``options`` are what another
    place's page takes beside the desk. ``progress(done, total)`` is called while decks are read,
    before the first frame. Raises ActquizError, with nothing drawn, if the learner's data or a
    named deck is not usable.
    """
    desk = Desk.open(progress)
    try:
        app = ActquizApp(desk)
        if screen == "review":
            app.opening = app.review_page(decks=decks, tags=tags, new=new, limit=limit)
        elif screen != "home":
            app.opening = app.page(screen, **(options or {}))
        app.run()
        if app.failure is not None:
            raise app.failure
    finally:
        desk.close()


class ActquizApp(App[None]):
    """Holds the desk and the stack; the screens do the rest."""

    TITLE = "actquiz"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-tall"), (36, "-high")]  # noqa: RUF012
    """Classes that every screen gets by its size."""
    CSS = """
    Screen { background: $background; color: $foreground; }
    ModalScreen { background: $background 60%; }
    * { scrollbar-color: $rule; scrollbar-color-hover: $quiet; scrollbar-color-active: $accent;
        scrollbar-background: $background; scrollbar-background-hover: $background;
        scrollbar-background-active: $background; scrollbar-corner-color: $background; }
    Toast {
        background: $surface; padding: 0 1; margin: 0; border-left: outer $accent;
        width: 38; max-width: 100%;
    }
    CommandPalette SearchIcon { display: none; }
    ToastRack { margin-bottom: 1; }
    """

    def __init__(self, desk: Desk) -> None:
        # Without colours everything is left to the terminal: bold, reverse and words remain.
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        escape_key.install()
        self.desk = desk
        self.opening: Page | None = None
        """A screen to open over Home at once."""
        self.failure: ActquizError | None = None
        """What ended the app, if something did."""
        self.register_theme(themes.INK)
        self.register_theme(themes.PAPER)
        chosen = desk.settings.theme
        # Set before anything is styled, so that nothing is styled twice.
        name = chosen if chosen in self.available_themes else themes.DEFAULT
        self.set_reactive(App.theme, name)
        self.stylesheet.set_variables(self.get_css_variables())

    def get_theme_variable_defaults(self) -> dict[str, str]:
        theme = self.current_theme
        return {} if theme in (themes.INK, themes.PAPER) else themes.names_for(theme)

    async def on_mount(self) -> None:
        await self.push_screen(HomePage(self.desk))
        if self.opening is not None:
            await self.push_screen(self.opening)

    def on_ready(self) -> None:
        """Import what the next key needs while the learner reads the first screen."""
        # What is there now stays: looking through it again would cost frames later.
        gc.freeze()
        gc.enable()
        if self.desk.index.note:
            self.say(self.desk.index.note, seconds=8)
        self.run_worker(_warm_up, thread=True, group="warm-up", exit_on_error=False)

    async def on_event(self, event: events.Event) -> None:
        """Esc and a key in haste are Esc, done with, and then the key."""
        second = escape_key.after_escape(event)
        if second is None:
            await super().on_event(event)
        elif not event.is_forwarded:
            await self._check_bindings("escape")
            await super().on_event(second)

    # screens

    def page(self, name: str, **options: object) -> Page:
        """Make the page of a place, with what it takes beside the desk.

        Raises ActquizError if there is none of that name.
        """
        place = next((place for place in PLACES if place.name == name), None)
        if place is None:
            names = ", ".join(place.name for place in PLACES)
            raise ActquizError(f"there is no screen '{name}'", fix=f"there are {names}")
        module = importlib.import_module(f"actquiz.tui.{place.name}.screen")
        page: Page = getattr(module, place.page)(self.desk, **options)
        return page

    def review_page(
        self,
        *,
        decks: tuple[str, ...] = (),
        tags: tuple[str, ...] = (),
        new: int | None = None,
        limit: int | None = None,
    ) -> Page:
        """Make the page of a review session."""
        from actquiz.practice.review import ReviewSession
        from actquiz.tui.review.screen import ReviewPage

        session = ReviewSession(
            self.desk.store, self.desk.index, decks=decks, tags=tags, new=new, limit=limit
        )
        return ReviewPage(self.desk, session)

    def go(self, name: str) -> None:
        """Open a place, with Home under it."""
        self._open(self.page(name))

    def study(
        self,
        *,
        decks: tuple[str, ...] = (),
        tags: tuple[str, ...] = (),
        new: int | None = None,
    ) -> None:
        """Open a review session, with Home under it."""
        self._open(self.review_page(decks=decks, tags=tags, new=new))

    def _open(self, page: Page) -> None:
        while isinstance(self.screen, Page) and self.screen.NAME != HomePage.NAME:
            self.pop_screen()
        self.push_screen(page)

    def show_deck(self, deck: str) -> None:
        """One deck's page, with Home under it."""
        from actquiz.tui.deck.screen import DeckPage

        self._open(DeckPage(self.desk, deck))

    def show_help(self, screen: str, states: set[State]) -> None:
        """The keys of the screen of this name; those that work in ``states`` stand out."""
        from actquiz.tui.help import HelpScreen

        self.push_screen(HelpScreen(screen, states))

    def show_evidence(self, entry: Entry) -> None:
        """Run the experiment behind a card, over the screen the card is on."""
        from actquiz.practice.card_asking import experiment
        from actquiz.tui.lab.screen import LabPage

        evidence = experiment(entry.card)
        if evidence is not None:
            self.push_screen(LabPage(self.desk, evidence.demo, evidence.set, begin=True))

    def read_lesson(self, name: str) -> None:
        """One lesson, from where the reader was, with Home under it."""
        from actquiz.lessons import shelf
        from actquiz.tui.lessons.lesson_screen import LessonPage

        self._open(LessonPage(self.desk, shelf.get(name)))

    def explain(self, card_id: str) -> bool:
        """The text of a lesson that explains a card, over the screen it is on; False: none does."""
        from actquiz.practice.explaining import explained
        from actquiz.tui.lessons.lesson_screen import LessonPage

        found = explained(self.desk.index, card_id)
        if found is not None:
            place = (found.section, found.block)
            self.push_screen(LessonPage(self.desk, found.lesson, at=place))
        return found is not None

    def show_demo(self, name: str) -> None:
        """An experiment in the Lab, over the screen that named it."""
        from actquiz.tui.lab.screen import LabPage

        self.push_screen(LabPage(self.desk, name))

    def show_card(self, card_id: str, *, deck: str = "") -> None:
        """One card among all others, or those of a deck, over the screen that named it."""
        from actquiz.tui.browse.screen import BrowsePage

        self.push_screen(BrowsePage(self.desk, card_id, deck=deck))

    def open_address(self, address: str) -> None:
        """A page of the web in the learner's browser; without a desktop its address is copied."""
        # What a terminal has for a browser would draw over the app.
        if self.is_web or sys.platform in ("darwin", "win32") or _has_desktop():
            self.open_url(address)
            self.say(f"Opened {address}")
        else:
            self.copy_to_clipboard(address)
            self.say(f"Copied {address}")

    def write_card(self, deck: str = "") -> None:
        """A new card, for the deck of that id if it is the learner's."""
        from actquiz.tui.author.screen import AuthorPage

        self.push_screen(AuthorPage(self.desk, deck=deck))

    def edit_card(self, entry: Entry) -> None:
        """A card, in the file it is in, over the screen that it is on."""
        from actquiz.tui.author.screen import AuthorPage

        self.push_screen(AuthorPage(self.desk, entry))

    def open_source(self, entry: Entry) -> None:
        """The card's file in the learner's editor."""
        from pathlib import Path

        self.open_file(Path(entry.path), entry.line)

    def open_file(self, path: Path, line: int = 1) -> None:
        """A file in the learner's editor, which has the terminal meanwhile."""
        from actquiz.bank.editing import edit

        with self.suspend():
            edit(Location(path, line))
        self.desk.index.look_again()
        self.refresh()

    @contextmanager
    def suspend(self) -> Iterator[None]:
        """Leave the terminal to another program; in a browser there is none to leave."""
        if self._driver is None or not self._driver.can_suspend:
            raise ActquizError(
                "an editor needs a terminal", fix="run 'actquiz edit CARD' in one: CARD is its id"
            )
        with super().suspend():
            yield

    def choose_theme(self) -> None:
        """Pick the colours; they are shown while the cursor moves, and kept when picked."""
        from actquiz.tui.dialog import Picker

        before = self.theme
        own = [themes.INK.name, themes.PAPER.name]
        names = own + sorted(name for name in self.available_themes if name not in own)

        def picked(name: str | None) -> None:
            self.theme = name or before
            if name:
                with self.complaining():
                    self._remember_theme(name)

        self.push_screen(
            Picker("Theme", [(name, name) for name in names], before, preview=self._preview), picked
        )

    def _preview(self, theme: str) -> None:
        self.theme = theme

    def _remember_theme(self, name: str) -> None:
        from actquiz.memory.settings import load_settings, save_settings

        self.desk.settings = replace(load_settings(), theme=name)
        save_settings(self.desk.settings)

    # what went wrong, and what is worth a word

    def say(self, text: str, *, title: str = "", seconds: float = 4) -> None:
        """A notice that goes away by itself."""
        self.notify(text, title=title, timeout=seconds, markup=False)

    def complain(self, error: ActquizError) -> None:
        """A dialog with what went wrong and how to fix it."""
        from actquiz.tui.dialog import ErrorDialog

        self.push_screen(ErrorDialog(error))

    @contextmanager
    def complaining(self) -> Iterator[None]:
        """An ActquizError inside becomes a dialog."""
        try:
            yield
        except ActquizError as error:
            self.complain(error)

    async def run_action(
        self, action: Any, default_namespace: DOMNode | None = None, namespaces: Any = None
    ) -> bool:
        """As Textual does it; an ActquizError in an action becomes a dialog."""
        with self.complaining():
            return await super().run_action(action, default_namespace, namespaces)
        return True

    def _handle_exception(self, error: Exception) -> None:
        """An ActquizError outside an action ends the app; the command line says what it is."""
        from actquiz.memory.sqlite_errors import foreseen

        known = error if isinstance(error, ActquizError) else foreseen(error)
        if known is not None:
            error = known
            self.failure = error
            self.exit(return_code=error.exit_code)
        else:
            super()._handle_exception(error)

    # the command palette

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        if not isinstance(screen, Page):
            return
        for action in screen.working():
            if action.palette:
                run = partial(screen.run_action, action.call())
                yield SystemCommand(action.label, action.help, run)
        yield SystemCommand(
            "Theme", "Choose the colours; the choice is remembered.", self.choose_theme
        )
        for place in PLACES:
            if place.name != screen.NAME:
                yield SystemCommand(place.title, place.help, partial(self.go, place.name))
        for deck in self.desk.index.decks():
            begin = partial(self.study, decks=(deck.id,))
            yield SystemCommand(f"Review: {deck.title}", f"Review what is due of {deck.id}.", begin)
            look = partial(self.show_deck, deck.id)
            yield SystemCommand(f"Deck: {deck.title}", "Its path, and what to take next.", look)


def _has_desktop() -> bool:
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


if TYPE_CHECKING:
    _what_pages_use: type[Program] = ActquizApp


def _warm_up() -> None:
    modules = ("fsrs", "actquiz.tui.review.screen", "textual.widgets._input")
    for module in (*modules, "actquiz.engine.formula_judge"):
        importlib.import_module(module)
