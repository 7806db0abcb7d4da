"""The facts of a formula, found numerically.

Values are looked at on a grid over ±30 and at distances up to 1e8; each extremum is refined until
the slope changes sign within rounding. Places are right to about 1e-9, values to 1e-12 of their
size; limits are ``typed.limit``'s. Kinks and jumps come from the tree: where the two sides of a
``max``, a condition or an |…| are equal, as far as ±1000.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from actquiz.arrays import Floats
from actquiz.engine.activations.activation import ActivationFacts, Bound, Kink
from actquiz.engine.activations.formula import slopes, tree
from actquiz.engine.activations.formula.node import RELATIONS, Expr, below, const
from actquiz.engine.activations.formula.program import run
from actquiz.engine.activations.formula.typed import TypedFormula, limit, program

_INNER = np.linspace(-30.0, 30.0, 12_001)
_OUTER = np.geomspace(30.0, 1e8, 400)[1:]
_SEAM_REACH = 1_000.0
_NEAR = 1e-9
_MOST_SEAMS = 60
_TOLD = 4
"""Places that are told of an extremum that is reached many times."""

_Curve = Callable[[Floats], Floats]


def facts(formula: TypedFormula) -> ActivationFacts:
    """Everything the engine asks of a function; for a formula whose letters are filled."""
    seams = breakpoints(formula)
    second = slopes.slope(formula.slope)
    x = np.unique(np.concatenate([-_OUTER, _INNER, _OUTER, *_beside(seams)]))
    value, slope, bend = (_curve(root) for root in (formula.value, formula.slope, second))
    low, high = _bounds(x, value, slope, formula.value, seams)
    slope_low, slope_high = _bounds(x, slope, bend, formula.slope, seams)
    f = value(x)
    finite = f[np.isfinite(f)]
    kinks = _kinks(formula, seams)
    for kink in kinks:
        slope_low = _with_kink(slope_low, kink, sign=-1)
        slope_high = _with_kink(slope_high, kink, sign=1)
    return ActivationFacts(
        minimum=low,
        maximum=high,
        slope_min=slope_low,
        slope_max=slope_high,
        monotone=bool((np.diff(finite) >= -1e-12 * (1 + np.abs(finite[1:]))).all()),
        zero_mean=_zero_mean(value, seams),
        kinks=kinks,
        breakpoints=tuple(seams[:_MOST_SEAMS]) or _turns(x, bend),
        width=_width(slope, slope_low, slope_high, seams),
    )


def breakpoints(formula: TypedFormula) -> list[float]:
    """Where the tree changes its branch: x of every seam within ±1000, sorted."""
    found: set[float] = set()
    for node in below(formula.value, formula.slope):
        if node.op in ("max", "min") or node.op in RELATIONS:
            found |= _roots(tree.sub(*node.args))
        elif node.op in ("abs", "sign"):
            found |= _roots(node.args[0])
        elif node.op in ("floor", "ceil", "round"):
            found |= _steps(node)
    merged: list[float] = []
    for at in sorted(found):
        if not merged or at - merged[-1] > 1e-9 * max(1.0, abs(at)):
            merged.append(at + 0.0)
    return sorted(merged, key=abs)[:_MOST_SEAMS]


def _curve(root: Expr) -> _Curve:
    return lambda x: run(program(root), np.asarray(x, float))[0]


def _grid() -> Floats:
    far = np.geomspace(30.0, _SEAM_REACH, 2_000)
    return np.concatenate([-far[::-1], _INNER[1:-1], far])


def _roots(root: Expr) -> set[float]:
    """Where a tree changes its sign, or touches 0 on the grid alone."""
    if not any(node.op == "x" for node in below(root)):
        return set()
    x, curve = _grid(), _curve(root)
    y = curve(x)
    changes = np.flatnonzero(np.sign(y[:-1]) * np.sign(y[1:]) < 0)
    found = {_bisected(curve, x[place], x[place + 1]) for place in changes[:_MOST_SEAMS]}
    zero = y == 0
    alone = zero & ~np.roll(zero, 1) | zero & ~np.roll(zero, -1)
    return found | {float(at) for at in x[alone][:_MOST_SEAMS]}


def _steps(node: Expr) -> set[float]:
    """Where floor, ceil or round takes a step."""
    x = _INNER
    y = _curve(node)(x)
    found = set()
    for place in np.flatnonzero(np.diff(y) != 0)[:_MOST_SEAMS]:
        halfway = const(float(y[place] + y[place + 1]) / 2)
        found.add(_bisected(_curve(tree.sub(node, halfway)), x[place], x[place + 1]))
    return found


def _bisected(curve: _Curve, low: float, high: float) -> float:
    """Where a curve changes its sign, to the last bit."""
    first = float(np.sign(curve(np.array([low]))[0]))
    for _ in range(80):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        sign = float(np.sign(curve(np.array([middle]))[0]))
        if sign == 0:
            return float(middle)
        low, high = (middle, high) if sign == first else (low, middle)
    # A seam at a round number is that number.
    near = round(float(middle), 9)
    return near if abs(near - middle) <= 4e-12 * max(1.0, abs(middle)) else float(middle)


def _beside(seams: list[float]) -> list[Floats]:
    places = np.array(seams)
    step = _NEAR * np.maximum(1.0, np.abs(places))
    return [places, places - step, places + step]


def _bounds(
    x: Floats, curve: _Curve, rate: _Curve, root: Expr, seams: list[float]
) -> tuple[Bound, Bound]:
    y = curve(x)
    ends = limit(root, -np.inf), limit(root, np.inf)
    low = _least(x, y, curve, rate, ends, seams)
    mirrored = _least(
        x, -y, lambda at: -curve(at), lambda at: -rate(at), (-ends[0], -ends[1]), seams
    )
    high = Bound(-mirrored.value + 0.0, mirrored.at, mirrored.attained, mirrored.plateau)
    return low, high


def _least(
    x: Floats, y: Floats, curve: _Curve, rate: _Curve, ends: tuple[float, float], seams: list[float]
) -> Bound:
    """The least value of a curve, from its values on the grid and its limits."""
    sides = (-math.inf, math.inf)
    endless = tuple(at for at, end in zip(sides, ends, strict=True) if end == -math.inf)
    # Farther out an infinite value has only overflowed.
    poles = x[(y == -np.inf) & (np.abs(x) <= 30.0)]
    if endless or len(poles):
        return Bound(-math.inf, endless or (float(poles[0]),), attained=False)
    y = np.where(np.isfinite(y), y, np.inf)
    least = float(y.min())
    size = max(1.0, abs(least))
    flat = _plateau(x, y, least, seams)
    if flat:
        return Bound(least, flat, plateau=True)
    above = np.r_[True, y[1:] <= y[:-1]] & np.r_[y[:-1] <= y[1:], True]
    places = np.flatnonzero(above & (y <= least + 1e-3 * size))
    places = places[np.argsort(np.abs(x[places]), kind="stable")][:_MOST_SEAMS]
    refined = [_refined(x, y, curve, rate, int(place)) for place in places]
    best = min(value for _, value in refined)
    inner = [at for at, value in refined if value <= best + 1e-12 * size and abs(at) < 29]
    lowest = min((end for end in ends if math.isfinite(end)), default=math.inf)
    if lowest <= best + 1e-13 * size:
        # A value that has only rounded to the limit, as e^(−x²) does to 0, is not reached there.
        beside = [curve(np.array([at - 0.05, at, at + 0.05])) for at in inner]
        inner = [
            at for at, (left, here, right) in zip(inner, beside, strict=True)
            if left > here < right
        ]  # fmt: skip
        if not inner:
            at_end = tuple(at for at, end in zip(sides, ends, strict=True) if end == lowest)
            return Bound(lowest, at_end, attained=False)
    told = inner or [at for at, value in refined if value == best]
    merged: list[float] = []
    for at in told:
        if all(abs(at - other) > 1e-7 for other in merged):
            merged.append(at)
    return Bound(best, tuple(sorted(merged[:_TOLD])))


def _plateau(x: Floats, y: Floats, least: float, seams: list[float]) -> tuple[float, ...]:
    """The ends of every stretch on which a curve stays at its least value.

    Such a stretch ends at a seam: what is merely flat as far as float64 can see does not.
    """
    places = np.flatnonzero(y == least)
    edges: list[float] = []
    for flat in np.split(places, np.flatnonzero(np.diff(places) > 1) + 1):
        ends = []
        for place, end in ((flat[0], 0), (flat[-1], len(x) - 1)):
            near = [seam for seam in seams if abs(x[place] - seam) <= 2.5e-9 * max(1.0, abs(seam))]
            if place == end:
                ends.append(math.inf if end else -math.inf)
            elif near:
                ends.append(near[0])
        if len(flat) > 3 and len(ends) == 2:
            edges += ends
    return tuple(edges)


def _refined(x: Floats, y: Floats, curve: _Curve, rate: _Curve, place: int) -> tuple[float, float]:
    """(place, value) of the minimum next to a point of the grid."""
    low, high = x[max(place - 1, 0)], x[min(place + 1, len(x) - 1)]
    ends = rate(np.array([low, high]))
    if np.isfinite(ends).all() and ends[0] < 0 < ends[1] and high - low > 1e-6:
        at = _bisected(rate, float(low), float(high))
        value = float(curve(np.array([at]))[0])
        if value <= y[place]:
            return at, value
    return float(x[place]), float(y[place])


def _kinks(formula: TypedFormula, seams: list[float]) -> tuple[Kink, ...]:
    """Where the slope jumps, and what is taken there."""
    kinks = []
    for at in seams:
        step = _NEAR * max(1.0, abs(at))
        x = at + step * np.array([-2.0, -1.0, 0.0, 1.0, 2.0])
        far_left, left, here, right, far_right = (float(value) for value in formula.slopes(x))
        left, right = (_tidy(2 * left - far_left, here), _tidy(2 * right - far_right, here))
        if abs(left - right) > 1e-6 * max(1.0, abs(left), abs(right)):
            kinks.append(Kink(at, left, right, _tidy(here, here), {}))
    return tuple(sorted(kinks, key=lambda kink: kink.at))


def _tidy(value: float, chosen: float) -> float:
    """Without what looking a billionth beside the seam adds."""
    if abs(value - chosen) <= 1e-7 * max(1.0, abs(chosen)):
        return chosen
    near = round(value, 9)
    return near if abs(near - value) <= 1e-11 else value


def _with_kink(bound: Bound, kink: Kink, sign: int) -> Bound:
    """The bound where a one-sided slope at a kink goes beyond what the curve reaches."""
    value = sign * max(sign * kink.left, sign * kink.right)
    if bound.plateau or (value - bound.value) * sign < -1e-7 or not math.isfinite(bound.value):
        return bound
    return Bound(value, (kink.at,), attained=kink.chosen == value)


def _zero_mean(value: _Curve, seams: list[float]) -> bool:
    """Whether E f(Z) = 0 to 1e-12, by Gauss–Legendre between the seams."""
    edges = np.unique(np.clip([*np.arange(-12, 12.5, 0.5), *seams], -12, 12))
    unit, weights = np.polynomial.legendre.leggauss(24)
    half = np.diff(edges)[:, None] / 2
    z = edges[:-1, None] + half + half * unit
    density = np.exp(-z * z / 2) / math.sqrt(2 * math.pi)
    f = value(z.ravel()).reshape(z.shape)
    return bool(abs(float((f * density * half * weights).sum())) < 1e-12)


def _turns(x: Floats, bend: _Curve) -> tuple[float, ...]:
    """Where a wave turns: quadrature cut there is exact for many periods."""
    inner = x[np.abs(x) <= 10]
    places = np.flatnonzero(np.diff(np.sign(bend(inner))) != 0)[::2]
    turns = sorted((float(at) for at in inner[places]), key=abs)
    return tuple(turns[:_MOST_SEAMS]) if len(turns) > 6 else ()


def _width(slope: _Curve, low: Bound, high: Bound, seams: list[float]) -> float:
    """The length over which the slope goes through most of its range, 0.01 to 1."""
    inner = _INNER[np.abs(_INNER) <= 10]
    steps = np.abs(np.diff(slope(inner)))
    for seam in seams:
        steps[(inner[:-1] <= seam + 1e-9) & (inner[1:] >= seam - 1e-9)] = 0.0
    fastest = float(np.nanmax(np.where(np.isfinite(steps), steps, 0.0))) / (inner[1] - inner[0])
    span = high.value - low.value
    if not (math.isfinite(span) and fastest > 0 and span > 0):
        return 1.0
    return float(np.clip(span / fastest, 0.01, 1.0))
