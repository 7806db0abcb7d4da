"""Everything the program knows of one function, found once and told in lines or as numbers.

Facts of the catalogue are exact; those of a typed formula are found numerically (places to 1e-9,
values to 1e-12 of their size). Gaussian moments come with the difference between two quadratures.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from textwrap import wrap
from typing import Any

import numpy as np

from actquiz.arrays import Floats
from actquiz.engine import activations, gaussian, half_precision, meanfield
from actquiz.engine.activations import Activation, Bound
from actquiz.engine.meanfield import Weights
from actquiz.errors import ActquizError
from actquiz.text import maths

_DIGITS = 10
_RELATIVES = 3
_COSTLY = 200_000
_LAYERS = 300
_PROBE = np.concatenate([np.linspace(0.013, 6.0, 300), np.linspace(6.1, 40.0, 50)])


@dataclass(frozen=True, slots=True)
class FunctionReport:
    """Sections of (label, what is true); the same as numbers for scripts."""

    activation: Activation
    sections: list[tuple[str, list[tuple[str, str]]]]
    numbers: dict[str, Any] = field(default_factory=dict)
    relatives: list[tuple[str, float]] = field(default_factory=list)
    """Catalogued functions and √E(f − g)² from it, the nearest first."""


def report(activation: Activation, *, costs: bool = True) -> FunctionReport:
    """Find all facts; ``costs`` measures the time as well. Errors as ``Activation.facts``."""
    with np.errstate(all="ignore"):
        return _found(activation, costs=costs)


def _found(activation: Activation, *, costs: bool) -> FunctionReport:
    numbers: dict[str, Any] = {"name": activation.name, "formula": activation.formula}
    numbers["slope_formula"] = activation.slope_formula
    sections = [("Shape", list(_shape(activation, numbers)))]
    sections.append(("Under a unit Gaussian", list(_moments(activation, numbers))))
    sections.append(("Weights that suit it", list(_weights(activation, numbers))))
    sections.append(("In float16, step by step", list(_half(activation, numbers))))
    if costs:
        sections.append(("Cost", list(_cost(activation, numbers))))
    near = relatives(activation)
    numbers["relatives"] = [{"name": name, "distance": distance} for name, distance in near]
    rows = [(name, _distance(distance)) for name, distance in near]
    sections.append(("Relatives, by √E(f − g)² under a unit Gaussian", rows))
    return FunctionReport(activation, sections, numbers, near)


def lines(found: FunctionReport, width: int) -> list[str]:
    """The sections as lines of text no wider than ``width``, an empty one before each title."""
    told: list[str] = []
    for title, rows in found.sections:
        told += ["", title]
        column = max((len(label) for label, _ in rows if label), default=0)
        for label, text in rows:
            lead = f"  {label.ljust(column)}  " if column else "  "
            for number, line in enumerate(wrap(text, max(width - len(lead), 20))):
                told.append(f"{lead if not number else ' ' * len(lead)}{line}")
    return told


def formulas(found: FunctionReport, width: int) -> list[str]:
    """f(x) and its slope, in two dimensions."""
    activation = found.activation
    value = maths.block(f"f(x) = {activation.formula}", width - 2)
    slope = maths.block(f"f'(x) = {activation.slope_formula}", width - 2)
    return [*(f"  {line}" for line in value), "", *(f"  {line}" for line in slope)]


def relatives(activation: Activation) -> list[tuple[str, float]]:
    """The functions of the catalogue that are nearest to it, itself left out."""
    near = []
    for name in activations.names():
        other = activations.get(name)
        if other is activation:
            continue
        seams = (*activation.facts().breakpoints, *other.facts().breakpoints)
        gap = _expected(_squared_gap(activation, other), seams)
        if math.isfinite(gap):
            near.append((name, math.sqrt(max(gap, 0.0))))
    return sorted(near, key=lambda pair: pair[1])[:_RELATIVES]


def _squared_gap(one: Activation, other: Activation) -> Callable[[Floats], Any]:
    return lambda x: (one.value(x) - other.value(x)) ** 2


def _distance(distance: float) -> str:
    return "the same function" if distance < 1e-9 else f"{distance:.3g} apart"


def _shape(activation: Activation, numbers: dict[str, Any]) -> Iterator[tuple[str, str]]:
    facts = activation.facts()
    for breaking in activations.breakings(activation):
        yield "no number", f"{breaking}; what follows holds where there is one"
    yield "range", str(facts.range)
    yield "least value", _bound(facts.minimum)
    yield "greatest value", _bound(facts.maximum)
    ends = [(activation.limit(end), activation.limit(end, of_slope=True))
            for end in (-math.inf, math.inf)]  # fmt: skip
    yield "limits", f"f → {_value(ends[0][0])} as x → −∞, {_value(ends[1][0])} as x → ∞"
    yield "slope's limits", f"f′ → {_value(ends[0][1])} as x → −∞, {_value(ends[1][1])} as x → ∞"
    yield "least slope", _bound(facts.slope_min)
    yield "greatest slope", _bound(facts.slope_max)
    jumps = _jumps(activation)
    lipschitz = math.inf if jumps else facts.lipschitz
    yield "Lipschitz constant", _value(lipschitz)
    yield "monotone", "never decreasing" if facts.monotone else _falling(activation)
    odd, even = (_mirrors(activation, sign) for sign in (-1.0, 1.0))
    if odd or even:
        yield "symmetry", "odd: f(−x) = −f(x)" if odd else "even: f(−x) = f(x)"
    for kink in facts.kinks:
        sides = f"slope {_value(kink.left)} on the left, {_value(kink.right)} on the right"
        yield f"kink at {_value(kink.at)}", f"{sides}; {_value(kink.chosen)} is used there"
    for at in jumps:
        yield f"jump at {_value(at)}", "the slope knows nothing of it"
    numbers |= {
        "minimum": facts.minimum.value, "minimum_at": list(facts.minimum.at),
        "maximum": facts.maximum.value, "maximum_at": list(facts.maximum.at),
        "slope_min": facts.slope_min.value, "slope_max": facts.slope_max.value,
        "limit_left": ends[0][0], "limit_right": ends[1][0], "lipschitz": lipschitz,
        "monotone": facts.monotone, "odd": odd, "even": even,
        "kinks": [kink.at for kink in facts.kinks], "jumps": jumps,
        "not_a_number": [str(each) for each in activations.breakings(activation)],
    }  # fmt: skip


def _moments(activation: Activation, numbers: dict[str, Any]) -> Iterator[tuple[str, str]]:
    rows: tuple[tuple[str, str, Callable[..., float], Callable[..., Any]], ...] = (
        ("mean", "E f(Z)", gaussian.mean, activation.value),
        ("square", "E f(Z)²", gaussian.square, lambda x: activation.value(x) ** 2),
        ("slope_square", "E f′(Z)²", gaussian.slope_square, lambda x: activation.slope(x) ** 2),
    )
    for key, label, moment, function in rows:
        value = moment(activation)
        other = _expected(function, activation.facts().breakpoints)
        error = max(abs(value - other), 1e-12 * max(1.0, abs(value)))
        numbers[key], numbers[f"{key}_error"] = value, error
        digits = max(0, min(_DIGITS, -math.floor(math.log10(error)) - 1)) if error < 1 else 0
        if math.isfinite(value) and math.isfinite(error):
            near_zero = 0.0 if abs(value) <= error else value
            yield label, f"{near_zero:.{digits}f}  (to {error:.0e})"
        else:
            yield label, "no finite number"


def _weights(activation: Activation, numbers: dict[str, Any]) -> Iterator[tuple[str, str]]:
    square, slope = numbers["square"], numbers["slope_square"]
    if square > 0 and math.isfinite(square):
        numbers["weight_for_signal"] = 1 / square
        chi = slope / square
        numbers["chi_there"] = chi
        fate = "keep their size" if abs(chi - 1) < 1e-3 else ("grow" if chi > 1 else "shrink")
        yield "signal kept", f"σw² = {1 / square:.6g}; gradients {fate} then, χ = {chi:.4g}"
    if slope > 0 and math.isfinite(slope):
        numbers["weight_for_gradient"] = 1 / slope
        yield "gradient kept", f"σw² = {1 / slope:.6g}, χ = 1 where q = 1"
    try:
        edge = meanfield.edge_of_chaos(activation, 1.0)
    except (ActquizError, ZeroDivisionError) as error:
        numbers["edge_of_chaos"] = None
        yield "edge of chaos at q = 1", f"none ({error})"
    else:
        numbers["edge_of_chaos"] = [edge.weight, edge.bias]
        yield "edge of chaos at q = 1", f"σw² = {edge.weight:.6g}, σb² = {edge.bias:.6g}"
    for name, weight in (("he", 2.0), ("glorot", 1.0)):
        yield f"with {name}'s σw² = {weight:g}", _settles(activation, weight, name, numbers)


def _settles(activation: Activation, weight: float, name: str, numbers: dict[str, Any]) -> str:
    """Where the variance map goes from q = 1, and what gradients do there."""
    weights, variance, before = Weights(weight), 1.0, math.nan
    for _ in range(_LAYERS):
        before, variance = variance, meanfield.next_variance(activation, weights, variance)
        if not 1e-12 < variance < 1e12 or abs(variance - before) < 1e-12 * variance:
            break
    numbers[f"variance_{name}"] = variance
    if math.isnan(variance):
        return "the variance is no number"
    if not variance < 1e12:
        return "the variance grows without bound"
    chi = meanfield.gain(activation, weights, variance)
    numbers[f"chi_{name}"] = chi
    if variance <= 1e-12:
        return f"the variance dies out to 0, χ = {chi:.4g} there"
    if abs(variance - before) >= 1e-12 * variance:
        way = "shrinks" if variance < before else "grows"
        return f"the variance {way} slowly: {variance:.3g} after {_LAYERS} layers, χ = {chi:.4g}"
    kept = "is kept as it is" if abs(variance - 1.0) < 1e-9 else f"goes to q* = {variance:.6g}"
    return f"the variance {kept}, χ = {chi:.4g} there"


def _half(activation: Activation, numbers: dict[str, Any]) -> Iterator[tuple[str, str]]:
    found = half_precision.troubles(activation)
    numbers["float16"] = [str(trouble) for trouble in found]
    for trouble in found:
        yield "", str(trouble)
    if not found:
        yield "", "nothing breaks: no NaN, no overflow, no slope that vanishes"


def _cost(activation: Activation, numbers: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Forward and back in float32, against ReLU in the same breath."""
    ours, relu = _time(activation.name), _time("relu")
    numbers["cost_ratio"] = ours / relu
    yield "forward and back", f"about {ours / relu:.1f} times ReLU's time, on this machine now"


