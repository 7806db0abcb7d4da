"""Small windows over a screen: what went wrong, and a list to pick from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen

from actquiz.errors import ActquizError
from actquiz.text.safe import clean
from actquiz.tui.typeset import wrapped
from actquiz.tui.widgets.rows import Paper, Row


class _Message(Paper):
    def __init__(self, error: ActquizError) -> None:
        super().__init__()
        self._error = error

    def rows(self, width: int) -> list[Row]:
        parts = [("! " + self._error.what, "bold $error"), (self._error.fix, "")]
        if self._error.where is not None:
            parts.append((str(self._error.where), "$quiet"))
        rows: list[Row] = []
        for text, style in parts:
            if text:
                rows += [Row(line) for line in wrapped(Content.styled(clean(text), style), width)]
                rows.append(Row())
        return [*rows, Row(Content.styled("  ⏎  Close  ", self.chip), 0)]


class ErrorDialog(ModalScreen[None]):
    """What went wrong, how to fix it, and where."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape,space,q", "close", "Close", show=False)
    ]
    DEFAULT_CSS = """
    ErrorDialog { align: center middle; }
    ErrorDialog > Vertical {
        width: 64; max-width: 92%; height: auto; max-height: 90%; padding: 1 2;
        background: $surface; border: round $error;
    }
    """

    def __init__(self, error: ActquizError) -> None:
        super().__init__()
        self._error = error

    def compose(self) -> ComposeResult:
        yield Vertical(_Message(self._error))

    def on_paper_clicked(self) -> None:
        self.dismiss()

    def action_close(self) -> None:
        self.dismiss()


class _Choices(Paper):
    def __init__(self, choices: Sequence[tuple[str, str]], chosen: str) -> None:
        super().__init__()
        self._choices = choices
        self._chosen = chosen
        values = [value for value, _ in choices]
        self.cursor = values.index(chosen) if chosen in values else 0

    def move(self, by: int) -> None:
        self.cursor = (self.cursor + by) % len(self._choices)
        self.redraw()
        self.bring_into_view(self.cursor)

    def rows(self, width: int) -> list[Row]:
        rows = []
        for place, (value, label) in enumerate(self._choices):
            here = place == self.cursor
            line = Content.assemble(
                ("▸ " if here else "  ", "bold $accent"),
                (f"{place + 1}  " if place < 9 else "   ", "$quiet"),
                (clean(label), "bold" if here else ""),
                ("  ✓" if value == self._chosen else "", "$accent"),
            )
            rows.append(Row(line.truncate(width, ellipsis=True), place))
        return rows


class Picker(ModalScreen[str | None]):
    """Pick one of a list: arrows, j/k or a digit, then Enter. Esc gives None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", show=False),
        Binding("up,k", "move(-1)", show=False),
        Binding("pagedown", "move(10)", show=False),
        Binding("pageup", "move(-10)", show=False),
        Binding("enter,space", "pick", show=False),
        Binding("escape,q", "cancel", show=False),
    ]
    DEFAULT_CSS = """
    Picker { align: center middle; }
    Picker > VerticalScroll {
        width: 48; max-width: 92%; height: auto; max-height: 80%; padding: 1 2;
        background: $surface; border: round $rule; border-title-color: $accent;
        scrollbar-size-vertical: 1;
    }
    """
    AUTO_FOCUS = ""

    def __init__(
        self,
        title: str,
        choices: Sequence[tuple[str, str]],
        chosen: str,
        *,
        preview: Callable[[str], None] | None = None,
    ) -> None:
        """``choices``: value and label; ``preview`` hears of the value the cursor is on."""
        super().__init__()
        self._title = title
        self._preview = preview
        self._choices = choices
        self._list = _Choices(choices, chosen)

    def compose(self) -> ComposeResult:
        frame = VerticalScroll(self._list)
        frame.can_focus = False
        frame.border_title = Content(self._title)
        yield frame

    def on_mount(self) -> None:
        self.call_after_refresh(self._list.bring_into_view, self._list.cursor)

    def on_key(self, event: events.Key) -> None:
        if event.key.isdigit() and 1 <= int(event.key) <= min(len(self._choices), 9):
            # The screen below has a meaning of its own for digits.
            event.stop()
            self.dismiss(self._choices[int(event.key) - 1][0])

    def action_move(self, by: int) -> None:
        self._list.move(by)
        if self._preview is not None:
            self._preview(self._choices[self._list.cursor][0])

    def action_pick(self) -> None:
        self.dismiss(self._choices[self._list.cursor][0])

    def action_cancel(self) -> None:
        self.dismiss(None)

    def on_paper_clicked(self, event: Paper.Clicked) -> None:
        self.dismiss(self._choices[event.item][0])
