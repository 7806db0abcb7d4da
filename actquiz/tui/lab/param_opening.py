"""The window that belongs to a knob or to a prediction."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import App

from actquiz.demos import predicting
from actquiz.demos.demo import Param, Prediction
from actquiz.demos.functions import joined
from actquiz.demos.runner import accepts, read
from actquiz.tui.dialog import Checklist, Picker, TextDialog
from actquiz.tui.lab.formula_dialog import FormulaDialog
from actquiz.tui.lab.param_knob import is_number, shown

Take = Callable[[Any], None]
FORMULA = "a formula …"
"""The entry that opens a field to type a function in."""


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
        more = (FORMULA,) if knob.functions else ()

        def ticked(names: tuple[str, ...] | None) -> None:
            if names is not None and FORMULA in names:
                text = joined([name for name in names if name != FORMULA])
                app.push_screen(FormulaDialog(knob, f"{text}; " if text else ""), chosen)
            else:
                chosen(names)

        app.push_screen(Checklist(knob.name, (*more, *own, *knob.options), value), ticked)
    elif knob.kind == "choice":
        own = [value] if value not in knob.options else []
        more = (FORMULA,) if knob.functions else ()
        options = [(option, option) for option in (*more, *own, *knob.options)]

        def picked(name: str | None) -> None:
            if name == FORMULA:
                app.push_screen(FormulaDialog(knob, value), chosen)
            else:
                chosen(name)

        app.push_screen(Picker(knob.name, options, value), picked)
    else:
        take(not value)


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