def _time(name: str) -> float:
    from actquiz import clock
    from actquiz.engine.kernels import kernel

    z = np.random.default_rng(0).standard_normal((4, 50, _COSTLY // 200)).astype(np.float32)
    a, kept, delta, scratch = (np.zeros_like(z) for _ in range(4))
    one = kernel(name, {}, z.dtype)
    best = math.inf
    with np.errstate(all="ignore"):
        for _ in range(7):
            begun = clock.stopwatch()
            one.forward(z, a, kept)
            one.backward(delta, z.copy(), a, kept, scratch)
            best = min(best, clock.stopwatch() - begun)
    return best


def _expected(function: Callable[[Floats], Any], seams: Sequence[float]) -> float:
    """E g(Z) by Gauss–Legendre on pieces of 1/16 between seams: finer than the engine's own."""
    edges = np.unique(np.clip([*np.arange(-12.0, 12.01, 0.0625), *seams], -12.0, 12.0))
    unit, weights = np.polynomial.legendre.leggauss(12)
    half = np.diff(edges)[:, None] / 2
    z = (edges[:-1, None] + half + half * unit).ravel()
    density = np.exp(-z * z / 2) / math.sqrt(2 * math.pi)
    with np.errstate(all="ignore"):
        return float(function(z) @ (density * (half * weights).ravel()))


def _mirrors(activation: Activation, sign: float) -> bool:
    right, left = activation.value(_PROBE), activation.value(-_PROBE)
    return bool(np.allclose(left, sign * right, rtol=1e-12, atol=1e-15))


def _jumps(activation: Activation) -> list[float]:
    """Where the value itself jumps."""
    found = []
    for at in activation.facts().breakpoints:
        left, right = activation.value(np.array([at - 1e-9, at + 1e-9]))
        if abs(right - left) > 1e-6 * max(1.0, abs(left), abs(right)):
            found.append(at)
    return sorted(found)


def _falling(activation: Activation) -> str:
    """“no: it falls for x < …”, or that it only falls."""
    x = np.linspace(-30.0, 30.0, 6_001)
    steps = np.diff(activation.value(x))
    signs = np.sign(steps[np.abs(steps) > 1e-15])
    if not (signs > 0).any():
        return "never increasing"
    turns = np.flatnonzero(np.diff(signs) != 0)
    if len(turns) > 1:
        return "no: it rises and falls in turn"
    facts = activation.facts()
    bound, side = (facts.minimum, "<") if signs[0] < 0 else (facts.maximum, ">")
    place = _value(bound.at[0 if side == "<" else -1])
    return f"no: it falls for x {side} {place}" if bound.attained else "no"


def _bound(bound: Bound) -> str:
    if not math.isfinite(bound.value):
        return "none"
    places = ", ".join(_value(at) for at in bound.at)
    if not bound.attained:
        return f"{_value(bound.value)}, only approached (x → {places})"
    if bound.plateau:
        ends = zip(bound.at[::2], bound.at[1::2], strict=True)
        pairs = " and ".join(f"{_value(low)} to {_value(high)}" for low, high in ends)
        return f"{_value(bound.value)}, for x from {pairs}"
    return f"{_value(bound.value)} at x = {places}"


def _value(value: float) -> str:
    if math.isnan(value):
        return "no limit found"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    return f"{value:.{_DIGITS}g}" if value else "0"
