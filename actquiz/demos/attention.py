"""Why attention divides by √d: how the softmax saturates as queries and keys grow wider.

Queries and keys of d independent unit Gaussians; a query's logits over the keys are their dot
products, of variance d. As they are, divided by √d, and capped as c·tanh(logit/c). How spread a row
of weights is, is its entropy as a share of the largest possible, ln n. What gradient comes back is
the Frobenius norm of softmax's Jacobian diag(p) - p pᵀ.

Figures, for each of ``plain``, ``scaled`` and ``capped`` at the largest d: ``.entropy`` (share of
ln n), ``.top`` = mean of the largest weight, ``.jacobian``; ``plain.deviation`` =
standard deviation of the logits as they are; ``scaled.change`` = entropy at the largest d less that
at half as many doublings.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from actquiz.arrays import Floats
from actquiz.demos.demo import Demo, Frame, Param, Prediction, Result, Theory
from actquiz.demos.observation import Observation
from actquiz.demos.seed_statistics import band, caption, honest_error, spread, with_error
from actquiz.plots.figure import Axis, Figure, Panel

_WAYS = {"plain": "as they are", "scaled": "divided by √d", "capped": "capped"}


def _softmax(logits: Floats) -> Floats:
    """Each row's weights; [queries, keys]."""
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def looks(logits: Floats) -> Floats:
    """Entropy as a share of ln n, largest weight, norm of the Jacobian: means over the rows."""
    weights = _softmax(logits)
    entropy = -(weights * np.log(np.maximum(weights, 1e-300))).sum(axis=1) / math.log(
        logits.shape[1]
    )
    square = (weights**2).sum(axis=1)
    # |diag(p) - p pᵀ|² = Σp² - 2Σp³ + (Σp²)², without forming the matrix.
    norm = np.sqrt(np.maximum(square - 2 * (weights**3).sum(axis=1) + square**2, 0.0))
    return np.array([entropy.mean(), weights.max(axis=1).mean(), norm.mean()])


def _course(params: Mapping[str, Any], widths: list[int], seed: int, draw: int) -> Floats:
    """What ``looks`` sees and the logits' variance: [ways, widths, 4]."""
    course = np.empty((len(_WAYS), len(widths), 4))
    for at, width in enumerate(widths):
        rng = np.random.default_rng([seed, draw, width])
        queries = rng.standard_normal((params["queries"], width))
        keys = rng.standard_normal((params["keys"], width))
        plain, cap = queries @ keys.T, params["cap"]
        for way, logits in enumerate((plain, plain / math.sqrt(width), cap * np.tanh(plain / cap))):
            course[way, at] = [*looks(logits), (logits**2).mean()]
    return course


def _run(params: Mapping[str, Any], seeds: int, seed: int) -> Iterator[Frame]:
    widths = [2**power for power in range(1, params["most"].bit_length())]
    courses: list[Floats] = []
    for done in range(1, seeds + 1):
        courses.append(_course(params, widths, seed, done - 1))
        samples = np.array(courses)
        result = _result(samples, widths[-1], params) if done == seeds else None
        yield Frame(done, seeds, _figure(samples, widths), f"draw {done} of {seeds}", result)


def _figure(samples: Floats, widths: list[int]) -> Figure:
    across = Axis("d, the width of queries and keys", "log")
    looked = (
        (0, "entropy of a row", Axis("share of ln n", limits=(0.0, 1.0))),
        (2, "gradient through the softmax", Axis("norm of the Jacobian")),
    )
    panels = []
    for at, title, up in looked:
        lines = [
            band(name, widths, samples[:, way, :, at]) for way, name in enumerate(_WAYS.values())
        ]
        panels.append(Panel(lines, title, across, up, caption(len(samples), "draw")))
    return Figure(panels, columns=2)


def _result(samples: Floats, width: int, params: Mapping[str, Any]) -> Result:
    last = samples[:, :, -1]
    figures: dict[str, float] = {}
    table = [["logits", "entropy, of ln n", "largest weight", "norm of the Jacobian"]]
    for way, (name, words) in enumerate(_WAYS.items()):
        seen = [spread(last[:, way, at]) for at in range(3)]
        for figure, over in zip(("entropy", "top", "jacobian"), seen, strict=True):
            figures[f"{name}.{figure}"] = float(over.mean)
        table.append([words, *(with_error(float(o.mean), float(o.error)) for o in seen)])
    half = samples.shape[2] // 2
    figures["scaled.change"] = float((last[:, 1, 0] - samples[:, 1, half, 0]).mean())
    variance = spread(last[:, 0, 3])
    figures["plain.deviation"] = math.sqrt(float(variance.mean))
    theory = [
        Theory(
            "variance of the logits",
            float(width),
            float(variance.mean),
            honest_error(float(variance.error), variance.count),
        )
    ]
    summary = (
        f"At d = {width} the logits' standard deviation is {figures['plain.deviation']:.1f} as "
        f"they are. A row's largest of {params['keys']} weights is {figures['plain.top']:.2f} on "
        "average; "
        f"divided by √d it is {figures['scaled.top']:.2f}."
    )
    return Result(figures, summary, table, theory)


DEMO = Demo(
    name="attention",
    title="Attention's softmax and √d",
    question="What happens to attention as queries and keys get wider, if nothing is divided?",
    run=_run,
    params=(
        Param("most", "int", 256, "The widest d.", low=4, high=2048),
        Param("keys", "int", 32, "Keys that a query chooses among.", low=2, high=512),
        Param("queries", "int", 64, "Queries of one draw.", low=8, high=512),
        Param("cap", "float", 5.0, "c of the soft cap c·tanh(logit/c).", low=0.5, high=100.0),
    ),
    observations=(
        Observation(
            lambda seen: (
                f"As they are, the logits' standard deviation has grown to "
                f"{seen['plain.deviation']:.0f}, the root of d; one key takes "
                f"{seen['plain.top']:.0%} of the weight."
            ),
            lambda seen: seen["plain.deviation"] > 3 and seen["plain.top"] > 0.6,
        ),
        Observation(
            "With one weight near 1 hardly a gradient comes back through the softmax.",
            lambda seen: seen["plain.jacobian"] < 0.6 * seen["scaled.jacobian"],
        ),
        Observation(
            "Divided by √d the rows look the same at every width: the variance of the logits is 1.",
            lambda seen: abs(seen["scaled.change"]) < 0.03,
        ),
        Observation(
            "A soft cap keeps a row from collapsing onto one key: logits far beyond the cap are "
            "all about equal, so several keys share the weight.",
            lambda seen: seen["capped.entropy"] > seen["plain.entropy"] + 0.2,
        ),
    ),
    seeds=10,
    prediction=Prediction(
        "Queries and keys of 256 unit Gaussians, 32 keys, no division by √d. How large is a row's "
        "largest weight on average?",
        "plain.top",
        (
            ("about 1/32", -math.inf, 0.1),
            ("about a third", 0.1, 0.6),
            ("above nine tenths", 0.85, math.inf),
            ("about three quarters", 0.6, 0.85),
        ),
    ),
    sources=("vaswani-2017",),
    tags=("attention", "softmax", "transformer"),
)
