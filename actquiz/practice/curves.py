"""Curve cards: a picture without its name, and functions to pick from."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from actquiz.bank.cards import Curve
from actquiz.bank.entry import Entry
from actquiz.memory.grade import Grade
from actquiz.practice.turns import Line, Response, Turn, Verdict

if TYPE_CHECKING:
    from actquiz.plots.figure import Figure

_POINTS = 401


def ask(entry: Entry, seed: int) -> Turn:
    """Ask for the function; ``picture`` is to be shown with it."""
    card = _card(entry)
    what = "Which function has this slope?" if card.slope else "Which function is this?"
    return Turn(entry, seed, "curve", what, tuple(_title(name) for name in _shown(entry, seed)))


def judge(turn: Turn, response: Response) -> Verdict:
    """Right if the drawn function is picked."""
    card = _card(turn.entry)
    shown = _shown(turn.entry, turn.seed)
    picked = response.picks[0] if response.picks else -1
    right = 0 <= picked < len(shown) and shown[picked] == card.function
    place = shown.index(card.function) + 1
    headline = "Right." if right else f"Wrong: {place} is right."
    if picked < 0:
        headline = f"Not answered: {place} is right."
    lines = tuple(
        Line(_title(name), number == picked, name == card.function, "")
        for number, name in enumerate(shown)
    )
    grade = Grade.GOOD if right else Grade.AGAIN
    return Verdict(right, grade, headline, _title(card.function), card.why, lines)


def picture(turn: Turn, *, named: bool = False) -> Figure:
    """The curve; with its name only when the question has been answered."""
    import numpy as np

    from actquiz.engine import activations
    from actquiz.plots.figure import Axis, Figure, Line, Panel

    card = _card(turn.entry)
    low, high = (float(end) for end in card.window)
    x = np.linspace(low, high, _POINTS)
    activation = activations.get(card.function)
    y = (activation.slope if card.slope else activation.value)(x, **card.params)
    name = _title(card.function) if named else ""
    axis = Axis("f′(x)" if card.slope else "f(x)")
    return Figure([Panel([Line(name, x.tolist(), y.tolist())], x=Axis("x"), y=axis)])


def _shown(entry: Entry, seed: int) -> list[str]:
    """The options in the order they are shown; it depends on the seed alone."""
    names = list(_card(entry).options)
    Random(seed).shuffle(names)
    return names


def _title(name: str) -> str:
    # The engine knows how people write a function's name; numpy waits until a curve is asked.
    from actquiz.engine import activations

    return activations.get(name).title


def _card(entry: Entry) -> Curve:
    if not isinstance(entry.card, Curve):
        raise ValueError(f"{entry.id} has no curve")
    return entry.card
