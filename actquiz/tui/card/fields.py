"""Where answers are typed: one line a blank, or a box for an answer in one's own words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import var
from textual.widgets import Input, Static, TextArea

from actquiz.text.safe import cells
from actquiz.tui.widgets.column import Column


class _Line(Input):
    """A field of one line that tells of several lines pasted into it."""

    # Here, for what it is scrolled in has the arrows before the screen.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,down", "screen.next_field", show=False),
        Binding("shift+tab,up", "screen.previous_field", show=False),
    ]

    class Pasted(Message):
        """Several lines came at once."""

        def __init__(self, field: _Line, lines: list[str]) -> None:
            super().__init__()
            self.field = field
            self.lines = lines

    def _on_paste(self, event: events.Paste) -> None:
        lines = [line.strip() for line in event.text.splitlines() if line.strip()]
        if len(lines) > 1:
            event.stop()
            event.prevent_default()
            self.post_message(self.Pasted(self, lines))


class Fields(Column):
    """Mounts what a question needs; says when the learner is done."""

    DEFAULT_CSS = """
    Fields Horizontal { height: 1; margin-bottom: 1; }
    Fields Static { width: auto; height: 1; color: $accent; text-style: bold; }
    Fields > Static.problem {
        width: 1fr; height: auto; color: $error; text-style: none; margin-bottom: 1;
    }
    Fields Input.-textual-compact {
        width: 1fr; max-width: 48; padding: 0 1; background: $surface;
    }
    Fields.-marked Horizontal { margin-bottom: 0; }
    Fields TextArea.-textual-compact { height: 6; padding: 0 1; background: $surface; }
    """

    class Done(Message):
        """Enter was pressed in the last field."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[_Labelled] = []
        self._box: _Box | None = None
        self._fields: list[Input | TextArea] = []
        self._problem: Static | None = None

    async def complain(self, problem: str, at: int | None = None) -> None:
        """Say under the fields what is wrong with what is typed; empty: nothing is.

        ``at``: the character of the first field where it goes wrong; a mark stands below it.
        """
        if self._problem is None and problem:
            self._problem = Static(classes="problem")
            await self.mount(self._problem)
        if self._problem is not None:
            mark = f"{' ' * self._column(at)}^\n" if at is not None else ""
            self._problem.update(Content(f"{mark}! {problem}"))
            self._problem.display = bool(problem)
            # The mark stands right below the field.
            self.set_class(bool(problem) and at is not None, "-marked")

    def _column(self, at: int) -> int:
        """How far from the left a character of the first field stands."""
        field = self._fields[0]
        inside = field.content_region.x - self.content_region.x - field.scroll_offset.x
        text = field.value[:at] if isinstance(field, Input) else ""
        return max(inside + cells(text), 0)

    async def ask_lines(self, labels: Sequence[str], hints: Sequence[str]) -> None:
        """One field a label, its hint shown while it is empty."""
        self.clear()
        added = [_Labelled() for _ in labels[len(self._lines) :]]
        self._lines += added
        if added:
            await self.mount_all(added)
        lines = self._lines[: len(labels)]
        for line, label, hint in zip(lines, labels, hints, strict=True):
            line.ask(label, hint)
        self._fields = [line.field for line in lines]
        self._begin()

    async def ask_text(self) -> None:
        """One box of several lines."""
        self.clear()
        if self._box is None:
            self._box = _Box(soft_wrap=True, compact=True, placeholder="Say it in your own words.")
            await self.mount(self._box)
        self._box.text = ""
        self._box.display = True
        self._fields = [self._box]
        self._begin()

    def _begin(self) -> None:
        self.display = True
        # At once, not by ``focus()``: that would be drawn after the question is.
        self.screen.set_focus(self._fields[0], scroll_visible=False)

    def on_show(self) -> None:
        """The beginning of the first field is enough: the question is still to be read."""
        if self._fields and not self.screen.can_view_partial(self._fields[0]):
            self._fields[0].scroll_visible(animate=False, immediate=True)

    def clear(self) -> None:
        """Hide the fields; they are kept, because mounting anew costs more than a frame."""
        self.display = False
        self._fields = []
        for child in self.children:
            child.display = False

    def go(self, by: int) -> None:
        """To the next field (1) or the one before (-1), round at the ends."""
        at = self.screen.focused
        if isinstance(at, Input | TextArea) and at in self._fields:
            self._fields[(self._fields.index(at) + by) % len(self._fields)].focus()

    @property
    def several(self) -> bool:
        """Whether there is a next field."""
        return len(self._fields) > 1

    def focus_first_empty(self) -> None:
        """Back to typing."""
        empty = [field for field, text in zip(self._fields, self.texts, strict=True) if not text]
        (empty or self._fields)[0].focus()

    @property
    def texts(self) -> tuple[str, ...]:
        """What stands in the fields."""
        return tuple(
            field.value if isinstance(field, Input) else field.text for field in self._fields
        )

    @property
    def typing(self) -> bool:
        """Whether a field takes the keys."""
        return self.is_attached and self.screen.focused in self._fields

    @on(Input.Submitted)
    def _next_field(self, event: Input.Submitted) -> None:
        event.stop()
        place = self._fields.index(event.input)
        if place + 1 < len(self._fields):
            self._fields[place + 1].focus()
        else:
            self.post_message(self.Done())

    @on(_Line.Pasted)
    def _fill(self, event: _Line.Pasted) -> None:
        """A line for each field from there on; what is left over goes into the last one."""
        event.stop()
        fields = [each for each in self._fields if isinstance(each, Input)]
        fields = fields[fields.index(event.field) :]
        lines = [*event.lines[: len(fields) - 1], " ".join(event.lines[len(fields) - 1 :])]
        for field, line in zip(fields, lines, strict=False):
            if line:
                field.insert_text_at_cursor(line)
                field.focus()


class _Labelled(Horizontal):
    """The number of a blank, and the field for it."""

    virtual_size = var(Size(0, 0))

    def __init__(self) -> None:
        super().__init__()
        self._label = Static()
        self.field = _Line(compact=True, select_on_focus=False)

    def compose(self) -> ComposeResult:
        yield self._label
        yield self.field

    def ask(self, label: str, hint: str) -> None:
        """Empty, for another question."""
        self._label.update(Content(f"{label} "))
        self.field.value = ""
        self.field.placeholder = hint
        self.display = True


class _Box(TextArea):
    """Enter hands in, as on every other card; Ctrl+J starts a new line."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+j", "new_line", "New line", show=False),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """With nothing typed there is nothing of it to undo: the key is the screen's then."""
        return action != "undo" or bool(self.text)

    def action_new_line(self) -> None:
        self.insert("\n")

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(Fields.Done())
        elif event.key != "ctrl+j":
            await super()._on_key(event)
