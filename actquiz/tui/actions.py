"""The one registry of actions: bindings, footer, ``?`` and command palette are made from it.

A screen says in words what is true of it now (its *states*: "answer", "typing", "can undo"); an
action says in which of them it works. Nothing else decides whether a key does anything, so the
footer can never promise a dead key.

To add a screen: a line in ``places.py``, a folder with its ``screen.py``, its actions here.
"""

from __future__ import annotations

from collections.abc import Iterable, Set

from textual.binding import Binding, BindingType

from actquiz.tui.action import DIGITS, Action
from actquiz.tui.places import PLACES
from actquiz.tui.plan.keys import PLAN
from actquiz.tui.practice_keys import EXERCISES, INTERVIEW, QUIZ, answering
from actquiz.tui.stats.keys import STATS

__all__ = ["ACTIONS", "EVERYWHERE", "Action", "bindings", "of", "works"]

EVERYWHERE = "everywhere"

ACTIONS: tuple[Action, ...] = (
    # Home
    Action("start", ("enter", "space"), "Review", "Review what is due, of all decks or of the "
           "one the cursor is on.", "home", when=("due",)),
    Action("learn", ("enter", "space", "n"), "Learn more", "Nothing is due: learn new cards "
           "ahead of tomorrow.", "home", when=("ahead",)),
    Action("read", ("enter", "space"), "Read", "Everything is learned: look through the cards.",
           "home", when=("all learned",), palette=False),
    Action("deck", ("d", "right"), "Deck", "See the deck the cursor is on: its path, what is "
           "learned, and what to take next.", "home", when=("deck",)),
    *(Action("go", (place.key,), place.title, place.help, "home", argument=place.name,
             palette=False)
      for place in PLACES),
    Action("next", ("down", "j"), "Deck", "Go to the next deck.", "home", footer=False,
           palette=False),
    Action("previous", ("up", "k"), "Deck", "Go to the previous deck.", "home", footer=False,
           palette=False),
    Action("jump", DIGITS, "Deck", "Go to a deck by its number.", "home", numbered=True,
           footer=False, palette=False),
    Action("theme", ("t",), "Theme", "Choose the colours; the choice is remembered.", "home",
           palette=False),
    *answering("review"),
    # Review: grading
    Action("grade", tuple("1234"), "Grade", "Grade the answer: 1 Again, 2 Hard, 3 Good, 4 Easy.",
           "review", when=("answer",), numbered=True, palette=False),
    Action("accept", ("enter", "space"), "Suggested", "Take the suggested grade.", "review",
           when=("answer",)),
    Action("undo", ("u",), "Undo", "Take back the last grade, also of an earlier session.",
           "review", when=("can undo",), unless=("typing",)),
    Action("evidence", ("e",), "Evidence", "Open the experiment behind the answer in the Lab.",
           "review", when=("evidence",), unless=("typing",)),
    Action("flag", ("f",), "Flag", "Flag the card, or take the flag away.", "review",
           when=("card",), unless=("typing",)),
    Action("bury", ("b",), "Bury", "Leave the card for tomorrow.", "review", when=("card",),
           unless=("typing",)),
    Action("suspend", ("s",), "Suspend", "Never ask the card again, until you say so in Browse.",
           "review", when=("card",), unless=("typing",)),
    Action("source", ("o",), "Source", "Open the card's file at its line in $EDITOR.", "review",
           when=("card",), unless=("typing",)),
    Action("done", ("enter", "space"), "Done", "Back to the start.", "review",
           when=("finished",), palette=False),
    # A deck's page
    Action("start", ("enter", "space"), "Take the step", "Take the next step: review, learn, or "
           "go to the deck it names.", "deck", when=("row",)),
    Action("read", ("r",), "Read", "Read the card the cursor is on.", "deck", when=("row",)),
    Action("down", ("down", "j"), "Down", "The next card.", "deck", footer=False, palette=False),
    Action("up", ("up", "k"), "Up", "The card before.", "deck", footer=False, palette=False),
    Action("page_down", ("pagedown",), "Page down", "A page down.", "deck", footer=False,
           palette=False),
    Action("page_up", ("pageup",), "Page up", "A page up.", "deck", footer=False, palette=False),
    # Browse
    Action("search", ("slash",), "Search", "Search as you type.", "browse", unless=("typing",)),
    Action("open", ("enter",), "Read", "Go to the card; the arrows scroll it then.", "browse",
           when=("list",)),
    Action("close", ("enter",), "List", "Back to the list.", "browse", when=("reading",)),
    Action("down", ("down", "j"), "Down", "The next card.", "browse", footer=False,
           palette=False),
    Action("up", ("up", "k"), "Up", "The card before.", "browse", footer=False, palette=False),
    Action("page_down", ("pagedown",), "Page down", "A page down.", "browse", footer=False,
           palette=False),
    Action("page_up", ("pageup",), "Page up", "A page up.", "browse", footer=False,
           palette=False),
    Action("first", ("home", "g"), "First", "The first card.", "browse", unless=("typing",),
           footer=False, palette=False),
    Action("last", ("end", "G"), "Last", "The last card.", "browse", unless=("typing",),
           footer=False, palette=False),
    Action("by_deck", ("d",), "Deck", "Show one deck only.", "browse", unless=("typing",),
           footer=False),
    Action("by_tag", ("t",), "Tag", "Show one tag only.", "browse", unless=("typing",),
           footer=False),
    Action("by_level", ("l",), "Level", "Show one level only: screen "
           "(asked in a phone screen), core or deep.", "browse",
           unless=("typing",), footer=False),
    Action("by_state", ("m",), "State", "Show what is new, learning, in review, suspended, "
           "flagged or a leech.", "browse", unless=("typing",), footer=False),
    Action("clear", ("x",), "Clear", "Take all filters away.", "browse", when=("filtered",),
           unless=("typing",)),
    Action("evidence", ("e",), "Evidence", "Open the experiment behind the card in the Lab.",
           "browse", when=("evidence",), unless=("typing",)),
    Action("flag", ("f",), "Flag", "Flag the card, or take the flag away.", "browse",
           when=("row",), unless=("typing",)),
    Action("suspend", ("s",), "Suspend", "Suspend the card, or bring it back.", "browse",
           when=("row",), unless=("typing",)),
    Action("source", ("o",), "Source", "Open the card's file at its line in $EDITOR.", "browse",
           when=("row",), unless=("typing",)),
    *QUIZ,
    *INTERVIEW,
    *EXERCISES,
    *PLAN,
    # The Lab
    Action("run", ("space",), "Run", "Run the experiment with the knobs as they are.", "lab",
           when=("ready", "done", "failed")),
    Action("pause", ("space",), "Pause", "Hold the run at this frame.", "lab",
           when=("running",)),
    Action("resume", ("space",), "Go on", "Go on from this frame.", "lab", when=("paused",)),
    Action("next_part", ("v", "tab"), "View", "Go to the next part: experiments, picture, "
           "knobs, findings.", "lab", palette=False),
    Action("open", ("enter",), "Open", "Go to the experiment under the cursor.", "lab",
           when=("list",), palette=False),
    Action("open_knob", ("enter",), "Change", "Type, pick or tick the value of the knob under "
           "the cursor.", "lab", when=("knobs",), palette=False),
    Action("more", ("right", "l", "plus", "equals_sign"), "Turn", "Turn the knob up.", "lab",
           when=("knobs",), palette=False),
    Action("less", ("left", "h", "minus"), "Turn down", "Turn the knob down.", "lab",
           when=("knobs",), footer=False, palette=False),
    Action("type", tuple("0123456789"), "Type", "Type the knob's value.", "lab",
           when=("number",), numbered=True, footer=False, palette=False),
    Action("previous_part", ("shift+tab",), "Before", "Go to the part before.", "lab",
           footer=False, palette=False),
    Action("predict", ("p",), "Predict", "Say first what you expect; the run with the defaults "
           "decides.", "lab", when=("question",)),
    Action("step", ("full_stop",), "Step", "Compute one frame, then hold.", "lab",
           when=("ready", "running", "paused")),
    Action("seed", ("n",), "New seed", "Run again with other random numbers.", "lab",
           when=("random",)),
    Action("compare", ("c",), "Compare", "Show this run's figures beside the last run's, or "
           "not.", "lab", when=("last run",)),
    Action("table", ("t",), "Table", "Show numbers in place of the picture, or the picture "
           "again.", "lab", when=("frame",)),
    Action("save", ("w", "s"), "Save", "Save the picture as PNG or SVG.", "lab",
           when=("frame",)),
    Action("restart", ("r",), "Restart", "Run again from the first frame.", "lab"),
    Action("speed", ("f",), "Speed", "Show frames faster or slower.", "lab"),
    Action("defaults", ("x",), "Defaults", "Put every knob back.", "lab", when=("changed",)),
    Action("cards", ("b",), "Cards", "Read the cards this experiment stands behind.", "lab",
           when=("cards",)),
    Action("experiments", ("d",), "Experiments", "Choose another experiment.", "lab",
           unless=("list",)),
    Action("down", ("down", "j"), "Down", "The next row; else scroll down.", "lab",
           footer=False, palette=False),
    Action("up", ("up", "k"), "Up", "The row before; else scroll up.", "lab", footer=False,
           palette=False),
    Action("page_down", ("pagedown",), "Page down", "A page down.", "lab", footer=False,
           palette=False),
    Action("page_up", ("pageup",), "Page up", "A page up.", "lab", footer=False,
           palette=False),
    *STATS,
    # Everywhere; a screen may give the same key another meaning first
    Action("back", ("escape", "q"), "Back", "Leave: the field, the card, the screen.",
           EVERYWHERE, unless=("start", "typing")),
    Action("leave_field", ("escape",), "Leave field", "From typing back to plain keys.",
           EVERYWHERE, when=("typing",), palette=False),
    Action("help", ("question_mark", "f1"), "Help", "Show every key of this screen.",
           EVERYWHERE, unless=("typing",)),
    Action("keys", ("f1",), "Help", "Show every key of this screen, while a field is typed in.",
           EVERYWHERE, when=("typing",), palette=False),
    Action("palette", ("ctrl+p", "colon"), "Commands", "Find any command by typing.",
           EVERYWHERE, palette=False),
    Action("leave", ("q", "ctrl+c", "ctrl+q"), "Quit", "Quit; everything is already saved.",
           EVERYWHERE, when=("start",)),
)  # fmt: skip


def of(screen: str) -> Iterable[Action]:
    """The actions of ``screen``, its own before those that hold everywhere."""
    yield from (action for action in ACTIONS if action.where == screen)
    yield from (action for action in ACTIONS if action.where == EVERYWHERE)


def works(screen: str, id: str, states: Set[str]) -> bool | None:
    """Whether the method ``action_<id>`` may run on ``screen`` now; None: not in the registry."""
    return next((action.works(states) for action in of(screen) if action.id == id), None)


def bindings(screen: str) -> list[BindingType]:
    """Textual's bindings of ``screen``; a key with several actions tries them in this order."""
    return [
        Binding(key, action.call(place), action.label, show=False)
        for action in of(screen)
        for place, key in enumerate(action.keys, start=1)
    ]
