"""Every demonstration by name; a demonstration's own module is imported when it is asked for."""

from __future__ import annotations

import importlib
from functools import cache
from typing import TYPE_CHECKING

from actquiz.demos import kept_functions
from actquiz.demos.demo import Demo
from actquiz.errors import ActquizError, unknown

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

DEMOS: dict[str, str] = {
    "gallery": "The curve gallery",
    "linear-collapse": "A hundred layers without activations",
    "universal": "Approximating a curve, and when that cannot work",
    "vanishing": "Vanishing gradients, layer by layer",
    "initialization": "Initialization: the signal up, the gradient down",
    "edge-of-chaos": "Order, chaos, and the edge between them",
    "shattered-gradients": "Shattered gradients",
    "gradient-stats": "One number for all gradients",
    "gradient-flow": "Gradient norms against depth",
    "saturation": "Saturation, layer by layer",
    "residual-norms": "Residual blocks: without a norm, post-norm, pre-norm",
    "memory-in-time": "Forget gates, and gradients through time",
    "rescue": "Rescuing a deep network",
    "born-dead": "Networks that are dead at birth",
    "dying-relu": "When ReLU units die",
    "sparsity": "What “half of it is inactive” means",
    "zero-centered": "What an off-centre activation costs",
    "selu-fixed-point": "SELU's fixed point",
    "compare": "Four activations, trained side by side",
    "boundary": "Decision boundaries",
    "real-data": "Activations on measured data",
    "gelu-approximations": "GELU and its two approximations",
    "softmax": "Softmax: temperature, saturation, overflow",
    "attention": "Attention's softmax and √d",
    "glu-variants": "Gated feed-forward blocks at equal size",
    "cost": "What each function really costs",
    "outliers": "One outlier and eight bits",
    "stability": "Naive and stable forms side by side",
}
"""Name to title, in the order in which they teach; the module is the name with ``_`` for ``-``."""


GROUP = "actquiz.demos"
"""The entry point by which a package adds a demonstration: its name, and where its ``DEMO`` is."""


def names() -> list[tuple[str, str]]:
    """(name, title) of every demonstration, none of ours imported."""
    return [*DEMOS.items(), *((name, _loaded(name).title) for name in _added())]


@cache
def _added() -> dict[str, EntryPoint]:
    """Demonstrations of other packages, by name."""
    from importlib.metadata import entry_points

    return {point.name: point for point in entry_points(group=GROUP) if point.name not in DEMOS}


@cache
def _loaded(name: str) -> Demo:
    point = _added()[name]
    try:
        demo = point.load()
    except Exception as error:
        raise ActquizError(
            f"demo '{name}' of {point.value} cannot be loaded: {type(error).__name__}: {error}",
            fix="ask its author, or uninstall it",
        ) from error
    if not isinstance(demo, Demo) or demo.name != name:
        raise ActquizError(
            f"{point.value} is no demo called '{name}'", fix="it has to be Demo(name=…, …)"
        )
    return demo


def get(name: str) -> Demo:
    """The demonstration called ``name``.

    Raises ActquizError with the nearest name where there is none.
    """
    if name not in DEMOS and name in _added():
        kept_functions.load()
        return _loaded(name)
    if name not in DEMOS:
        raise unknown("demo", name, DEMOS, "'actquiz demo' lists them")
    kept_functions.load()
    demo: Demo = importlib.import_module(f"actquiz.demos.{name.replace('-', '_')}").DEMO
    return demo
