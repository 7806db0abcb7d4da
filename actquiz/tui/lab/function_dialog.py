"""All that is known of a function: type its name or a formula, read its curves and its facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Input

from actquiz.errors import ActquizError
from actquiz.tui.dialog import Dialog, TextLines
from actquiz.tui.widgets.figure_view import FigureView
from actquiz.tui.widgets.rows_widget import Row, RowsWidget

if TYPE_CHECKING:
    from actquiz.demos.function_report import FunctionReport

_HINT = "Enter looks it up, the arrows scroll, Esc leaves."


class FunctionDialog(Dialog[None]):
    """A field for the function, its curve and slope, and what `actquiz function` prints."""

    AUTO_FOCUS = "Input"
    # A letter q is part of a formula; up and down are free in a field of one line.
    BINDINGS = [  # noqa: RUF012
        Binding("escape", "cancel", show=False),
        Binding("down", "roll(1)", show=False),
        Binding("up", "roll(-1)", show=False),
        Binding("pagedown", "roll(8)", show=False),
        Binding("pageup", "roll(-8)", show=False),
    ]
    DEFAULT_CSS = """
    FunctionDialog > VerticalScroll { width: 92; max-width: 98%; padding: 0 1; }
    FunctionDialog Input { padding: 0 1; margin: 0; background: $background; }
    FunctionDialog FigureView { height: 12; }
    FunctionDialog.-short FigureView { height: 5; }
    """

    def __init__(self, text: str) -> None:
        self._hint = TextLines(_HINT, "$quiet")
        self._picture = FigureView()
        self._facts = _Facts()
        field = Input(text, compact=True, select_on_focus=True)
        super().__init__("Function", field, self._hint, self._picture, self._facts)

    def on_mount(self) -> None:
        self._look_up(self.query_one(Input).value)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._look_up(event.value)

    def action_roll(self, by: int) -> None:
        """Scroll what is known."""
        self.frame.scroll_relative(y=by, animate=False)

    @work(thread=True, exclusive=True)
    def _look_up(self, text: str) -> None:
        from actquiz.demos import kept_functions
        from actquiz.demos.function_report import report
        from actquiz.engine import activations

        try:
            kept_functions.load()
            found = report(activations.get(text), costs=False)
        except ActquizError as error:
            self.app.call_from_thread(self._hint.say, f"! {error.what}: {error.fix}")
        else:
            self.app.call_from_thread(self._show, found)

    def _show(self, found: FunctionReport) -> None:
        from actquiz.demos.gallery import Chosen, together

        self._hint.say(_HINT)
        self._picture.show(together([Chosen(found.activation)], -5, 5, slope=True))
        self._facts.show(found)


class _Facts(RowsWidget):
    """The formulas and the sections, laid out for the width there is."""

    def __init__(self) -> None:
        super().__init__()
        self._found: FunctionReport | None = None

    def show(self, found: FunctionReport) -> None:
        self._found = found
        self.redraw()

    def rows(self, width: int) -> list[Row]:
        if self._found is None:
            return []
        from actquiz.demos.function_report import formulas, lines

        told = [*formulas(self._found, width), *lines(self._found, width)]
        return [Row(Content(line)) for line in told]
