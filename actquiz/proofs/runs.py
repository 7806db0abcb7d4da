"""Claims, predictions and evidence that name a demonstration: the experiment decides.

Each distinct run (demonstration, parameters, seeds, seed) happens once, however many cards name
it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec

from actquiz.bank.cards import Evidence, Predict
from actquiz.demos import registry, runner
from actquiz.errors import ActquizError, Problem
from actquiz.proofs.claim_fields import Claim
from actquiz.proofs.numbers import agrees
from actquiz.words import suggestion

PREDICTION_SEEDS = (0, 1, 2)
"""A prediction's outcome must be the same for each of these."""

_EVIDENCE_SEEDS = 2


@dataclass(frozen=True, slots=True)
class ExperimentRun:
    """One run: what it takes to repeat it. ``settings`` is JSON with sorted keys."""

    demo: str
    settings: bytes
    seeds: int | None
    seed: int


def asked(
    demo: str, settings: Mapping[str, Any], seeds: int | None = None, seed: int = 0
) -> ExperimentRun:
    """The run that a claim, a prediction or an evidence link names."""
    return ExperimentRun(demo, msgspec.json.encode(dict(settings), order="sorted"), seeds, seed)


@cache
def figures(run: ExperimentRun) -> Mapping[str, float]:
    """The named figures of a run's result; raises ActquizError if it cannot be run."""
    demo = registry.get(run.demo)
    return runner.outcome(demo, msgspec.json.decode(run.settings), run.seeds, run.seed).figures


def figure(run: ExperimentRun, name: str) -> float:
    """One figure of a run's result; ActquizError names the nearest if there is none such."""
    found = figures(run)
    if name not in found:
        fix = suggestion(name, found, f"it has: {', '.join(found)}", 0.4)
        raise ActquizError(f"demo '{run.demo}' has no figure '{name}'", fix=fix)
    return found[name]


def check_demo_claim(claim: Claim) -> list[Problem]:
    """The complaints about one claim on a demonstration's result."""
    try:
        run = asked(claim["demo"], claim.get("set", {}), claim.get("seeds"), claim.get("seed", 0))
        return list(_compare(claim, figure(run, str(claim["figure"]))))
    except ActquizError as error:
        return [error.problem]
    except (KeyError, TypeError, ValueError) as error:
        return [Problem(f"the claim cannot be read: {error}", "see the documentation on claims")]


def _compare(claim: Claim, truth: float) -> Iterator[Problem]:
    name = claim["figure"]
    bounds = [key for key in ("value", "at_least", "below") if key in claim]
    if not bounds:
        yield Problem(
            f"the claim says nothing about {name}", "add value (with tolerance), at_least or below"
        )
    if "value" in claim and not agrees(truth, claim["value"], claim.get("tolerance")):
        yield Problem(
            f"{name} is {truth:.6g}, not {claim['value']}", f"write {truth:.4g} or widen tolerance"
        )
    if "at_least" in claim and not truth >= claim["at_least"]:
        yield Problem(f"{name} is {truth:.6g}, below {claim['at_least']}", "correct at_least")
    if "below" in claim and not truth < claim["below"]:
        yield Problem(f"{name} is {truth:.6g}, not below {claim['below']}", "correct below")


def check_prediction(card: Predict, seeds: int | None = None) -> Iterator[Problem]:
    """The run's figure must fall into the outcome marked correct, whatever the seed.

    ``seeds``: how many draws a run has; None: the experiment's own number.
    """
    for seed in PREDICTION_SEEDS:
        try:
            value = figure(asked(card.demo, card.set, seeds, seed), card.figure)
        except ActquizError as error:
            yield error.problem
            return
        right = [outcome for outcome in card.outcomes if outcome.holds(value)]
        if len(right) != 1 or not right[0].correct:
            said = right[0].text if right else "none of the outcomes"
            yield Problem(
                f"with seed {seed}, {card.figure} is {value:.6g}: {said}",
                "mark that outcome correct, or choose bounds that do not depend on the seed",
            )
            return


def check_evidence(evidence: Evidence) -> Iterator[Problem]:
    """The experiment must accept the parameters and show a first frame."""
    try:
        demo = registry.get(evidence.demo)
        params = runner.parameters(demo, evidence.set)
        frames = runner.run(demo, params, _EVIDENCE_SEEDS if demo.seeds else None, 0)
        if next(iter(frames), None) is None:
            yield Problem(f"demo '{evidence.demo}' shows nothing", "change its parameters")
    except ActquizError as error:
        yield error.problem
