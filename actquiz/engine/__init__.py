"""The engine as a library: activation functions, named or typed, and networks trained with them.

    from actquiz import engine

    f = engine.function("x*sigmoid(x)")
    f(x), f.slope(x), f.facts()
    engine.train(f, epochs=20).loss

Nothing heavy is imported before it is asked for. docs/library.md has it all, with examples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from actquiz.engine.activations import Activation
    from actquiz.engine.library import Trained

__all__ = ["function", "keep", "train"]


def function(formula: str, **parameters: float) -> Activation:
    """The function of that name or formula of x; parameters by keyword.

    It is called on arrays, and has ``slope``, ``facts()``, ``limit`` and more. Raises ActquizError
    with the place of what is wrong.
    """
    from actquiz.engine import library

    return library.function(formula, **parameters)


def keep(name: str, formula: str, **parameters: float) -> Activation:
    """Give a formula a name that counts wherever names do, until the process ends."""
    from actquiz.engine import activations

    return activations.keep(name, formula, parameters)


def train(
    activation: Activation | str = "relu",
    x: ArrayLike | None = None,
    y: ArrayLike | None = None,
    **settings: Any,
) -> Trained:
    """Train networks with that function; ``actquiz.engine.library.train`` lists the settings."""
    from actquiz.engine import library

    return library.train(activation, x, y, **settings)
