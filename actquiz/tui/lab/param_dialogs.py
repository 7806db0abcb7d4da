"""Small windows of the Lab: a value to type, options to tick, a prediction to make."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from actquiz.errors import ActquizError
from actquiz.text.safe import clean
from actquiz.tui.card.options import hang
from actquiz.tui.typeset import wrapped
from actquiz.tui.widgets.rows import Paper, Row


class _Text(Paper):
    """A few lines that may change."""

    def __init__(self, text: str, style: str = "") -> None:
        super().__init__()
        self._style = style
        self.say(text)

    def say(self, text: str) -> None:
        self._text = clean(text)
        self.redraw()

    def rows(self, width: int) -> list[Row]:
        return [Row(line) for line in wrapped(Content.styled(self._text, self._style), width)]


class Ask(ModalScreen[str | None]):
    """One line of text that ``check`` accepts; Esc gives None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", show=False)]
    DEFAULT_CSS = """
    Ask { align: center middle; }
    Ask > Vertical {
        width: 60; max-width: 92%; height: auto; max-height: 90%; padding: 1 2;
        background: $surface; border: round $rule; border-title-color: $accent;
    }
    Ask Input { padding: 0 1; margin: 1 0; background: $background; }
    Ask.-short > Vertical { padding: 0 1; }
    """

    def __init__(
        self, title: str, about: str, text: str, check: Callable[[str], object], *, fresh: bool
    ) -> None:
        """``text`` stands there already; ``fresh``: typing replaces it."""
        super().__init__()
        self._title = title
        self._check = check
        self._about = _Text(about)
        self._wrong = _Text("Enter takes it, Esc leaves it.", "$quiet")
        self._input = Input(text, compact=True, select_on_focus=fresh)

    def compose(self) -> ComposeResult:
        frame = Vertical(self._about, self._input, self._wrong)
        frame.border_title = Content(self._title)
        yield frame

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        try:
            self._check(event.value)
        except ActquizError as error:
            self._wrong.say(f"! {error.what}: {error.fix}")
        else:
            self.dismiss(event.value)

    def action_cancel(self) -> None:
        self.dismiss(None)


class _Ticks(Paper):
    def __init__(self, options: Sequence[str], chosen: Sequence[str]) -> None:
        super().__init__()
        self._options = options
        self.chosen = list(chosen)
        self.cursor = 0

    def move(self, by: int) -> None:
        self.cursor = (self.cursor + by) % len(self._options)
        self.redraw(height=False)
        self.bring_into_view(self.cursor)

    def tick(self, place: int) -> None:
        self.cursor = place
        option = self._options[place]
        if option in self.chosen:
            self.chosen.remove(option)
        else:
            self.chosen.append(option)
        self.redraw(height=False)

    def rows(self, width: int) -> list[Row]:
        rows = []
        for place, option in enumerate(self._options):
            here = place == self.cursor
            ticked = option in self.chosen
            line = Content.assemble(
                ("▸ " if here else "  ", "bold $accent"),
                ("[x] " if ticked else "[ ] ", "bold $accent" if ticked else "$quiet"),
                (option, "bold" if here else ""),
            )
            rows.append(Row(line.truncate(width, ellipsis=True), place))
        return rows


