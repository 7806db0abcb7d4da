"""Which file, or which folder: textual-fspicker's dialogs, in our colours and on small screens."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual_fspicker import FileOpen, Filters, SelectDirectory
from textual_fspicker.parts import DirectoryNavigation

from actquiz.exchange.importers import BY_SUFFIX

# On a small screen sizes and times are out of sight, to the right: the names need the room.
_LOOK = """
    NAME { background: $background 60%; }
    NAME Dialog { background: $surface; border: round $rule; border-title-background: $surface;
        border-title-color: $accent; width: 90%; max-width: 100; height: 90%; }
    NAME Dialog OptionList, NAME Dialog OptionList:focus {
        background: $surface; background-tint: $surface; border: none; }
    NAME InputBar { padding: 1 1 0 1; }
    NAME.-short Dialog { width: 100%; height: 100%; }
    NAME.-short InputBar { padding: 0; }
    NAME.-short InputBar Input { height: 1; border: none; padding: 0 1; }
    NAME.-narrow InputBar Select { display: none; }
    NAME.-short DirectoryNavigation { width: 74; }
    NAME.-short InputBar Button { display: none; }
"""


class FilePicker(FileOpen):
    """Pick a file that may be imported; what is of no known kind is shown on demand."""

    SCOPED_CSS = False
    DEFAULT_CSS = _LOOK.replace("NAME", "FilePicker")

    def __init__(self, folder: Path) -> None:
        filters = Filters(
            ("Decks", lambda path: path.suffix.lower() in BY_SUFFIX), ("All files", lambda _: True)
        )
        super().__init__(folder, "Import: Enter picks, Esc leaves", filters=filters)

    @on(DirectoryNavigation.Selected)
    def _picked(self, event: DirectoryNavigation.Selected) -> None:
        """At once: what the file holds is seen before anything is written."""
        event.stop()
        event.prevent_default()
        self.dismiss(event.path)


class FolderPicker(SelectDirectory):
    """Pick a folder of Markdown."""

    SCOPED_CSS = False
    DEFAULT_CSS = _LOOK.replace("NAME", "FolderPicker")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("s", "take", show=False)]

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, "A folder of Markdown: Enter opens, s takes it")

    def action_take(self) -> None:
        """The folder that is open, also where there is no room for the button."""
        self.dismiss(self.query_one(DirectoryNavigation).location)
