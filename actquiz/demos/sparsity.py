"""How many activations are zero at initialization: pairs of unit and input, not units.

Random networks with He weights and zero biases, Gaussian inputs. A ReLU unit is off for half of
all (unit, input) pairs; deeper down that half is made more and more of units that are off, or on,
for every input at once.

Figures, for each activation: ``<activation>.zero`` = share of pairs whose activation is exactly 0,
over all layers; ``<activation>.small`` = share with |activation| < 0.01. For the first activation
also ``layer<l>.off`` and ``layer<l>.on`` = share of units off (on) for every input, and
``first.off`` / ``last.off`` / ``last.on`` for the first and last layer.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from actquiz.arrays import Floats
from actquiz.demos.demo import Demo, Frame, Param, Prediction, Result, Theory
from actquiz.demos.observation import Observation, Seen
from actquiz.demos.seed_statistics import band, caption, honest_error, spread, with_error
from actquiz.engine import activations
from actquiz.plots.axes import number
from actquiz.plots.figure import Axis, Bars, Figure, Panel
from actquiz.words import counted, listed

_SMALL = 0.01
_HE = 2.0


def _shares(name: str, params: Mapping[str, Any], seed: int, network: int) -> Floats:
    """[depth, 4]: share of zero pairs, of small pairs, of units always off, of units always on."""
    depth, width, inputs = params["depth"], params["width"], params["inputs"]
    rng = np.random.default_rng([seed, network])
    signal = rng.standard_normal((width, inputs), dtype=np.float32)
    rows = []
    for activation in activations.per_layer(name, depth):
        weights = rng.standard_normal((width, width), dtype=np.float32)
        signal = activation.value(np.float32(math.sqrt(_HE / width)) * (weights @ signal))
        off, on = (signal <= 0).all(axis=1), (signal > 0).all(axis=1)
        small = np.abs(signal) < _SMALL
        rows.append([(signal == 0).mean(), small.mean(), off.mean(), on.mean()])
    return np.array(rows)


def _run(params: Mapping[str, Any], seeds: int, seed: int) -> Iterator[Frame]:
    names = params["activations"]
    runs: dict[str, list[Floats]] = {name: [] for name in names}
    for done in range(1, seeds + 1):
        for name in names:
            runs[name].append(_shares(name, params, seed, done - 1))
        result = _result(runs, params) if done == seeds else None
        yield Frame(
            done, seeds, _figure(runs, params), f"{done} of {counted(seeds, 'network')}", result
        )


def _figure(runs: Mapping[str, list[Floats]], params: Mapping[str, Any]) -> Figure:
    first = next(iter(runs))
    layers = list(range(1, params["depth"] + 1))
    samples = np.array(runs[first])
    zero = [spread(np.array(rows)[:, :, 0].mean(axis=1)) for rows in runs.values()]
    return Figure(
        [
            Panel(
                [
                    band("zero pairs", layers, samples[:, :, 0]),
                    band("units always off", layers, samples[:, :, 2]),
                    band("units always on", layers, samples[:, :, 3]),
                ],
                f"{first}, layer by layer",
                Axis("layer"),
                Axis("share", limits=(0.0, 1.0)),
                note=caption(len(samples)),
            ),
            Panel(
                [
                    Bars(
                        "exactly zero",
                        list(runs),
                        [float(over.mean) for over in zero],
                        [float(over.low) for over in zero],
                        [float(over.high) for over in zero],
                    )
                ],
                "activations that are exactly 0",
                y=Axis("share of pairs", limits=(0.0, 1.0)),
            ),
        ],
        columns=2,
    )


def _result(runs: Mapping[str, list[Floats]], params: Mapping[str, Any]) -> Result:
    figures: dict[str, float] = {}
    theory: list[Theory] = []
    table = [["activation", "exactly 0", f"|a| < {_SMALL}"]]
    for name, rows in runs.items():
        samples = np.array(rows)
        zero, small = (spread(samples[:, :, k].mean(axis=1)) for k in (0, 1))
        figures |= {f"{name}.zero": float(zero.mean), f"{name}.small": float(small.mean)}
        if name == "relu" and len(rows) > 1:
            # Symmetric weights and no bias: each pair is off with probability one half.
            error = honest_error(float(zero.error), zero.count)
            theory.append(Theory("relu.zero", 0.5, float(zero.mean), error))
        shown = with_error(float(zero.mean), float(zero.error))
        table.append([name, shown, number(float(small.mean), 2)])
    first = next(iter(runs))
    means = np.array(runs[first]).mean(axis=0)
    for layer, row in enumerate(means, start=1):
        figures |= {f"layer{layer}.off": float(row[2]), f"layer{layer}.on": float(row[3])}
    figures |= {
        "first.off": float(means[0, 2]),
        "last.off": float(means[-1, 2]),
        "last.on": float(means[-1, 3]),
    }
    summary = (
        f"{first}: {figures[f'{first}.zero']:.1%} of the (unit, input) pairs are exactly 0. Of the "
        f"units, {means[0, 2]:.0%} are off for every input in layer 1 and {means[-1, 2]:.0%} in "
        f"layer {params['depth']}, where {means[-1, 3]:.0%} are on for every input."
    )
    return Result(figures, summary, table, theory)


def _first(seen: Seen) -> str:
    return str(seen.params["activations"][0])


def _never_zero(seen: Seen) -> list[str]:
    shares = seen.of_each("zero", seen.params["activations"])
    return [name for name, share in shares.items() if share == 0]


DEMO = Demo(
    name="sparsity",
    title="What “half of it is inactive” means",
    question="What does “half of a ReLU network is inactive” mean?",
    run=_run,
    params=(
        Param(
            "activations",
            "choices",
            ("relu", "leaky_relu", "elu", "gelu", "silu", "tanh"),
            "Functions to compare; the first is followed layer by layer.",
            options=activations.names(),
            functions="layers",
        ),
        Param("depth", "int", 20, "Hidden layers.", low=1, high=60),
        Param("width", "int", 64, "Units in each layer.", low=8, high=256),
        Param("inputs", "int", 500, "Inputs.", low=10, high=2000),
    ),
    observations=(
        Observation(
            "Half of the pairs are off in every layer: at initialization a ReLU pre-activation is "
            "as often negative as positive.",
            lambda seen: _first(seen) == "relu" and abs(seen["relu.zero"] - 0.5) < 0.03,
        ),
        Observation(
            lambda seen: (
                f"In the first layer {1 - seen['first.off'] - seen['first.on']:.0%} of the units "
                "are on for some inputs and off for others; deeper down the inputs have become "
                f"alike, and in the last layer {seen['last.off'] + seen['last.on']:.0%} treat them "
                "all the same."
            ),
            lambda seen: (
                seen["first.off"] + seen["first.on"] < 0.2
                and seen["last.off"] + seen["last.on"] > 0.3
            ),
        ),
        Observation(
            lambda seen: (
                f"{listed(_never_zero(seen))}: not one activation is exactly 0. Small ones save no "
                "multiplication."
            ),
            lambda seen: bool(_never_zero(seen)),
        ),
    ),
    seeds=12,
    prediction=Prediction(
        "A ReLU network with He weights, 20 layers of 64 units, 500 inputs. What share of the "
        "units in the last layer is off for every single input?",
        "last.off",
        (
            ("none", -math.inf, 0.05),
            ("about a quarter", 0.05, 0.4),
            ("half", 0.4, 0.7),
            ("nearly all", 0.7, math.inf),
        ),
    ),
    sources=("glorot-2011",),
    tags=("relu", "sparsity"),
)
