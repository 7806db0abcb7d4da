"""Predict, then run: an answer read, and scored against the outcome."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from actquiz.demos.demo import Prediction
from actquiz.errors import ActquizError
from actquiz.plots.axes import number

CLOSE_RATIO = 2.0
"""A typed number on a log scale is right within this factor."""
CLOSE_SHARE = 0.1
"""A typed number is right within this share of the outcome, or this distance from zero."""


@dataclass(frozen=True, slots=True)
class PredictedAnswer:
    """What was predicted: one option (its index), or a number."""

    text: str
    option: int | None = None
    number: float | None = None


@dataclass(frozen=True, slots=True)
class PredictionScore:
    """How the prediction did."""

    right: bool
    outcome: float
    sentence: str


def read(prediction: Prediction, typed: str) -> PredictedAnswer:
    """The answer in ``typed``: an option's digit (from 1), or a number such as 1e-4.

    Raises ActquizError for anything else.
    """
    text = typed.strip()
    if prediction.options:
        count = len(prediction.options)
        if not (text.isascii() and text.isdigit() and 1 <= int(text) <= count):
            raise ActquizError(f"'{text}' is no option", fix=f"type a digit from 1 to {count}")
        return PredictedAnswer(prediction.options[int(text) - 1][0], option=int(text) - 1)
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise ActquizError(f"'{text}' is not a number", fix="type one such as 0.5 or 1e-4")
    return PredictedAnswer(text, number=number)


def score(
    prediction: Prediction, answer: PredictedAnswer, figures: Mapping[str, float]
) -> PredictionScore:
    """The answer held against the run's figure that decides."""
    outcome = figures[prediction.figure]
    if answer.option is not None:
        return _scored_option(prediction, answer, outcome)
    assert answer.number is not None
    if prediction.log:
        return _scored_ratio(answer.number, outcome)
    gap = abs(answer.number - outcome)
    right = gap <= CLOSE_SHARE * max(abs(outcome), 1.0 if outcome == 0 else 0.0)
    return PredictionScore(
        right, outcome, f"You said {answer.text}; it came out {number(outcome, 4)}."
    )


def _scored_option(
    prediction: Prediction, answer: PredictedAnswer, outcome: float
) -> PredictionScore:
    held = [low <= outcome < high for _, low, high in prediction.options]
    right = held[answer.option or 0]
    said = f"You said {answer.text}; it came out {number(outcome, 4)}"
    if right:
        return PredictionScore(True, outcome, f"{said}, so that is right.")
    true = next(
        (text for (text, _, _), holds in zip(prediction.options, held, strict=True) if holds), ""
    )
    return PredictionScore(
        False, outcome, f"{said}: {true}." if true else f"{said}: none of the options."
    )


def _scored_ratio(typed: float, outcome: float) -> PredictionScore:
    said = f"You said {number(typed)}; it came out {number(outcome)}"
    if typed <= 0 or outcome <= 0:
        return PredictionScore(typed == outcome, outcome, f"{said}.")
    ratio = max(typed / outcome, outcome / typed)
    return PredictionScore(ratio <= CLOSE_RATIO, outcome, f"{said}: off by a factor {ratio:.3g}.")
