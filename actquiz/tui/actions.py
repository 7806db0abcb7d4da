"""The one registry of actions: bindings, footer, ``?`` and command palette are made from it.

A screen says in words what is true of it now (its *states*: "answer", "typing", "can undo"); an
action says in which of them it works. Nothing else decides whether a key does anything, so the
footer can never promise a dead key.

To add a screen: a line in ``screens/__init__.py``, a file in ``screens/``, its actions here.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass

from textual.binding import Binding, BindingType

from actquiz.tui.screens import PLACES

EVERYWHERE = "everywhere"

_SIGNS = {
    "enter": "⏎",
    "space": "Space",
    "escape": "Esc",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "backspace": "⌫",
    "full_stop": ".",
    "plus": "+",
    "minus": "-",
    "equals_sign": "=",
    "question_mark": "?",
    "slash": "/",
    "colon": ":",
    "f1": "F1",
}


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a person can do. ``id``, unique on its screen, names the method ``action_<id>``."""

    id: str
    keys: tuple[str, ...]
    """Textual's key names; the first is the one that is shown."""
    label: str
    """One or two words for the footer."""
    help: str
    """A sentence for ``?`` and the command palette."""
    where: str
    """The screen it belongs to, or everywhere."""
    when: tuple[str, ...] = ()
    """It works while any of these states holds; empty: always."""
    unless: tuple[str, ...] = ()
    """It does not work while any of these states holds."""
    numbered: bool = False
    """Each key passes its place (1, 2, …) to the method."""
    argument: str = ""
    """What is passed to the method."""
    footer: bool = True
    palette: bool = True

    def call(self, place: int = 1) -> str:
        """The call as Textual writes it."""
        if self.numbered:
            return f"{self.id}({place})"
        return f"{self.id}({self.argument!r})" if self.argument else self.id

    def works(self, states: Set[str]) -> bool:
        """Whether the action does something on a screen of which ``states`` are true."""
        return (not self.when or not states.isdisjoint(self.when)) and states.isdisjoint(
            self.unless
        )

    def shown_keys(self) -> str:
        """The keys as a person reads them: ``1–4``, ``⏎``, ``^p``."""
        if self.numbered:
            return f"{self.keys[0]}–{self.keys[-1]}"
        return shown(self.keys[0])

    def all_keys(self) -> str:
        """Every key, for the help screen."""
        return self.shown_keys() if self.numbered else " ".join(shown(key) for key in self.keys)


def shown(key: str) -> str:
    """A key's name as a person reads it."""
    if key.startswith("ctrl+"):
        return f"^{key.removeprefix('ctrl+')}"
    return _SIGNS.get(key, key)


_DIGITS = tuple("123456789")
_PICKING = ("picking", "marking", "ordering", "ticking")

ACTIONS: tuple[Action, ...] = (
    # Home
    Action("start", ("enter", "space"), "Review", "Review what is due, of all decks or of the "
           "one the cursor is on.", "home", when=("due",)),
    Action("learn", ("enter", "space", "n"), "Learn more", "Nothing is due: learn new cards "
           "ahead of tomorrow.", "home", when=("ahead",)),
    Action("read", ("enter", "space"), "Read", "Everything is learned: look through the cards.",
           "home", when=("all learned",), palette=False),
    *(Action("go", (place.key,), place.title, place.help, "home", argument=place.name,
             palette=False)
      for place in PLACES),
    Action("next", ("down", "j"), "Deck", "Go to the next deck.", "home", footer=False,
           palette=False),
    Action("previous", ("up", "k"), "Deck", "Go to the previous deck.", "home", footer=False,
           palette=False),
    Action("jump", _DIGITS, "Deck", "Go to a deck by its number.", "home", numbered=True,
           footer=False, palette=False),
    Action("theme", ("t",), "Theme", "Choose the colours; the choice is remembered.", "home",
           palette=False),
    # Review: answering
    Action("show", ("space", "enter"), "Show answer", "Turn the card over.", "review",
           when=("reveal",)),
    Action("check", ("enter",), "Check", "Hand in the answer.", "review",
           when=(*_PICKING, "typing", "typed")),
    Action("check_picked", ("space",), "Check", "Hand in the option under the cursor.", "review",
           when=("picking",), footer=False, palette=False),
    Action("stop", ("enter", "space"), "Stop", "Stop the experiment; the card's own outcome "
           "decides then.", "review", when=("running",), palette=False),
    Action("choose", _DIGITS, "Pick", "Go to an option by its number; tick it, or give it its "
           "place.", "review", when=_PICKING, numbered=True, palette=False),
    Action("mark", ("space", "x"), "Tick", "Tick the option under the cursor, or take the tick "
           "away.", "review", when=("marking", "ticking"), palette=False),
    Action("place", ("space", "x"), "Place", "Give the item under the cursor the next place.",
           "review", when=("ordering",), palette=False),
    Action("unplace", ("backspace",), "Take back", "Take back the last placed item.", "review",
           when=("ordering",), palette=False),
    Action("down", ("down", "j"), "Down", "The next option; else scroll down.", "review",
           unless=("typing",), footer=False, palette=False),
    Action("up", ("up", "k"), "Up", "The option before; else scroll up.", "review",
           unless=("typing",), footer=False, palette=False),
    Action("write", ("tab", "i"), "Type", "Back to the text field.", "review", when=("typed",),
           palette=False),
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
    Action("page_down", ("pagedown",), "Page down", "Scroll the card down.", "review",
           footer=False, palette=False),
    Action("page_up", ("pageup",), "Page up", "Scroll the card up.", "review", footer=False,
           palette=False),
    Action("done", ("enter", "space"), "Done", "Back to the start.", "review",
           when=("finished",), palette=False),
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
    Action("by_level", ("l",), "Level", "Show one level only: screen, core or deep.", "browse",
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
    Action("more", ("right", "l", "plus", "equals_sign"), "Turn", "Turn the knob up; look to "
           "the right on the table.", "lab", when=("knobs", "numbers"), palette=False),
    Action("less", ("left", "h", "minus"), "Turn down", "Turn the knob down; look to the left "
           "on the table.", "lab", when=("knobs", "numbers"), footer=False, palette=False),
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
    # Everywhere; a screen may give the same key another meaning first
    Action("back", ("escape", "q"), "Back", "Leave: the field, the card, the screen.",
           EVERYWHERE, unless=("start", "typing")),
    Action("leave_field", ("escape",), "Leave field", "From typing back to plain keys.",
           EVERYWHERE, when=("typing",), palette=False),
    Action("help", ("question_mark", "f1"), "Help", "Show every key of this screen.",
           EVERYWHERE),
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
