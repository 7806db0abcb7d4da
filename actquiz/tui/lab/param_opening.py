"""The window that belongs to a knob or to a prediction."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import App

from actquiz.demos import predicting
from actquiz.demos.demo import Param, Prediction
from actquiz.demos.runner import accepts, read
from actquiz.tui.dialog import Checklist, Picker, TextDialog
from actquiz.tui.lab.param_knob import is_number, shown

Take = Callable[[Any], None]


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
    elif knob.kind == "choices":
        app.push_screen(Checklist(knob.name, knob.options, value), chosen)
    elif knob.kind == "choice":
        options = [(option, option) for option in knob.options]
        app.push_screen(Picker(knob.name, options, value), chosen)
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
