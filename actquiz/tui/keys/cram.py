"""The keys before cramming; its questions have those of a quiz."""

from __future__ import annotations

from actquiz.tui.keys.action import Action
from actquiz.tui.keys.shared import moving

CRAM: tuple[Action, ...] = (
    Action("begin", ("enter", "space"), "Start", "Ask the cards that are set, the least known "
           "first."),
    Action("drill", ("t",), "Drill", "Two minutes of curves and formulas against the clock."),
    Action("more", ("right", "l"), "Change", "Change the line under the cursor.", palette=False),
    Action("less", ("left", "h"), "Change back", "The same, the other way.", footer=False,
           palette=False),
    Action("which", ("w",), "Cards", "Known least, missed or flagged."),
    Action("decks", ("d",), "Decks", "Tick the decks that are asked."),
    Action("minutes", ("m",), "Time", "How long, or no clock."),
    *moving(),
)  # fmt: skip
