"""SELU pulls mean and variance towards 0 and 1, if the weights have variance 1/fan-in.

Signals run through ``depth`` random layers of equal width, for each way of drawing weights. The
theory is the mean-field map of the second moment, q → σw² E f(√q Z)².

Figures, for each scheme: ``<scheme>.mean`` and ``<scheme>.variance``, of the last layer's
activations (mean over networks); ``<scheme>.log10_square`` = log10 of their mean square,
``<scheme>.last_step`` = how much the last layer adds to that, and ``<scheme>.expected``, the
theory's.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from actquiz.arrays import Floats
from actquiz.demos.demo import WIDE, Demo, Frame, Param, Prediction, Result, Theory
from actquiz.demos.observation import Observation, Seen
from actquiz.demos.seed_statistics import band, caption, log_mean, log_mean_band
from actquiz.engine import activations, gaussian
from actquiz.plots.axes import number
from actquiz.plots.figure import Axis, Figure, Line, Panel
from actquiz.words import counted, listed

SCHEMES = {"lecun": 1.0, "he": 2.0, "torch": 1.0 / 3.0}
"""σw², the variance of the weights times fan-in."""
_INPUTS = 64


def _moments(
    scheme: str, params: Mapping[str, Any], seed: int, network: int
) -> tuple[Floats, Floats]:
    """Mean and mean square of the activations after each layer, input first: two [depth + 1]."""
    width, depth = params["width"], params["depth"]
    rng = np.random.default_rng([seed, network])
    signal = params["mean"] + params["deviation"] * rng.standard_normal((width, _INPUTS))
    means, squares = [signal.mean()], [np.square(signal).mean()]
    for activation in activations.per_layer(params["activation"], depth):
        weights = math.sqrt(SCHEMES[scheme] / width) * rng.standard_normal((width, width))
        signal = np.asarray(activation.value(weights @ signal))
        means.append(signal.mean())
        squares.append(np.square(signal).mean())
    return np.array(means), np.array(squares)


def _expected(scheme: str, params: Mapping[str, Any]) -> Floats:
    """The theory's mean square after each layer, [depth + 1]; it stops where it overflows."""
    squares = [params["mean"] ** 2 + params["deviation"] ** 2]
    for activation in activations.per_layer(params["activation"], params["depth"]):
        variance = SCHEMES[scheme] * squares[-1]
        squares.append(gaussian.square(activation, variance) if variance < 1e60 else math.inf)
    return np.array(squares)


def _run(params: Mapping[str, Any], seeds: int, seed: int) -> Iterator[Frame]:
    schemes = params["schemes"]
    theory = {scheme: _expected(scheme, params) for scheme in schemes}
    runs: dict[str, list[tuple[Floats, Floats]]] = {scheme: [] for scheme in schemes}
    for done in range(1, seeds + 1):
        for scheme in schemes:
            runs[scheme].append(_moments(scheme, params, seed, done - 1))
        figure = _figure(runs, theory, params)
        result = _result(runs, theory, params) if done == seeds else None
        yield Frame(done, seeds, figure, f"{done} of {counted(seeds, 'network')}", result)


def _figure(
    runs: Mapping[str, list[tuple[Floats, Floats]]],
    theory: Mapping[str, Floats],
    params: Mapping[str, Any],
) -> Figure:
    layers = list(range(params["depth"] + 1))
    means, squares = [], []
    for scheme, moments in runs.items():
        means.append(band(scheme, layers, [mean for mean, _ in moments]))
        logs = np.log10(np.maximum([square for _, square in moments], 1e-300))
        squares.append(log_mean_band(scheme, layers, logs, "points"))
        drawn = np.where(np.isfinite(theory[scheme]), theory[scheme], np.nan)
        squares.append(Line("theory", [float(n) for n in layers], drawn.tolist(), theory=True))
    kept = [line for line in means if max(map(abs, line.y)) < 10]
    left = "" if len(kept) == len(means) else " Means beyond ±10 are left out."
    note = caption(len(next(iter(runs.values()))), "random network")
    return Figure(
        [
            Panel(squares, "mean square", Axis("layer"), Axis("E a²", "log"), note=note),
            Panel(kept or means[:1], "mean", Axis("layer"), Axis("E a"), note=left.strip()),
        ],
        columns=2,
    )


