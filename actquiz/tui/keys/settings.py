"""The keys of the settings."""

from __future__ import annotations

from actquiz.tui.keys.action import Action
from actquiz.tui.keys.shared import moving
from actquiz.tui.keys.state import State

SETTINGS: tuple[Action, ...] = (
    Action("change", ("enter", "space"), "Change", "Type another value, or pick a theme."),
    Action("more", ("right", "l"), "More", "The next larger value, or the next theme.",
           when=(State.STEPS,)),
    Action("less", ("left", "h"), "Less", "The next smaller value, or the theme before.",
           when=(State.STEPS,), footer=False),
    Action("standard", ("backspace", "x"), "Standard", "Back to the standard value.",
           when=(State.CHOSEN,)),
    Action("file", ("o",), "File", "Open settings.json in $EDITOR.", footer=False),
    *moving(),
)  # fmt: skip
