"""Expectations of an activation under Gaussian pre-activations.

Each integral is cut where the function's slope jumps and where its bends end, and every piece is
done by Gauss–Legendre quadrature (24 nodes a piece, 10 for the double integrals), so kinks cost
nothing: single integrals are right to 1e-12, double ones to 1e-7, for variances from 1e-6 to 1e6.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from actquiz.arrays import Floats
from actquiz.engine.activations import Activation, ActivationFacts
from actquiz.engine.activations.special import normal_density
from actquiz.errors import ActquizError

# The density is below 1e-32 beyond 12 standard deviations.
_REACH = 12.0
_POSITIVE_EDGES = np.array([0.75, 1.5, 2.5, 3.5, 5.0, 7.0, 9.0, _REACH])
_STANDARD_EDGES = np.concatenate([-_POSITIVE_EDGES[::-1], [0.0], _POSITIVE_EDGES])
# In units of the function's bend: exponentials have died out after 32 of them.
_FEW = 12
_BEND_EDGES = np.array([0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0])


def mean(activation: Activation, variance: float = 1.0, **parameters: float) -> float:
    """E f(√q·Z) for a standard normal Z and q = ``variance``."""
    return _expect(activation, variance, parameters, activation.value)


def square(activation: Activation, variance: float = 1.0, **parameters: float) -> float:
    """E f(√q·Z)², the second moment that the next layer sees."""
    return _expect(activation, variance, parameters, lambda x, **p: activation.value(x, **p) ** 2)


def slope_square(activation: Activation, variance: float = 1.0, **parameters: float) -> float:
    """E f'(√q·Z)², the factor by which a layer scales squared gradients."""
    return _expect(activation, variance, parameters, lambda x, **p: activation.slope(x, **p) ** 2)


def product(
    activation: Activation, variance: float, correlation: float, **parameters: float
) -> float:
    """E f(u)·f(v) for u, v ~ N(0, q) with this correlation (−1…1)."""
    return _pair(activation.value, activation, variance, correlation, parameters)


def slope_product(
    activation: Activation, variance: float, correlation: float, **parameters: float
) -> float:
    """E f'(u)·f'(v) for u, v ~ N(0, q) with this correlation (−1…1)."""
    return _pair(activation.slope, activation, variance, correlation, parameters)


@lru_cache(maxsize=256)
def _nodes(activation: Activation, variance: float, *settings: float) -> tuple[Floats, Floats]:
    """(z, weights) with Σ w·g(√q·z) = E g(√q·Z) for any g that bends where the function does."""
    names = (parameter.name for parameter in activation.parameters)
    facts = activation.facts(**dict(zip(names, settings, strict=True)))
    z, weights = _rule(np.zeros(1), float(np.sqrt(variance)), facts, 24)
    return z[0], weights[0]


def _rule(
    centre: Floats, deviation: float, facts: ActivationFacts, order: int
) -> tuple[Floats, Floats]:
    """Nodes and weights, [centres, nodes], for E g(centre + deviation·Z), row by row."""
    if len(facts.breakpoints) > _FEW:
        # A wave: pieces short enough for its turns, evenly all over.
        count = int(np.clip(_REACH * deviation / (2.0 * facts.width), len(_STANDARD_EDGES), 600))
        even = np.linspace(-_REACH, _REACH, count)
        seams = (np.array(facts.breakpoints) - centre[:, np.newaxis]) / deviation
        return _pieces(np.broadcast_to(even, (len(centre), count)), seams, order)
    bends = _BEND_EDGES * facts.width
    kinks = np.concatenate(
        [b + sign * bends for b in (0.0, *facts.breakpoints) for sign in (-1, 1)]
    )
    moving = (kinks - centre[:, np.newaxis]) / deviation
    fixed = np.broadcast_to(_STANDARD_EDGES, (len(centre), len(_STANDARD_EDGES)))
    return _pieces(fixed, moving, order)


def _pieces(fixed: Floats, moving: Floats, order: int) -> tuple[Floats, Floats]:
    """Nodes and weights of the pieces between these edges, in standard deviations."""
    edges = np.sort(np.clip(np.concatenate([fixed, moving], axis=1), -_REACH, _REACH), axis=1)
    unit, unit_weights = np.polynomial.legendre.leggauss(order)
    half = np.diff(edges, axis=1)[..., np.newaxis] / 2.0
    z = (edges[:, :-1, np.newaxis] + half + half * unit).reshape(len(edges), -1)
    return z, (half * unit_weights).reshape(len(edges), -1) * normal_density(z)


def _expect(
    activation: Activation,
    variance: float,
    parameters: dict[str, float],
    function: Callable[..., Floats],
) -> float:
    settings = activation.settings(parameters)
    deviation = _deviation(variance)
    if deviation == 0.0:
        return float(function(0.0, **settings))
    z, weights = _nodes(activation, float(variance), *settings.values())
    return float(weights @ function(deviation * z, **settings))


def _deviation(variance: float) -> float:
    if not 0.0 <= variance < np.inf:
        raise ActquizError(f"a variance must be a finite number from 0 on, not {variance}")
    return float(np.sqrt(variance))


def _pair(
    function: Callable[..., Floats],
    activation: Activation,
    variance: float,
    correlation: float,
    parameters: dict[str, float],
) -> float:
    if not -1.0 <= correlation <= 1.0:
        raise ActquizError(f"a correlation lies between -1 and 1, not {correlation}")
    deviation, facts = _deviation(variance), activation.facts(**parameters)
    if deviation == 0.0:
        return float(function(0.0, **parameters)) ** 2
    z, weights = (row[0] for row in _rule(np.zeros(1), deviation, facts, 10))
    first, centre = function(deviation * z, **parameters), correlation * deviation * z
    noise = deviation * float(np.sqrt((1.0 - correlation) * (1.0 + correlation)))
    if noise == 0.0:
        return float(weights @ (first * function(centre, **parameters)))
    inner, inner_weights = _rule(centre, noise, facts, 10)
    second = function(centre[:, np.newaxis] + noise * inner, **parameters)
    return float(weights @ (first * (inner_weights * second).sum(axis=1)))