def _result(
    runs: Mapping[str, list[tuple[Floats, Floats]]],
    expected: Mapping[str, Floats],
    params: Mapping[str, Any],
) -> Result:
    figures: dict[str, float] = {}
    theory: list[Theory] = []
    table = [["weights", "mean", "variance", "mean square", "theory"]]
    for scheme, moments in runs.items():
        means = np.array([mean[-1] for mean, _ in moments])
        squares = np.array([square[-1] for _, square in moments])
        measured, error = log_mean(np.log10(np.maximum(squares, 1e-300)))
        course = np.mean([square for _, square in moments], axis=0)
        said = math.log10(expected[scheme][-1]) if expected[scheme][-1] > 0 else -math.inf
        figures |= {
            f"{scheme}.mean": float(means.mean()),
            f"{scheme}.variance": float((squares - means**2).mean()),
            f"{scheme}.log10_square": float(measured),
            f"{scheme}.last_step": float(np.log10(course[-1] / course[-2])) if course[-2] else 0.0,
            f"{scheme}.expected": said,
        }
        if math.isfinite(said) and error > 0:
            name = f"{scheme}.log10_square"
            theory.append(Theory(name, said, float(measured), float(error), WIDE))
        table.append([
            scheme,
            number(means.mean(), 3),
            number(figures[f"{scheme}.variance"], 3),
            number(squares.mean(), 3),
            number(expected[scheme][-1], 3) if math.isfinite(said) else "∞",
        ])  # fmt: skip
    return Result(figures, _summary(figures, list(runs), params), table, theory)


def _summary(figures: Mapping[str, float], schemes: list[str], params: Mapping[str, Any]) -> str:
    parts = [
        f"{scheme}: mean {number(figures[f'{scheme}.mean'], 2)}, "
        f"variance {number(figures[f'{scheme}.variance'], 3)}"
        for scheme in schemes
    ]
    return f"{params['activation']} after {counted(params['depth'], 'layer')} — {'; '.join(parts)}."


def _grows(seen: Seen) -> list[str]:
    """The schemes whose mean square grows still in the last layers, as the theory says."""
    return [
        scheme
        for scheme in seen.params["schemes"]
        if seen[f"{scheme}.log10_square"] > 1 and seen[f"{scheme}.last_step"] > 0.02
    ]


def _fades(seen: Seen) -> list[str]:
    return [
        scheme
        for scheme in seen.params["schemes"]
        if seen[f"{scheme}.log10_square"] < -1 and seen[f"{scheme}.last_step"] < -0.02
    ]


DEMO = Demo(
    name="selu-fixed-point",
    title="SELU's fixed point",
    question="Does SELU keep mean 0 and variance 1 through a hundred layers?",
    run=_run,
    params=(
        Param(
            "schemes", "choices", ("lecun", "he"), "How weights are drawn.", options=tuple(SCHEMES)
        ),
        Param(
            "activation",
            "choice",
            "selu",
            "The function.",
            options=("selu", "elu", "relu", "tanh", "gelu", "silu"),
            functions="layers",
        ),
        Param("depth", "int", 100, "Layers.", low=2, high=200),
        Param("width", "int", 128, "Units in each layer.", low=16, high=512),
        Param("mean", "float", 0.5, "Mean of the input.", low=-3.0, high=3.0),
        Param("deviation", "float", 1.5, "Standard deviation of the input.", low=0.01, high=10.0),
    ),
    observations=(
        Observation(
            lambda seen: (
                "SELU with LeCun's weights brings the signal from mean "
                f"{seen.params['mean']:g} and deviation {seen.params['deviation']:g} near mean 0 "
                "and variance 1, and keeps it there."
            ),
            lambda seen: (
                seen.params["activation"] == "selu"
                and abs(seen["lecun.mean"]) < 0.15
                and abs(seen["lecun.variance"] - 1) < 0.2
            ),
        ),
        Observation(
            lambda seen: (
                f"With {listed(_grows(seen))} weights {seen.params['activation']}'s signal grows "
                "without end."
            ),
            lambda seen: bool(_grows(seen)),
        ),
        Observation(
            lambda seen: (
                f"With {listed(_fades(seen))} weights {seen.params['activation']}'s signal dies "
                "away."
            ),
            lambda seen: bool(_fades(seen)),
        ),
        Observation(
            "The fixed point belongs to the pair of function and weights: compare activation=relu."
        ),
    ),
    seeds=16,
    prediction=Prediction(
        "A hundred SELU layers with He's weights (variance 2/fan-in) instead of LeCun's "
        "(1/fan-in). What is the variance of the last layer's activations?",
        "he.variance",
        (
            ("about 1", -math.inf, 5.0),
            ("about 100", 5.0, 2_000.0),
            ("above 10,000", 2_000.0, math.inf),
        ),
    ),
    sources=("klambauer-2017",),
    tags=("selu", "initialization"),
)