class Checklist(ModalScreen[tuple[str, ...] | None]):
    """Tick one or more; Enter takes them, in the order in which they were ticked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", show=False),
        Binding("up,k", "move(-1)", show=False),
        Binding("pagedown", "move(10)", show=False),
        Binding("pageup", "move(-10)", show=False),
        Binding("space,x,right,left", "tick", show=False),
        Binding("enter", "take", show=False),
        Binding("escape,q", "cancel", show=False),
    ]
    DEFAULT_CSS = """
    Checklist { align: center middle; }
    Checklist > Vertical {
        width: 48; max-width: 92%; height: auto; max-height: 90%; padding: 1 2;
        background: $surface; border: round $rule; border-title-color: $accent;
    }
    Checklist VerticalScroll { height: auto; max-height: 24; scrollbar-size-vertical: 1; }
    Checklist.-short > Vertical { padding: 0 1; }
    Checklist.-short VerticalScroll { max-height: 5; }
    """
    AUTO_FOCUS = ""

    def __init__(
        self, title: str, options: Sequence[str], chosen: Sequence[str], *, none: str = ""
    ) -> None:
        """``none``: what it means that nothing is ticked; empty: one at least has to be."""
        super().__init__()
        self._title = title
        self._may_be_none = bool(none)
        self._ticks = _Ticks(options, chosen)
        hint = f" None means {none}." if none else ""
        self._hint = _Text(f"\nSpace ticks, Enter takes them.{hint}", "$quiet")

    def compose(self) -> ComposeResult:
        scroll = VerticalScroll(self._ticks)
        scroll.can_focus = False
        frame = Vertical(scroll, self._hint)
        frame.border_title = Content(self._title)
        yield frame

    def action_move(self, by: int) -> None:
        self._ticks.move(by)

    def action_tick(self) -> None:
        self._ticks.tick(self._ticks.cursor)

    def action_take(self) -> None:
        if self._ticks.chosen or self._may_be_none:
            self.dismiss(tuple(self._ticks.chosen))
        else:
            self._hint.say("\n! Tick at least one.")

    def action_cancel(self) -> None:
        self.dismiss(None)

    def on_paper_clicked(self, event: Paper.Clicked) -> None:
        self._ticks.tick(event.item)


class _Guesses(Paper):
    def __init__(self, question: str, options: Sequence[str]) -> None:
        super().__init__()
        self._question = question
        self._options = options
        self.cursor = 0

    def rows(self, width: int) -> list[Row]:
        question = wrapped(Content.styled(self._question, "bold"), width)
        rows = [*map(Row, question), Row()]
        for place, option in enumerate(self._options):
            here = place == self.cursor
            lead = Content.assemble(
                ("▸ " if here else "  ", "bold $accent"), (f"{place + 1}  ", "$accent")
            )
            text = wrapped(Content.styled(option, "bold" if here else ""), width - 5)
            rows += hang(lead, text, place)
        return rows


class Guess(ModalScreen[str | None]):
    """A prediction in one key: the digit of an option. Esc gives None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", show=False),
        Binding("up,k", "move(-1)", show=False),
        Binding("enter,space", "take", show=False),
        Binding("escape,q", "cancel", show=False),
    ]
    DEFAULT_CSS = """
    Guess { align: center middle; }
    Guess > VerticalScroll {
        width: 68; max-width: 94%; height: auto; max-height: 94%; padding: 1 2;
        background: $surface; border: round $rule; border-title-color: $accent;
        scrollbar-size-vertical: 1;
    }
    Guess.-short > VerticalScroll { padding: 0 1; }
    """
    AUTO_FOCUS = ""

    def __init__(self, question: str, options: Sequence[str]) -> None:
        super().__init__()
        self._count = len(options)
        self._guesses = _Guesses(question, options)

    def compose(self) -> ComposeResult:
        frame = VerticalScroll(self._guesses)
        frame.can_focus = False
        frame.border_title = Content("What do you expect?")
        yield frame

    def on_key(self, event: events.Key) -> None:
        if event.key.isdigit() and 1 <= int(event.key) <= self._count:
            # The screen below has a meaning of its own for digits.
            event.stop()
            self.dismiss(event.key)

    def action_move(self, by: int) -> None:
        self._guesses.cursor = (self._guesses.cursor + by) % self._count
        self._guesses.redraw(height=False)
        self._guesses.bring_into_view(self._guesses.cursor)

    def action_take(self) -> None:
        self.dismiss(str(self._guesses.cursor + 1))

    def action_cancel(self) -> None:
        self.dismiss(None)

    def on_paper_clicked(self, event: Paper.Clicked) -> None:
        self.dismiss(str(event.item + 1))
