"""One thing a person can do, the keys for it, and when it works."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from actquiz.tui.keys.state import State

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
    "comma": ",",
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
    when: tuple[State, ...] = ()
    """It works while any of these states holds; empty: always."""
    unless: tuple[State, ...] = ()
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

    def works(self, states: Set[State]) -> bool:
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
        return f"^{shown(key.removeprefix('ctrl+'))}"
    if key[:1] == "f" and key[1:].isdigit():
        return key.upper()
    return _SIGNS.get(key, key)


DIGITS = tuple("123456789")
"""Of an action that is ``numbered``."""
