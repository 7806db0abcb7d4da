"""What one large activation costs the others, when all are stored in a few bits.

Activations f(z), z unit Gaussian, in ``channels`` columns of which one is scaled up. They are
rounded to 2ᵇ - 1 levels, evenly spaced and symmetric about 0: with one step for the whole tensor,
set by its largest value, and with one step a channel. Rounding is off by at most half a step,
evenly: a root mean square of step/√12, as long as values fall on many levels (Bennett's model).

Figures, for each outlier size: ``x<k>.tensor`` and ``x<k>.channel`` = root mean square error of the
ordinary channels over their own root mean square; ``x<k>.zeroed`` = share of their non-zero values
that became 0 with one step a tensor.
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
from actquiz.engine import activations
from actquiz.engine.activations import Activation
from actquiz.plots.figure import Axis, Figure, Panel

_SIZES = ("1", "3", "10", "30", "100", "300")


def rounded(values: Floats, most: Floats, bits: int) -> Floats:
    """To the nearest of 2ᵇ - 1 even levels from -``most`` to ``most``; as many shapes as divide."""
    step = most / (2 ** (bits - 1) - 1)
    return np.asarray(np.round(values / step) * step)


def _errors(
    activation: Activation, size: float, params: Mapping[str, Any], seed: int, draw: int
) -> Floats:
    """Error a tensor, error a channel, share zeroed, the model's error: for the ordinary ones."""
    rng = np.random.default_rng([seed, draw])
    values = np.asarray(
        activation.value(rng.standard_normal((params["tokens"], params["channels"]))), np.float64
    )
    values[:, 0] *= size
    ordinary = values[:, 1:]
    square = math.sqrt(float((ordinary**2).mean()))
    whole, each = np.abs(values).max(), np.abs(values).max(axis=0, keepdims=True)
    tensor = rounded(values, whole, params["bits"])[:, 1:]
    channel = rounded(values, np.maximum(each, 1e-12), params["bits"])[:, 1:]
    lost = float(((tensor == 0) & (ordinary != 0)).sum() / max(1, (ordinary != 0).sum()))
    step = whole / (2 ** (params["bits"] - 1) - 1)
    return np.array(
        [
            math.sqrt(float(((tensor - ordinary) ** 2).mean())) / square,
            math.sqrt(float(((channel - ordinary) ** 2).mean())) / square,
            lost,
            step / math.sqrt(12) / square,
        ]
    )


def _run(params: Mapping[str, Any], seeds: int, seed: int) -> Iterator[Frame]:
    activation = activations.per_layer(params["activation"], 1)[0]
    sizes = sorted(params["sizes"], key=float)
    runs: list[Floats] = []
    for done in range(1, seeds + 1):
        runs.append(
            np.array([_errors(activation, float(k), params, seed, done - 1) for k in sizes])
        )
        samples = np.array(runs)
        result = _result(samples, sizes, params) if done == seeds else None
        yield Frame(done, seeds, _figure(samples, sizes), f"draw {done} of {seeds}", result)


def _figure(samples: Floats, sizes: list[str]) -> Figure:
    across = [float(size) for size in sizes]
    lines = [
        band("one step a tensor", across, samples[:, :, 0]),
        band("one step a channel", across, samples[:, :, 1]),
    ]
    zeroed = [band("became 0", across, samples[:, :, 2])]
    axis = Axis("the outlier channel's scale", "log")
    note = caption(len(samples), "draw")
    return Figure(
        [
            Panel(lines, "error of the ordinary channels", axis, Axis("relative", "log"), note),
            Panel(zeroed, "one step a tensor", axis, Axis("share zeroed", limits=(0.0, 1.0))),
        ],
        columns=2,
    )


def _result(samples: Floats, sizes: list[str], params: Mapping[str, Any]) -> Result:
    figures: dict[str, float] = {}
    theory: list[Theory] = []
    table = [["outlier", "error, step a tensor", "error, step a channel", "became 0"]]
    for at, size in enumerate(sizes):
        tensor, channel, zeroed = (spread(samples[:, at, which]) for which in range(3))
        figures |= {
            f"x{size}.tensor": float(tensor.mean),
            f"x{size}.channel": float(channel.mean),
            f"x{size}.zeroed": float(zeroed.mean),
        }
        if params["activation"] == "identity" and float(tensor.mean) < 0.1 and len(samples) > 1:
            apart = spread(samples[:, at, 0] - samples[:, at, 3])
            error = honest_error(float(apart.error), apart.count)
            expected = float(samples[:, at, 3].mean())
            theory.append(Theory(f"x{size}.tensor", expected, float(tensor.mean), error))
        shown = (with_error(100 * float(o.mean), 100 * float(o.error)) for o in (tensor, channel))
        table.append([f"{size} times", *(f"{each} %" for each in shown), f"{zeroed.mean:.0%}"])
    most = sizes[-1]
    summary = (
        f"{params['bits']} bits, one channel {most} times as large: the others are off by "
        f"{figures[f'x{most}.tensor']:.0%} with one step for all, by "
        f"{figures[f'x{most}.channel']:.1%} with a step each."
    )
    return Result(figures, summary, table, theory)


DEMO = Demo(
    name="outliers",
    title="One outlier and eight bits",
    question="What does one large activation cost all others in a few bits?",
    run=_run,
    params=(
        Param(
            "activation",
            "choice",
            "gelu",
            "What makes the activations.",
            options=activations.names(),
            functions="one",
        ),
        Param("bits", "int", 8, "Bits, the sign included.", low=2, high=16),
        Param("sizes", "choices", ("1", "10", "30", "100"), "The outlier's scale.", options=_SIZES),
        Param("channels", "int", 64, "Channels, one of them the outlier.", low=2, high=1024),
        Param("tokens", "int", 256, "Rows.", low=8, high=4096),
    ),
    observations=(
        Observation(
            lambda seen: (
                "A channel 100 times as large makes all others wrong by "
                f"{seen['x100.tensor']:.0%}: the step is set by the one, and paid by the rest."
            ),
            lambda seen: seen["x100.tensor"] > 10 * seen["x1.tensor"],
        ),
        Observation(
            lambda seen: f"{seen['x100.zeroed']:.0%} of what was not zero has become zero.",
            lambda seen: seen["x100.zeroed"] > 0.3,
        ),
        Observation(
            "With a step for each channel the outlier harms nobody but itself.",
            lambda seen: seen["x100.channel"] < 1.1 * seen["x1.channel"],
        ),
        Observation(
            "A bounded function has no outliers to pay for: that is what ReLU6's bound is for."
        ),
    ),
    seeds=10,
    prediction=Prediction(
        "GELU's outputs in 8 bits, one step for the whole tensor, and one channel 100 times as "
        "large as the rest. By what share of their size are the other channels wrong?",
        "x100.tensor",
        (
            ("about 1 %", -math.inf, 0.05),
            ("about a tenth", 0.05, 0.3),
            ("more than a third", 0.3, math.inf),
        ),
    ),
    sources=("dettmers-2022", "jacob-2017"),
    tags=("quantisation", "precision", "relu6"),
)
