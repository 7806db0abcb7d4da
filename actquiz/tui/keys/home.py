"""The keys of Home."""

from __future__ import annotations

from actquiz.tui.keys.action import DIGITS, Action
from actquiz.tui.keys.shared import ADD, TAKE_BACK, moving
from actquiz.tui.keys.state import State
from actquiz.tui.places import PLACES

HOME: tuple[Action, ...] = (
    Action("begin_lesson", ("enter", "space"), "Lesson 1", "Begin with the first lesson.",
           when=(State.FIRST_LESSON,)),
    Action("only_cards", ("o",), "Only cards", "You know this: begin with the cards.",
           when=(State.FIRST_LESSON,)),
    Action("start", ("enter", "space"), "Review", "Review what is due, of all decks or of the one "
           "the cursor is on.", when=(State.DUE,), unless=(State.FIRST_LESSON,)),
    Action("learn", ("enter", "space", "n"), "Learn more", "Nothing is due: learn new cards ahead "
           "of tomorrow.", when=(State.AHEAD,)),
    Action("read", ("enter", "space"), "Read", "Everything is learned: look through the cards.",
           when=(State.ALL_LEARNED,), palette=False),
    Action("deck", ("d", "right"), "Deck", "See the deck the cursor is on: its path, what is "
           "learned, and what to take next.", when=(State.DECK,)),
    *(Action("go", (place.key,), place.title, place.help, argument=place.name, palette=False)
      for place in PLACES),
    Action("experiment", ("e",), "Experiment", "Open today's experiment in the Lab.",
           when=(State.AROUND,), footer=False),
    ADD,
    TAKE_BACK,
    *moving(),
    Action("jump", DIGITS, "Deck", "Go to a deck by its number.", numbered=True, footer=False,
           palette=False),
    Action("theme", ("t",), "Theme", "Choose the colours; the choice is remembered.",
           palette=False),
)  # fmt: skip
