"""``curve``: a picture without its name, and functions to pick from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actquiz.bank.cards import Curve
from actquiz.practice.answer_ways import AnswerWay, PickOne
from actquiz.practice.kinds.kind import Kind
from actquiz.practice.kinds.picking import judge_one, shuffled
from actquiz.practice.turn import Response, Verdict

if TYPE_CHECKING:
    from actquiz.plots.figure import Figure

_POINTS = 401
_SHORT = 12
"""Characters of a short name, at most."""


def ask(card: Curve, seed: int) -> tuple[str, AnswerWay]:
    """The functions by their names, shuffled."""
    what = "Which function has this slope?" if card.slope else "Which function is this?"
    names = shuffled(card.options, seed)
    short = tuple(map(_short, names))
    distinct = len(set(short)) == len(short)
    return what, PickOne(tuple(map(_title, names)), short if distinct else ())


def judge(card: Curve, seed: int, response: Response) -> Verdict:
    """Right if the drawn function is picked."""
    shown = shuffled(card.options, seed)
    options = [(_title(name), "") for name in shown]
    return judge_one(options, [shown.index(card.function)], response, card.why)


def states(card: Curve) -> list[str]:
    """How to tell; that the options look different is proved."""
    return [card.why]


def picture(card: Curve, named: bool) -> Figure:
    """The curve, with its name once it is known."""
    import numpy as np

    from actquiz.demos import kept_functions
    from actquiz.engine import activations
    from actquiz.plots.figure import Axis, Figure, Line, Panel

    kept_functions.load()
    low, high = (float(end) for end in card.window)
    x = np.linspace(low, high, _POINTS)
    activation = activations.get(card.function)
    y = (activation.slope if card.slope else activation.value)(x, **card.params)
    name = _title(card.function) if named else ""
    axis = Axis("f′(x)" if card.slope else "f(x)")
    return Figure([Panel([Line(name, x.tolist(), y.tolist())], x=Axis("x"), y=axis)])


def drawn(card: Curve) -> str:
    """What the picture shows, in words: it is the answer."""
    name = _title(card.function).partition(" (")[0]
    low, high = (f"{float(end):g}".replace("-", "\N{MINUS SIGN}") for end in card.window)
    return f"{name}{', its slope' if card.slope else ''} on [{low}, {high}]"


def _title(name: str) -> str:
    # The engine knows how people write a function's name; numpy waits until a curve is asked.
    from actquiz.engine import activations

    return activations.get(name).title


def _short(name: str) -> str:
    """The name people say, without what it stands for: ReLU, tanh."""
    said = _title(name).partition(" (")[0]
    return said if len(said) <= _SHORT else name.replace("_", " ")


KIND = Kind("Name the function", 8.0, ask, judge, states, picture)
