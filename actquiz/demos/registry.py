"""Every demonstration by name; a demonstration's own module is imported when it is asked for."""

from __future__ import annotations

import importlib

from actquiz.demos import kept_functions
from actquiz.demos.demo import Demo
from actquiz.errors import unknown

DEMOS: dict[str, str] = {
    "gallery": "The curve gallery",
    "linear-collapse": "A hundred linear layers are one",
    "universal": "Approximating a curve, and when that cannot work",
    "vanishing": "Vanishing gradients, layer by layer",
    "initialization": "Initialization: the signal up, the gradient down",
    "shattered-gradients": "Shattered gradients",
    "gradient-stats": "One number for all gradients",
    "gradient-flow": "Gradient norms against depth",
    "saturation": "Saturation, layer by layer",
    "rescue": "Rescuing a deep network",
    "born-dead": "Networks that are dead at birth",
    "dying-relu": "When ReLU units die",
    "sparsity": "Half of the pairs, not half of the units",
    "zero-centered": "What an off-centre activation costs",
    "selu-fixed-point": "SELU's fixed point",
    "compare": "Four activations, trained side by side",
    "boundary": "Decision boundaries",
    "real-data": "Activations on measured data",
    "gelu-approximations": "GELU and its two approximations",
    "softmax": "Softmax: temperature, saturation, overflow",
    "glu-variants": "Gated feed-forward blocks at equal size",
    "cost": "What each function really costs",
    "stability": "Naive and stable forms side by side",
}
"""Name to title, in the order in which they teach; the module is the name with ``_`` for ``-``."""


def names() -> list[tuple[str, str]]:
    """(name, title) of every demonstration, none of them imported."""
    return list(DEMOS.items())


def get(name: str) -> Demo:
    """The demonstration called ``name``.

    Raises ActquizError with the nearest name where there is none.
    """
    if name not in DEMOS:
        raise unknown("demo", name, DEMOS, "'actquiz demo' lists them")
    kept_functions.load()
    demo: Demo = importlib.import_module(f"actquiz.demos.{name.replace('-', '_')}").DEMO
    return demo
