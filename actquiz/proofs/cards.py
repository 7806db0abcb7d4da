"""Everything a card states that a machine can check, by kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, assert_never

import msgspec
import numpy as np

from actquiz.bank.cards import (
    Card,
    Choice,
    Cloze,
    Curve,
    Flashcard,
    Formula,
    Match,
    Multiple,
    Numeric,
    Open,
    Order,
    Predict,
    Truth,
)
from actquiz.engine import latex_formula
from actquiz.engine.activations import registry as activations
from actquiz.errors import ActquizError, Problem
from actquiz.proofs.case_branches import check_branches, ends
from actquiz.proofs.claim_fields import Claim
from actquiz.proofs.claims import check_claim
from actquiz.proofs.numeric import check_numeric
from actquiz.proofs.runs import check_demo_claim, check_evidence, check_prediction
from actquiz.proofs.texts import check_texts

_FORMULA_ERROR = 1e-7
"""Formulas carry rounded constants (0.044715, 1.6733), so their values may differ this much."""


def prove(card: Card, *, experiments: bool = True) -> list[Problem]:
    """Every complaint about what ``card`` states; an empty list means that all of it holds.

    ``experiments`` take seconds, as PyTorch does: without them what they show is believed.
    """
    found: list[Problem] = []
    for claim in card.claims:
        if experiments or not _is_slow(claim):
            found += check_demo_claim(claim) if "demo" in claim else check_claim(claim)
    match card:
        case Numeric():
            found += check_numeric(card)
        case Formula():
            found += _formula(card)
        case Predict():
            found += check_prediction(card) if experiments else ()
        case Curve():
            found += _curve(card)
        case Flashcard() | Choice() | Multiple() | Truth() | Cloze() | Open() | Order() | Match():
            pass
        case _:
            assert_never(card)
    if isinstance(card.evidence, msgspec.Struct) and experiments:
        found += check_evidence(card.evidence)
    found += check_texts(card)
    return found


def needs_experiments(card: Card) -> bool:
    """Whether something the card states only shows when an experiment is run."""
    return (
        isinstance(card, Predict)
        or isinstance(card.evidence, msgspec.Struct)
        or any(map(_is_slow, card.claims))
    )


def _is_slow(claim: Claim) -> bool:
    return "demo" in claim or "torch" in claim


def is_claimed(card: Card) -> bool:
    """Whether a machine checks anything the card states."""
    return bool(card.claims) or isinstance(card, (Numeric, Formula, Predict, Curve))


def _curve(card: Curve) -> Iterator[Problem]:
    """The curves to pick from must exist, and no other may look like the right one."""
    x = np.linspace(float(card.window[0]), float(card.window[1]), 401)
    try:
        shown = _drawn_curve(card.function, card.params, card.slope, x)
        for option in card.options:
            if option == card.function:
                continue
            other = _drawn_curve(option, {}, card.slope, x)
            apart = float(np.max(np.abs(shown - other))) / max(float(np.ptp(shown)), 1e-12)
            if apart < 0.03:
                yield Problem(
                    f"{option} looks like {card.function} in this window",
                    "widen the window or choose another option",
                )
    except ActquizError as error:
        yield error.problem


def _drawn_curve(name: str, params: Mapping[str, float], slope: bool, x: Any) -> Any:
    activation = activations.get(name)
    return (activation.slope if slope else activation.value)(x, **params)


def _formula(card: Formula) -> Iterator[Problem]:
    try:
        activation = activations.get(card.function)
        params = activation.settings(card.params)
    except ActquizError as error:
        yield error.problem
        return
    yield from _latex(card.latex, "latex", activation.value, activation, params)
    if card.slope_latex:
        yield from _latex(card.slope_latex, "slope_latex", activation.slope, activation, params)
    for claim in formula_claims(card):
        yield from check_claim(claim)


def _latex(
    latex: str, field: str, compute: Any, activation: Any, params: Mapping[str, float]
) -> Iterator[Problem]:
    """Compute the formula as it stands on the card, and the function, at the same points."""
    letters: dict[str, Any] = dict(_CONSTANTS.get(activation.name, {}))
    for parameter in activation.parameters:
        letters[parameter.symbol] = params[parameter.name]
    kinks = np.asarray(ends(latex, letters))
    x = np.random.default_rng(0).uniform(-10.0, 10.0, 600)
    slope = field == "slope_latex"
    try:
        everywhere = {**letters, "x": np.concatenate([kinks, x])}
        yield from check_branches(latex, field, everywhere, open_ends=slope)
        # At a kink the engine's slope is a convention, which the formula need not share.
        letters["x"] = x = x if slope else everywhere["x"]
        sides = latex_formula.sides(latex, letters)
    except ActquizError as error:
        yield Problem(f"{field}: {error.what}", error.fix)
        return
    truth = compute(x, **params)
    for side in sides:
        gap = np.abs(np.broadcast_to(side, x.shape) - truth)
        worst = int(np.argmax(np.where(np.isnan(gap), np.inf, gap)))
        if not gap[worst] <= _FORMULA_ERROR * max(1.0, abs(float(truth[worst]))):
            computed = float(np.broadcast_to(side, x.shape)[worst])
            yield Problem(
                f"{field} gives {computed:.6g} at x = {x[worst]:.4g}, "
                f"{activation.name} is {float(truth[worst]):.6g}",
                "correct the formula",
            )


_SELU = {r"\alpha": 1.6732632423543772848, r"\lambda": 1.0507009873554804934}
_CONSTANTS: dict[str, dict[str, float]] = {"selu": _SELU}


def formula_claims(card: Formula) -> list[Claim]:
    """The claims that a formula card's own fields make."""
    about: dict[str, Any] = {"function": card.function, "params": dict(card.params)}
    claims: list[Claim] = []
    if card.range:
        claims.append({**about, "range": card.range})
    for name in ("minimum", "slope_max"):
        extremum = getattr(card, name)
        if isinstance(extremum, msgspec.Struct):
            said = msgspec.to_builtins(extremum)
            at = {"at": said["at"]} if "at" in said else {}
            claims.append({**about, name: said["value"], **at})
    return claims
