"""Where a function is typed: drawn meanwhile, and what is wrong said where it is wrong."""

from __future__ import annotations

from textual import on
from textual.binding import Binding
from textual.widgets import Input

from actquiz.demos.demo import Param
from actquiz.demos.functions import separate
from actquiz.demos.runner import read
from actquiz.errors import ActquizError
from actquiz.tui.dialog import Dialog, TextLines
from actquiz.tui.widgets.figure_view import FigureView

_REACH = 5.0
_HINT = "Enter takes it, Esc leaves it."


class FormulaDialog(Dialog[str]):
    """One formula, or several with ; between, for a knob that takes functions."""

    AUTO_FOCUS = "Input"
    # A letter q is part of a formula.
    BINDINGS = [Binding("escape", "cancel", show=False)]  # noqa: RUF012
    DEFAULT_CSS = """
    FormulaDialog > VerticalScroll { width: 72; padding: 0 1; }
    FormulaDialog Input { padding: 0 1; margin: 0; background: $background; }
    FormulaDialog FigureView { height: 10; }
    FormulaDialog.-short FigureView { height: 5; }
    """

    def __init__(self, knob: Param, text: str) -> None:
        self._knob = knob
        several = "; between functions" if knob.kind == "choices" else ""
        layers = "tanh|relu gives layers different ones" if knob.functions == "layers" else ""
        more = ", ".join(part for part in (several, layers) if part)
        about = f"A name or a formula of x, such as x*sigmoid(1.5x){': ' if more else ''}{more}."
        self._mark = TextLines("", "$error")
        self._hint = TextLines(_HINT, "$quiet")
        self._picture = FigureView()
        field = Input(text, compact=True, select_on_focus=False)
        super().__init__(knob.name, TextLines(about), field, self._mark, self._picture, self._hint)

    def on_mount(self) -> None:
        self._look(self.query_one(Input).value)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._look(event.value)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self._look(event.value):
            self.dismiss(event.value)

    def _look(self, text: str) -> bool:
        """Draw what is typed, or say where it goes wrong; whether it can be taken."""
        from actquiz.demos.gallery import Chosen, together
        from actquiz.engine import activations

        try:
            value = read(self._knob, text)
            names = value if self._knob.kind == "choices" else [value]
            every = dict.fromkeys(part for each in names for part in activations.parts(each))
            chosen = [Chosen(activations.get(name)) for name in every]
        except ActquizError as error:
            self._mark.say(_said(text, error))
            self._hint.say(error.fix or _HINT)
            return False
        self._mark.say("")
        self._hint.say(_HINT)
        self._picture.show(together(chosen, -_REACH, _REACH, slope=False))
        return True


def _said(text: str, error: ActquizError) -> str:
    """What is wrong, under a ^ below the character where a formula goes wrong if that is known."""
    from actquiz.engine import activations

    for piece in separate(text):
        try:
            activations.get(piece)
        except ActquizError as found:
            at: int = getattr(found, "at", -1)
            if at >= 0 and found.what in error.what:
                return " " * (text.index(piece) + at) + f"^\n! {getattr(found, 'why', '')}"
    return f"! {error.what}"
