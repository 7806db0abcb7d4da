"""Small windows over a screen, which stays in sight behind them: an error, or something to pick, to
tick or to type.

Keys are those of every list (``widgets/cursor_list.py``): arrows and digits move the cursor, Enter
takes what it is on. Esc leaves without taking anything: the answer is None then.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input

from actquiz.errors import ActquizError
from actquiz.text.safe import clean
from actquiz.tui.keys.action import DIGITS
from actquiz.tui.typeset import wrapped
from actquiz.tui.widgets.cursor_list import CursorList
from actquiz.tui.widgets.rows_widget import Row, RowsWidget

T = TypeVar("T")
_HINT = "Enter takes it, Esc leaves it."


class TextLines(RowsWidget):
    """Lines of plain text that may change."""

    def __init__(self, text: str, style: str = "") -> None:
        super().__init__()
        self._text, self._style = text, style

    def say(self, text: str) -> None:
        """Show this instead."""
        self._text = text
        self.redraw()

    def rows(self, width: int) -> list[Row]:
        text = Content.styled(clean(self._text), self._style)
        return [Row(line) for line in wrapped(text, width)]


class Dialog(ModalScreen[T | None]):
    """A framed window with a title."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "cancel", show=False)]
    AUTO_FOCUS = ""
    # The screen's classes say how much room there is.
    SCOPED_CSS = False
    DEFAULT_CSS = """
    Dialog { align: center middle; background: $background 60%; }
    Dialog > VerticalScroll {
        width: 64; max-width: 92%; height: auto; max-height: 90%; padding: 1 2;
        background: $surface; border: round $rule; scrollbar-size-vertical: 1;
        border-title-color: $accent; border-subtitle-color: $quiet;
    }
    Dialog.-short > VerticalScroll { padding: 0 1; }
    """

    def __init__(self, title: str, *parts: Widget) -> None:
        super().__init__()
        self.frame = VerticalScroll(*parts)
        self.frame.can_focus = False
        self.frame.border_title = Content(title)

    def compose(self) -> ComposeResult:
        yield self.frame

    def action_cancel(self) -> None:
        self.dismiss(None)


class ErrorDialog(Dialog[None]):
    """What went wrong, how to fix it, and where."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "cancel", show=False)]
    DEFAULT_CSS = """
    ErrorDialog > VerticalScroll { border: round $error; }
    """

    def __init__(self, error: ActquizError) -> None:
        super().__init__("", _Message(error))

    def on_rows_widget_clicked(self) -> None:
        self.dismiss(None)


class _Message(RowsWidget):
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


class ListDialog(Dialog[T]):
    """A list to take something from; ``action_take`` does it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", show=False),
        Binding("up,k", "move(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("home,g", "go(0)", show=False),
        Binding("end,G", f"go({10**9})", show=False),
        *(Binding(digit, f"jump({digit})", show=False) for digit in DIGITS),
        Binding("enter,space", "take", show=False),
    ]
    DEFAULT_CSS = """
    ListDialog > VerticalScroll { width: 48; }
    """

    def __init__(self, title: str, listed: CursorList[Any], *above: Widget) -> None:
        super().__init__(title, *above, listed)
        self.list = listed

    def on_mount(self) -> None:
        self.call_after_refresh(self.list.bring_into_view, self.list.cursor)

    def action_move(self, by: int) -> None:
        if not self.list.move(by):
            self.frame.scroll_relative(y=by, animate=False)

    def action_page(self, by: int) -> None:
        self.list.page(by)

    def action_go(self, place: int) -> None:
        self.list.go(place)

    def action_jump(self, digit: int) -> None:
        self.list.jump(digit - 1)

    def action_take(self) -> None:
        raise NotImplementedError

    @on(CursorList.Opened)
    def _opened(self) -> None:
        self.action_take()


class Picker(ListDialog[str]):
    """Pick one of a list."""

    DEFAULT_CSS = """
    Picker.-question > VerticalScroll { width: 68; max-height: 94%; }
    Picker.-question TextLines { margin-bottom: 1; }
    """

    def __init__(
        self,
        title: str,
        choices: Sequence[tuple[str, str]],
        chosen: str = "",
        *,
        question: str = "",
        none: str = "",
        preview: Callable[[str], None] | None = None,
    ) -> None:
        """``choices``: value and label; ``question``: text above them; ``none``: a first line,
        without a number, for the empty value; ``preview`` is called with what the cursor is on.
        """
        above = (TextLines(question, "bold"),) if question else ()
        every = [("", none), *choices] if none else choices
        listed = _Choices(every, chosen, first=0 if none else 1, wrap=bool(question))
        super().__init__(title, listed, *above)
        self.set_class(bool(question), "-question")
        self._preview = preview

    @on(CursorList.Moved)
    def _moved(self) -> None:
        if self._preview is not None:
            self._preview(self.list.selected[0])

    def action_take(self) -> None:
        self.dismiss(self.list.selected[0])


