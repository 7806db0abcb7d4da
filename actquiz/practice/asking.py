"""How each kind of card is asked, and how an answer is judged; no screen, no input or output."""

from __future__ import annotations

from actquiz.bank import cards
from actquiz.bank.entry import Entry
from actquiz.practice import (
    blanks,
    curves,
    key_points,
    numbers,
    options,
    ordering,
    predictions,
    reveals,
)
from actquiz.practice.turns import Line, Response, Turn, Verdict

__all__ = ["Line", "Response", "Turn", "Verdict", "ask", "judge"]


def ask(entry: Entry, seed: int) -> Turn:
    """The turn that asks ``entry``; ``seed`` decides the order of options and drawn values."""
    match entry.card:
        case cards.Choice() | cards.Multiple() | cards.Truth():
            return options.ask(entry, seed)
        case cards.Predict():
            return predictions.ask(entry, seed)
        case cards.Numeric():
            return numbers.ask(entry, seed)
        case cards.Curve():
            return curves.ask(entry, seed)
        case cards.Order():
            return ordering.ask(entry, seed)
        case cards.Cloze():
            return blanks.ask(entry, seed)
        case cards.Open():
            return key_points.ask(entry, seed)
        case _:
            return reveals.ask(entry, seed)


def judge(turn: Turn, response: Response) -> Verdict:
    """What ``response`` is worth on ``turn``.

    An open answer is judged twice: typed text alone marks the key points found in it; ``picks``
    (or an empty response) are the learner's own ticks. A card that is turned over is judged where
    it asks for a formula and one was typed.
    """
    match turn.ask:
        case "pick" | "picks" | "truth":
            return options.judge(turn, response)
        case "order":
            return ordering.judge(turn, response)
        case "blanks":
            return blanks.judge(turn, response)
        case "points":
            return key_points.judge(turn, response)
        case "number":
            return numbers.judge(turn, response)
        case "curve":
            return curves.judge(turn, response)
        case "predict":
            return predictions.judge(turn, response)
        case _:
            return reveals.judge(turn, response)
