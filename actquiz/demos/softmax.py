"""What temperature does to softmax, how its slope dies when it saturates, and where it overflows.

Softmax is taken of fixed logits, spread evenly from 0 to ``gap`` over ``classes`` classes, divided
by each temperature of a sweep.

Figures: ``top`` = the largest probability at temperature 1; ``top.cold`` and ``top.hot``, at the
sweep's ends; ``entropy`` = entropy in nats at temperature 1; ``entropy.hot``; ``jacobian`` = the
largest singular value of the Jacobian ∂p/∂(logits/T) at temperature 1, never above ½;
``jacobian.cold``; ``logits.cold`` and ``logits.most`` = the same for ∂p/∂logits, which is 1/T times
as large, at the cold end and the largest of the sweep;
``naive.breaks`` = the first logit (for a pair [x, 0]) at which exp(x)/Σexp is no number in the
chosen floating type.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from actquiz.arrays import Floats
from actquiz.demos.demo import Demo, Frame, Param, Prediction, Result, Theory
from actquiz.demos.observation import Observation
from actquiz.engine import activations
from actquiz.plots.axes import number
from actquiz.plots.figure import Axis, Figure, Line, Panel
from actquiz.text.symbols import LOWER

_STEPS = 121
_SHOWN_CLASSES = 5


def _entropy(p: Floats) -> float:
    """Σ -p·log p in nats; 0·log 0 is 0."""
    kept = p[p > 0]
    return float(-(kept * np.log(kept)).sum())


def _jacobian_norm(p: Floats) -> float:
    """The largest singular value of diag(p) - p pᵀ, which is symmetric and never negative."""
    return float(np.linalg.eigvalsh(np.diag(p) - np.outer(p, p))[-1])


def _breaks(dtype: str) -> float:
    """The smallest whole logit whose naive softmax, beside a logit of 0, is no number."""
    with np.errstate(all="ignore"):
        x = np.arange(1, 1001).astype(dtype)
        share = np.exp(x) / (np.exp(x) + np.exp(np.zeros_like(x)))
    return float(x[~np.isfinite(share)][0])


def _run(params: Mapping[str, Any], seeds: int, seed: int) -> Iterator[Frame]:
    classes, gap = params["classes"], params["gap"]
    softmax = activations.vector("softmax")
    logits = np.linspace(gap, 0.0, classes)
    temperatures = np.geomspace(1 / params["sweep"], params["sweep"], _STEPS)
    p = softmax.value(logits / temperatures[:, None])
    now = softmax.value(logits)
    norms = np.array([_jacobian_norm(row) for row in p])
    figures = {
        "top": float(now[0]),
        "top.cold": float(p[0, 0]),
        "top.hot": float(p[-1, 0]),
        "entropy": _entropy(now),
        "entropy.hot": _entropy(p[-1]),
        "jacobian": _jacobian_norm(now),
        "jacobian.cold": float(norms[0]),
        "logits.cold": float(norms[0] / temperatures[0]),
        "logits.most": float((norms / temperatures).max()),
        "naive.breaks": _breaks(params["dtype"]),
    }
    table = [
        ["temperature", "largest p", "entropy (nats)", "‖J‖", "‖J‖/T"],
        *(
            [
                number(t, 3),
                number(row[0], 3),
                number(_entropy(row), 3),
                number(norm, 3),
                number(norm / t, 3),
            ]
            for t, row, norm in list(zip(temperatures, p, norms, strict=True))[:: _STEPS // 6]
        ),
    ]
    summary = (
        f"The same {classes} logits give the top class {figures['top.cold']:.1%} at temperature "
        f"{temperatures[0]:.2g}, {figures['top']:.1%} at 1 and {figures['top.hot']:.1%} at "
        f"{temperatures[-1]:.3g}; the order of the classes never changes. Without subtracting the "
        f"maximum, {params['dtype']} fails from a logit of {figures['naive.breaks']:.0f} on."
    )
    theory = [
        Theory(
            "entropy, infinite temperature",
            np.log(classes),
            _entropy(softmax.value(logits / 1e9)),
            0.0,
        )
    ]
    yield Frame(1, 1, _figure(temperatures, p, norms), "", Result(figures, summary, table, theory))


def _figure(temperatures: Floats, p: Floats, norms: Floats) -> Figure:
    at = temperatures.tolist()
    shown = p[:, :_SHOWN_CLASSES].T
    shares = [
        Line("p" + str(k + 1).translate(LOWER), at, row.tolist()) for k, row in enumerate(shown)
    ]
    inner = Line("to logits/T", at, norms.tolist())
    outer = Line("to logits", at, (norms / temperatures).tolist())
    bound = Line("½", at, [0.5] * len(at), theory=True)
    return Figure(
        [
            Panel(
                shares, "probabilities", Axis("temperature", "log"), Axis("p", limits=(0.0, 1.0))
            ),
            Panel(
                [inner, outer, bound],
                "how much of a gradient gets through",
                Axis("temperature", "log"),
                Axis("‖Jacobian‖"),
            ),
        ],
        columns=2,
    )


DEMO = Demo(
    name="softmax",
    title="Softmax: temperature, saturation, overflow",
    question="What does dividing the logits by a temperature change, and what does it leave alone?",
    run=_run,
    params=(
        Param("classes", "int", 5, "Number of classes.", low=2, high=100),
        Param("gap", "float", 4.0, "Largest minus smallest logit.", low=0.1, high=200.0),
        Param("sweep", "float", 20.0, "Temperatures from 1/sweep to sweep.", low=2.0, high=1000.0),
        Param(
            "dtype",
            "choice",
            "float32",
            "Floating type for the overflow.",
            options=("float16", "float32", "float64"),
        ),
    ),
    observations=(
        Observation(
            lambda seen: (
                f"Cold softmax is nearly one-hot (top class {seen['top.cold']:.1%}), hot softmax "
                f"nearly uniform ({seen['top.hot']:.1%}); the ranking of the classes is the same "
                "at every temperature."
            ),
            lambda seen: seen["top.cold"] > 0.9 and seen["top.hot"] < 1.25 / seen.params["classes"],
        ),
        Observation(
            "At the cold end the Jacobian vanishes: a confident softmax passes almost no gradient "
            "to its logits, unless the loss cancels it as cross-entropy does.",
            lambda seen: seen["logits.cold"] < 0.01,
        ),
        Observation(
            "With respect to logits/T the Jacobian's norm never exceeds ½; with respect to the "
            "logits it is 1/T times that."
        ),
        Observation(
            lambda seen: (
                "So a cold softmax can make a gradient larger: here its Jacobian reaches "
                f"{number(seen['logits.most'], 2)}."
            ),
            lambda seen: seen["logits.most"] > 1,
        ),
    ),
    seeds=0,
    prediction=Prediction(
        "From which logit x on is exp(x)/(exp(x) + 1) no number in float32?",
        "naive.breaks",
        (
            ("about 10", -np.inf, 30),
            ("about 89", 30, 200),
            ("about 700", 200, 800),
            ("about 10,000", 800, np.inf),
        ),
    ),
    sources=("goodfellow-2016", "guo-2017"),
    tags=("softmax", "temperature", "overflow"),
)
