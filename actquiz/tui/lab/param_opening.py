"""The window that belongs to a knob or to a prediction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from textual.app import App

from actquiz.demos import predicting
from actquiz.demos.demo import Param, Prediction
from actquiz.demos.functions import joined
from actquiz.demos.runner import accepts, read
from actquiz.tui.dialog import Checklist, Picker, TextDialog
from actquiz.tui.lab.drawing_dialog import DrawingDialog
from actquiz.tui.lab.formula_dialog import FormulaDialog
from actquiz.tui.lab.param_knob import is_number, shown

Take = Callable[[Any], None]
FORMULA = "a formula …"
"""The entry that opens a field to type a function in."""
DRAW = "points of your own …"
"""The entry that opens a plane to draw on."""
FILE = "a CSV file …"
"""The entry that opens a field for a path."""


def open_knob(app: App[Any], knob: Param, value: Any, take: Take, typed: str = "") -> None:
    """Let the value be typed (``typed`` is its beginning), picked or ticked, then ``take`` it."""

    def chosen(answer: Any) -> None:
        if answer is not None:
            take(read(knob, answer))

    if is_number(knob):
        about = f"{knob.help} It takes {accepts(knob)}."
        text = typed or shown(knob, value)
        app.push_screen(
            TextDialog(knob.name, about, text, lambda text: read(knob, text), fresh=not typed),
            chosen,
        )
    elif knob.functions and typed:
        app.push_screen(FormulaDialog(knob, typed), chosen)
    elif knob.kind == "choices":
        own = [name for name in value if name not in knob.options]

        def ticked(names: tuple[str, ...] | None) -> None:
            known = [name for name in names or () if name not in (FORMULA, FILE)]
            _fill_in(app, knob, names or (), joined(known), chosen)

        app.push_screen(Checklist(knob.name, (*_typed(knob), *own, *knob.options), value), ticked)
    elif knob.kind == "choice":
        own = [value] if value not in knob.options else []
        options = [(option, option) for option in (*_typed(knob), *own, *knob.options)]

        def picked(name: str | None) -> None:
            _fill_in(app, knob, [name] if name else [], value, chosen)

        app.push_screen(Picker(knob.name, options, value), picked)
    else:
        take(not value)


def _typed(knob: Param) -> tuple[str, ...]:
    """The entries that open a field."""
    entries = ((FORMULA, knob.functions), (DRAW, knob.drawn), (FILE, knob.files))
    return tuple(entry for entry, offered in entries if offered)


def _fill_in(app: App[Any], knob: Param, names: Sequence[str], text: str, take: Take) -> None:
    """Take what was picked, or let a formula or a file's path be typed first."""
    if FORMULA in names:
        several = knob.kind == "choices" and text
        app.push_screen(FormulaDialog(knob, f"{text}; " if several else text), take)
    elif DRAW in names:
        app.push_screen(DrawingDialog(), take)
    elif FILE in names:
        about = "The path of a CSV file. Its last column is the class; FILE.csv#NAME takes another."
        dialog = TextDialog(knob.name, about, "", lambda typed: read(knob, typed), fresh=True)
        app.push_screen(dialog, take)
    elif names:
        take(tuple(names) if knob.kind == "choices" else names[0])


def ask_prediction(
    app: App[Any], prediction: Prediction, take: Callable[[predicting.PredictedAnswer | None], None]
) -> None:
    """Ask for one of the options, or for a number; then ``take`` it, or None if none is given."""

    def said(typed: str | None) -> None:
        take(None if typed is None else predicting.read(prediction, typed))

    title = "What do you expect?"
    if prediction.options:
        numbered = enumerate(prediction.options, start=1)
        choices = [(str(number), text) for number, (text, _, _) in numbered]
        app.push_screen(Picker(title, choices, question=prediction.question), said)
    else:
        app.push_screen(
            TextDialog(
                title,
                prediction.question,
                "",
                lambda typed: predicting.read(prediction, typed),
                fresh=True,
            ),
            said,
        )