class _Choices(CursorList[tuple[str, str]]):
    def __init__(
        self, choices: Sequence[tuple[str, str]], chosen: str, *, first: int, wrap: bool
    ) -> None:
        """``first``: the first choice's number; 0 is none."""
        super().__init__(choices)
        self._chosen, self._first, self._wrap = chosen, first, wrap
        values = [value for value, _ in choices]
        self.cursor = values.index(chosen) if chosen in values else 0

    def jump(self, place: int) -> bool:
        return super().jump(place + 1 - self._first)

    def lead(self, place: int) -> Content:
        number = place + self._first
        shown = f"{number}  " if 0 < number < 10 else "   "
        return super().lead(place) + Content.styled(shown, "$quiet")

    def lines(self, item: tuple[str, str], width: int, here: bool) -> list[Content]:
        value, label = item
        line = Content.styled(clean(label), "bold" if here else "")
        if value == self._chosen:
            line += Content.styled("  ✓", "$accent")
        return wrapped(line, width) if self._wrap else [line.truncate(width, ellipsis=True)]


class Checklist(ListDialog[tuple[str, ...]]):
    """Tick one or more; Enter takes them, in the order in which they were ticked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,x,right,left", "tick", show=False),
    ]
    DEFAULT_CSS = """
    Checklist TextLines { margin-bottom: 1; }
    """

    def __init__(
        self, title: str, options: Sequence[str], chosen: Sequence[str], *, none: str = ""
    ) -> None:
        """``none``: what it means that nothing is ticked; empty: one at least has to be."""
        self._may_be_none = bool(none)
        hint = f" None means {none}." if none else ""
        self._hint = TextLines(f"Space ticks, Enter takes them.{hint}", "$quiet")
        self._ticks = _Ticks(options, chosen)
        super().__init__(title, self._ticks, self._hint)

    def action_tick(self) -> None:
        self._ticks.jump(self._ticks.cursor)

    def action_take(self) -> None:
        if self._ticks.chosen or self._may_be_none:
            self.dismiss(tuple(self._ticks.chosen))
        else:
            self._hint.say("! Tick at least one.")
            self.frame.scroll_home(animate=False)


class _Ticks(CursorList[str]):
    def __init__(self, options: Sequence[str], chosen: Sequence[str]) -> None:
        super().__init__(options)
        self.chosen = list(chosen)

    def jump(self, place: int) -> bool:
        if not super().jump(place):
            return False
        option = self.items[place]
        if option in self.chosen:
            self.chosen.remove(option)
        else:
            self.chosen.append(option)
        self.redraw()
        return True

    def click(self, item: int) -> None:
        self.jump(item)

    def lead(self, place: int) -> Content:
        ticked = self.items[place] in self.chosen
        box = ("[x] ", "bold $accent") if ticked else ("[ ] ", "$quiet")
        number = (f"{place + 1}  " if place < 9 else "   ", "$quiet")
        return Content.assemble(super().lead(place), number, box)

    def lines(self, item: str, width: int, here: bool) -> list[Content]:
        line = Content.styled(clean(item), "bold" if here else "")
        return [line.truncate(width, ellipsis=True)]


class TextDialog(Dialog[str]):
    """One line of text that ``check`` accepts."""

    AUTO_FOCUS = "Input"
    DEFAULT_CSS = """
    TextDialog > VerticalScroll { width: 60; }
    TextDialog Input { padding: 0 1; margin: 1 0; background: $background; }
    """

    def __init__(
        self,
        title: str,
        about: str,
        text: str,
        check: Callable[[str], object],
        *,
        fresh: bool,
        understood: Callable[[str], str] | None = None,
    ) -> None:
        """``text`` stands there already; ``fresh``: typing replaces it; ``understood`` says while
        typing how it will be taken, or raises what is wrong with it.
        """
        self._check = check
        self._understood = understood
        self._hint = TextLines(_HINT, "$quiet")
        field = Input(text, compact=True, select_on_focus=fresh)
        super().__init__(title, TextLines(about), field, self._hint)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        said = _HINT
        if self._understood is not None and event.value.strip():
            with suppress(ActquizError):
                said = self._understood(event.value)
        self._hint.say(said)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        try:
            self._check(event.value)
        except ActquizError as error:
            self._hint.say(f"! {error.what}: {error.fix}")
        else:
            self.dismiss(event.value)
