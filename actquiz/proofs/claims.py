"""Claims on cards, held against the engine.

A claim is a mapping of a card. Its subject is one of ``function``, ``equal``, ``unequal``,
``holds``, ``ordered``, ``expression``, ``tends``, ``torch`` and ``demo``; what it
says about the subject are its other keys. A claim that does not hold, or cannot be read, gives
complaints: a sentence, and how to fix it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import numpy as np

from actquiz.engine import gaussian
from actquiz.engine.activations import registry as activations
from actquiz.engine.activations.activation import Activation, Bound
from actquiz.engine.expressions import evaluate, number
from actquiz.errors import ActquizError, Problem
from actquiz.proofs import intervals
from actquiz.proofs.claim_fields import Claim, number_of, text_of
from actquiz.proofs.frameworks import check_torch
from actquiz.proofs.growth import check_tends
from actquiz.proofs.numbers import agrees, tolerance_of

_GRID = 2_001
"""Points at which a statement about an interval is tried."""
_EQUAL = 1e-9
"""How far apart, relative to their size, two expressions may be and still count as equal."""


def check_claim(claim: Claim) -> list[Problem]:
    """The complaints about one claim of the mathematics; an empty list is a proof.

    Claims on demonstrations are for :mod:`actquiz.proofs.runs`.
    """
    try:
        for subject, check in _SUBJECTS.items():
            if subject in claim:
                return list(check(claim))
    except ActquizError as error:
        return [error.problem]
    except (TypeError, ValueError, KeyError) as error:
        return [Problem(f"the claim cannot be read: {error}", "see the documentation on claims")]
    return [
        Problem(
            f"a claim about nothing known: {dict(claim)}",
            f"start it with one of: {', '.join(_SUBJECTS)}, demo",
        )
    ]


def _function(claim: Claim) -> Iterator[Problem]:
    activation = activations.get(text_of(claim, "function"))
    params = {name: float(value) for name, value in claim.get("params", {}).items()}
    said = [key for key in _PROPERTIES if key in claim]
    extra = claim.keys() - _PROPERTIES.keys() - _QUALIFIERS
    if extra:
        yield Problem(f"unknown key in a claim: {', '.join(sorted(extra))}", "remove or correct it")
    if not said:
        yield Problem(
            f"the claim says nothing about {activation.name}",
            f"add one of: {', '.join(_PROPERTIES)}",
        )
    for key in said:
        yield from _PROPERTIES[key](activation, params, key, claim)


def _compare(name: str, truth: float, claim: Claim, key: str) -> Iterator[Problem]:
    """Hold a computed number against the claimed one."""
    said = number_of(claim, key)
    tolerance = 0.0 if claim.get("exact") else claim.get("tolerance")
    if not agrees(truth, said, tolerance):
        yield Problem(
            f"{name} is {truth:.10g}, not {said}", f"write {truth:.6g}, or mend the claim"
        )


def _at_point(
    activation: Activation, params: dict[str, float], key: str, claim: Claim
) -> Iterator[Problem]:
    at = number_of(claim, "at")
    x = np.dtype(claim.get("dtype", "float64")).type(at)
    compute = activation.slope if key == "slope" else activation.value
    what = f"the {key} of {activation.name} at {at}"
    yield from _compare(what, float(compute(x, **params)), claim, key)


_BOUNDS: dict[str, Callable[[Any], Bound]] = {
    "minimum": lambda facts: facts.minimum,
    "maximum": lambda facts: facts.maximum,
    "slope_min": lambda facts: facts.slope_min,
    "slope_max": lambda facts: facts.slope_max,
}


def _bound(
    activation: Activation, params: dict[str, float], key: str, claim: Claim
) -> Iterator[Problem]:
    bound = _BOUNDS[key](activation.facts(**params))
    name = f"the {key} of {activation.name}"
    yield from _compare(name, bound.value, claim, key)
    if "at" not in claim:
        return
    at = number_of(claim, "at")
    inside = bound.plateau and min(bound.at) <= at <= max(bound.at)
    if not inside and not any(agrees(place, at, tolerance_of(at)) for place in bound.at):
        places = ", ".join(f"{place:.6g}" for place in bound.at) or "nowhere"
        yield Problem(f"{name} is taken at {places}, not at {at}", "correct “at”")


def _range(
    activation: Activation, params: dict[str, float], key: str, claim: Claim
) -> Iterator[Problem]:
    said = intervals.parse(text_of(claim, key))
    truth = activation.facts(**params).range
    for end, value, closed, true_value, true_closed in (
        ("lower", said.low, said.low_closed, truth.low, truth.low_closed),
        ("upper", said.high, said.high_closed, truth.high, truth.high_closed),
    ):
        if not agrees(true_value, value):
            yield Problem(
                f"the {end} end of {activation.name}'s range is {true_value:.10g}, not {value}",
                f"its range is {truth}",
            )
        elif closed != true_closed:
            reached = "reached" if true_closed else "not reached"
            yield Problem(
                f"the {end} end of {activation.name}'s range is {reached}", f"write {truth}"
            )


def _limit(
    activation: Activation, params: dict[str, float], key: str, claim: Claim
) -> Iterator[Problem]:
    of_slope = claim.get("of", "value") == "slope"
    to = number_of(claim, "to")
    name = f"the limit of {activation.name}{chr(39) if of_slope else ''} at {to}"
    yield from _compare(name, activation.limit(to, of_slope=of_slope, **params), claim, key)


def _fact(
    activation: Activation, params: dict[str, float], key: str, claim: Claim
) -> Iterator[Problem]:
    truth = getattr(activation.facts(**params), key)
    if isinstance(truth, bool):
        if truth is not claim[key]:
            yield Problem(
                f"{activation.name} is {'' if truth else 'not '}{key.replace('_', '-')}",
                f"write {key}: {str(truth).lower()}",
            )
        return
    yield from _compare(f"the {key} constant of {activation.name}", truth, claim, key)


_EXPECTATIONS: dict[str, Callable[..., float]] = {
    "gaussian_mean": gaussian.mean,
    "gaussian_square": gaussian.square,
    "gaussian_slope_square": gaussian.slope_square,
}


def _expectation(
    activation: Activation, params: dict[str, float], key: str, claim: Claim
) -> Iterator[Problem]:
    truth = _EXPECTATIONS[key](activation, **params)
    yield from _compare(f"{key} of {activation.name}", truth, claim, key)


_PROPERTIES: dict[str, Callable[[Activation, dict[str, float], str, Claim], Iterator[Problem]]] = {
    "value": _at_point,
    "slope": _at_point,
    **dict.fromkeys(_BOUNDS, _bound),
    "range": _range,
    "limit": _limit,
    "monotone": _fact,
    "zero_mean": _fact,
    "lipschitz": _fact,
    **dict.fromkeys(_EXPECTATIONS, _expectation),
}
_QUALIFIERS = {"function", "params", "at", "to", "of", "dtype", "exact", "tolerance"}


def _equal(claim: Claim) -> Iterator[Problem]:
    left, right = claim["equal"]
    apart, where = _largest_gap(claim, left, right)
    if apart > claim.get("tolerance", _EQUAL):
        yield Problem(
            f"“{left}” and “{right}” differ by {apart:.3g} (relative) at x = {where:.6g}",
            "correct one of them, or state a tolerance",
        )


def _unequal(claim: Claim) -> Iterator[Problem]:
    left, right = claim["unequal"]
    apart, _ = _largest_gap(claim, left, right)
    if apart <= claim.get("tolerance", _EQUAL):
        yield Problem(f"“{left}” and “{right}” are equal", "correct one of them")


def _largest_gap(claim: Claim, left: str, right: str) -> tuple[float, float]:
    x = _points(claim)
    a, b = (np.broadcast_to(evaluate(side, {"x": x}), x.shape) for side in (left, right))
    scale = np.maximum(1.0, np.maximum(np.abs(a), np.abs(b)))
    gap = np.where(a == b, 0.0, np.abs(a - b) / scale)
    gap = np.where(np.isnan(gap), np.inf, gap)
    worst = int(np.argmax(gap))
    return float(gap[worst]), float(x[worst])


def _holds(claim: Claim) -> Iterator[Problem]:
    statement = text_of(claim, "holds")
    x = _points(claim) if "over" in claim else np.zeros(1)
    truth = np.broadcast_to(np.asarray(evaluate(statement, {"x": x}), bool), x.shape)
    if not truth.all():
        at = f" at x = {x[~truth][0]:.6g}" if "over" in claim else ""
        yield Problem(f"“{statement}” is false{at}", "correct it, or narrow “over”")


def _points(claim: Claim) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Evenly spread points, and as many that no grid hits, from a generator that repeats."""
    low, high = (float(end) for end in claim["over"])
    if not low < high:
        raise ActquizError(f"“over: [{low}, {high}]” is empty", fix="write the smaller end first")
    drawn = np.random.default_rng(0).uniform(low, high, _GRID)
    return np.concatenate([np.linspace(low, high, _GRID), drawn])


def _expression(claim: Claim) -> Iterator[Problem]:
    text = text_of(claim, "expression")
    names = {name: float(value) for name, value in claim.get("with", {}).items()}
    truth = number(text, names, dtype=claim.get("dtype", "float64"))
    yield from _compare(f"“{text}”", truth, claim, "value")


def _ordered(claim: Claim) -> Iterator[Problem]:
    """Each expression at most the next, at every point."""
    chain = claim["ordered"]
    x = _points(claim)
    sides = [np.broadcast_to(evaluate(side, {"x": x}), x.shape) for side in chain]
    for (low, high), (below, above) in zip(pairwise(chain), pairwise(sides), strict=True):
        fails = ~(below <= above + _EQUAL * np.maximum(1.0, np.abs(above)))
        if fails.any():
            yield Problem(
                f"“{low}” is above “{high}” at x = {x[fails][0]:.6g}",
                "write them in order, smallest first, or narrow “over”",
            )


_SUBJECTS: dict[str, Callable[[Claim], Iterator[Problem]]] = {
    "function": _function,
    "equal": _equal,
    "unequal": _unequal,
    "holds": _holds,
    "ordered": _ordered,
    "expression": _expression,
    "tends": check_tends,
    "torch": check_torch,
}
