"""Import: a file is chosen, seen as the cards it will be, and taken with one key."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.worker import get_current_worker

from actquiz.errors import ActquizError
from actquiz.tui.actions import bindings
from actquiz.tui.card.preview import CardPreview
from actquiz.tui.desk import Desk
from actquiz.tui.imports.report import ImportSummary, short
from actquiz.tui.keys.state import State
from actquiz.tui.page import Page
from actquiz.tui.widgets.buttons import Buttons
from actquiz.tui.widgets.column import Scroll
from actquiz.words import counted

if TYPE_CHECKING:
    from actquiz.bank.studied_card import Entry
    from actquiz.exchange.foreign_table import Columns
    from actquiz.exchange.import_preview import Bringing
    from actquiz.exchange.import_report import ImportNote

_PREVIEWED = 100
"""Cards that can be looked at before they are taken."""


class ImportPage(Page):
    """The report, the cards one by one, and the key that takes them."""

    NAME = "imports"
    TITLE = "Import"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)
    DEFAULT_CSS = """
    ImportPage #imports { height: auto; padding: 1 2 0 3; }
    ImportPage ImportSummary { margin-bottom: 1; }
    ImportPage CardPreview { border-top: solid $rule; padding-top: 1; }
    ImportPage.-wide #imports { layout: horizontal; padding: 1 4; }
    ImportPage.-wide ImportSummary { width: 2fr; margin-right: 4; }
    ImportPage.-wide #preview { width: 3fr; }
    ImportPage.-wide CardPreview { border-top: none; padding-top: 0; }
    ImportPage #preview { height: auto; }
    ImportPage.-short #imports { padding: 0 1; }
    ImportPage.-short ImportSummary { margin-bottom: 0; }
    ImportPage.-short CardPreview { padding-top: 0; }
    """

    def __init__(self, desk: Desk, file: Path | None = None) -> None:
        """``file``: what to begin with; without one the learner is asked."""
        super().__init__(desk)
        self.file = file
        self.folder = Path.cwd() if file is None else file.parent
        self.brought: Bringing | None = None
        self.entries: list[Entry] = []
        self.place = 0
        self.columns: Columns | None = None
        self._row: Sequence[str] = ()
        self._roles: tuple[str, ...] = ()
        self.with_progress = False
        self.report = ImportSummary()
        self.preview = CardPreview()
        self.buttons = Buttons()

    def body(self) -> Iterable[Widget]:
        self.scroll = Scroll(
            Vertical(self.report, Vertical(self.preview, id="preview"), id="imports")
        )
        self.scroll.can_focus = False
        self.preview.display = False
        yield self.scroll
        yield self.buttons

    async def on_mount(self) -> None:
        self._show()
        if self.file is None:
            self.action_file()
        else:
            self._begin(self.file)

    # reading

    def _begin(self, file: Path) -> None:
        """Read another file; what was said about the one before is forgotten."""
        self.file, self.folder = file, file.parent
        self.columns, self._row, self._roles, self.with_progress = None, (), (), False
        self._read_again()

    def _read_again(self) -> None:
        assert self.file is not None
        self.brought, self.entries, self.place = None, [], 0
        self._show()
        self.report.wait()
        self._read(self.file, self._roles)

    @work(thread=True, exclusive=True, group="read")
    def _read(self, file: Path, roles: tuple[str, ...]) -> None:
        """Exactly what ``actquiz import`` does, but for the writing."""
        from actquiz.bank.loader import load_text
        from actquiz.exchange.import_preview import prepare
        from actquiz.exchange.importers import ImportOptions

        worker = get_current_worker()

        def guessed(columns: Columns, row: Sequence[str]) -> bool:
            self.columns, self._row = columns, row
            return True

        try:
            brought = prepare(file, ImportOptions(columns=roles, confirm=guessed, progress=True))
        except ActquizError as error:
            if not worker.is_cancelled:
                self.app.call_from_thread(self._failed, error)
            return
        cards = (
            one for path, text in brought.texts.items() for one in load_text(text, path).entries
        )
        entries = list(islice(cards, _PREVIEWED))
        if not worker.is_cancelled:
            self.app.call_from_thread(self._arrived, brought, entries)

    def _failed(self, error: ActquizError) -> None:
        where = f" ({error.where})" if error.where else ""
        self.report.say(f"! {error.what}{where}. {error.fix.capitalize()}.")
        for note in getattr(error, "notes", ()):
            self.program.say(str(note), seconds=8)
        self._show()

    def _arrived(self, brought: Bringing, entries: list[Entry]) -> None:
        self.brought, self.entries = brought, entries
        if self.columns is not None and self._roles:
            self.columns = replace(self.columns, roles=self._roles)
        self.report.show(brought, self.notes)
        self.scroll.scroll_home(animate=False)
        self._show()

    # showing

    def _show(self) -> None:
        """The card, the button and the line under it."""
        self.preview.display = bool(self.entries)
        if self.file is not None:
            self.title_bar.show(Content.styled(short(self.file), "$quiet"))
        if self.brought is None:
            self.buttons.offer(("enter", "⏎", "Choose a file"), below=Content(""))
        else:
            entry = self.entries[self.place]
            self.preview.show(entry, f"card {self.place + 1} of {self.brought.cards:,}")
            label = f"Import {counted(self.brought.cards, 'card')}"
            self.buttons.offer(("enter", "⏎", label), below=Content.styled(self._offer(), "$quiet"))
        self.refresh_keys()

    def _offer(self) -> str:
        """What else can be decided, in a line."""
        if self.columns is not None:
            listed = ", ".join("left out" if one == "-" else one for one in self.columns.roles)
            return f"c  columns: {listed}"
        if self.brought is not None and self.brought.reviews:
            reviews = counted(self.brought.reviews, "review")
            return f"w  {'with' if self.with_progress else 'without'} {reviews} made in Anki"
        return ""

    @property
    def notes(self) -> list[ImportNote]:
        """What the person should know; the guessed columns stand in a line of their own."""
        guess = self.columns and str(self.columns)
        notes = self.brought.notes if self.brought else []
        return [note for note in notes if not (guess and note.what.startswith(guess))]

    def states(self) -> set[State]:
        if self.brought is None:
            return {State.NO_FILE}
        states = {State.BROUGHT}
        if self.notes:
            states.add(State.LOSSES)
        if self.columns is not None:
            states.add(State.TABLE)
        if self.brought.reviews:
            states.add(State.PACKAGE)
        return states

    # what can be done

    def action_begin(self) -> None:
        self.action_file()

    def action_file(self) -> None:
        from actquiz.tui.imports.picker import FilePicker

        self.app.push_screen(FilePicker(self.folder), self._picked)

    def action_folder(self) -> None:
        from actquiz.tui.imports.picker import FolderPicker

        self.app.push_screen(FolderPicker(self.folder), self._picked)

    def _picked(self, file: Path | None) -> None:
        if file is not None:
            self._begin(file)

    def action_columns(self) -> None:
        from actquiz.tui.imports.columns import ColumnsDialog

        def taken(roles: tuple[str, ...] | None) -> None:
            if roles is not None:
                self._roles = roles
                self._read_again()

        assert self.columns is not None
        self.app.push_screen(ColumnsDialog(self.columns, self._row), taken)

    def action_progress(self) -> None:
        self.with_progress = not self.with_progress
        self._show()

    def action_losses(self) -> None:
        from actquiz.tui.imports.report import LossesDialog

        self.app.push_screen(LossesDialog(self.notes))

    def action_next_card(self) -> None:
        self._turn(1)

    def action_previous_card(self) -> None:
        self._turn(-1)

    def _turn(self, by: int) -> None:
        self.place = max(min(self.place + by, len(self.entries) - 1), 0)
        self._show()
        self.call_after_refresh(self.scroll.scroll_to_widget, self.preview, animate=False)

    def action_accept(self) -> None:
        brought, self.brought = self.brought, None
        if brought is not None:
            # A second Enter finds nothing to take.
            self.refresh_keys()
            self._take(brought, self.with_progress)

    @work(thread=True, group="take")
    def _take(self, brought: Bringing, with_progress: bool) -> None:
        from actquiz.memory.store import Store

        reviews = 0
        try:
            brought.write()
            if with_progress:
                with Store.open(self.desk.store.path) as store:
                    reviews = brought.bring_reviews(store, lambda done, total: None)
            self.desk.index.look_again()
        except ActquizError as error:
            self.app.call_from_thread(self._refused, brought, error)
        else:
            self.app.call_from_thread(self._taken, brought, reviews)

    def _refused(self, brought: Bringing, error: ActquizError) -> None:
        self.brought = brought
        self._show()
        self.program.complain(error)

    def _taken(self, brought: Bringing, reviews: int) -> None:
        said = f"{counted(brought.cards, 'card')} imported"
        self.program.say(f"{said}, {counted(reviews, 'review')}" if reviews else said)
        decks = [deck.deck for deck in brought.plan.decks.values()]
        if len(decks) == 1:
            self.program.show_deck(decks[0])
        else:
            self.dismiss()
