"""A box for an answer of several lines, and how it is handed in."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import TextArea


class AnswerBox(TextArea):
    """Enter begins a line; on an empty line it hands in, and so does Ctrl+D, anywhere.

    Both exist on every terminal, over SSH too, where Ctrl+Enter often does not.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+d", "hand_in", "Hand in", show=False),
    ]
    DEFAULT_CSS = """
    AnswerBox.-textual-compact {
        height: 7; padding: 0 1; background: $surface; scrollbar-size-vertical: 1;
    }
    .-high AnswerBox.-textual-compact { height: 12; }
    .-short AnswerBox.-textual-compact { height: 3; }
    """
    SCOPED_CSS = False

    class Done(Message):
        """The answer is handed in."""

    def __init__(self) -> None:
        super().__init__(soft_wrap=True, compact=True, placeholder="Answer as you would aloud.")

    def begin(self, text: str = "") -> None:
        """Take the keys, with this text in it and the cursor behind it."""
        self.text = text
        self.display = True
        self.move_cursor(self.document.end)
        self.focus()

    @property
    def said(self) -> str:
        """What was typed, without the empty line that ended it."""
        return self.text.strip()

    def action_hand_in(self) -> None:
        self.post_message(self.Done())

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter" and self._on_empty_last_line():
            event.stop()
            event.prevent_default()
            self.post_message(self.Done())
        elif event.key != "ctrl+d":
            await super()._on_key(event)

    def _on_empty_last_line(self) -> bool:
        """Whether the cursor is on an empty line with nothing but empty lines after it."""
        row = self.cursor_location[0]
        lines = self.document.lines[row:]
        return bool(self.said) and not any(line.strip() for line in lines)
