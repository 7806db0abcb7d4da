"""The keys of Import."""

from __future__ import annotations

from actquiz.tui.keys.action import Action
from actquiz.tui.keys.shared import moving
from actquiz.tui.keys.state import State

IMPORTS: tuple[Action, ...] = (
    Action("accept", ("enter",), "Import", "Write the decks as they are shown.",
           when=(State.BROUGHT,)),
    Action("begin", ("enter",), "File", "Choose the file to import.", when=(State.NO_FILE,),
           palette=False),
    Action("next_card", ("right", "n"), "Next card", "See the next card as it will look.",
           when=(State.BROUGHT,)),
    Action("previous_card", ("left", "p"), "Card before", "Back to the card before.",
           when=(State.BROUGHT,), footer=False),
    Action("losses", ("l",), "Losses", "Read all that does not come along, and why.",
           when=(State.LOSSES,)),
    Action("columns", ("c",), "Columns", "Say what the table's columns are.", when=(State.TABLE,)),
    Action("progress", ("w",), "Progress", "With the reviews made in Anki, or without them.",
           when=(State.PACKAGE,)),
    Action("file", ("f",), "File", "Choose a file: Markdown, a table, JSON, an Anki package."),
    Action("folder", ("d",), "Folder", "Choose a folder of Markdown."),
    *moving(),
)  # fmt: skip
