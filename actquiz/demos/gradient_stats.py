"""What the mean, spread and maximum of all gradients say, and what they cannot.

Untrained networks 10-128-128-1 with PyTorch's default weights, a batch of 32 normal inputs and
random labels, one backward pass. All gradients are thrown together, weights and biases of every
layer, and described by the mean of their absolute values, their standard deviation and the largest
absolute value. Beside them: the mean |∂L/∂W| of each layer alone.

Figures, for each activation: ``<activation>.mean`` = mean |g| of the pooled gradients g, ``.std`` =
standard deviation of g, ``.max`` = largest |g|, means over networks; ``.first`` = share of
networks in which its pooled mean is the largest; ``.layer<l>`` = mean |∂L/∂W_l|, 1 the first and
the last the output's; ``.bottom_over_top`` = layer 1's over the output layer's. And
``largest_share`` = the share of all parameters that the largest layer holds; ``leaders`` = how many
functions are ever ranked first.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from actquiz.arrays import Floats
from actquiz.demos.demo import Demo, Frame, Param, Prediction, Result
from actquiz.demos.observation import Observation, Seen
from actquiz.demos.seed_statistics import band, caption, difference, spread, with_error
from actquiz.demos.training_runs import bars, build, seeds_of
from actquiz.engine import activations
from actquiz.engine.layout import Architecture
from actquiz.engine.network import Network
from actquiz.engine.random_streams import generator
from actquiz.plots.axes import number
from actquiz.plots.figure import Axis, Bars, Figure, Panel
from actquiz.words import counted

_INPUTS, _BATCH = 10, 32
# Squared ReLU overflows in deeper networks: its signal is squared at every layer.
_FUNCTIONS = tuple(name for name in activations.names() if name != "squared_relu")


@dataclass(frozen=True, slots=True)
class _Gradients:
    """Absolute gradients of some networks of one activation."""

    mean: Floats
    """Over all parameters, [networks]; so are the next two."""
    std: Floats
    """Of the gradients with their signs."""
    max: Floats
    layers: Floats
    """Mean |∂L/∂W_l|, [networks, layers]."""

    @classmethod
    def of(cls, network: Network) -> _Gradients:
        signed = network.gradients
        size = np.abs(signed)
        layers = [
            np.abs(network.weight_gradient(layer)).mean(axis=(1, 2), dtype=np.float64)
            for layer in range(network.architecture.depth + 1)
        ]
        return cls(
            size.mean(axis=1, dtype=np.float64),
            signed.std(axis=1, dtype=np.float64),
            size.max(axis=1).astype(np.float64),
            np.stack(layers, axis=1),
        )


def _run(params: Mapping[str, Any], seeds: int, seed: int) -> Iterator[Frame]:
    each = seeds_of(seed, seeds)
    chance = [generator(s, "data") for s in each]
    x = np.stack([random.standard_normal((_INPUTS, _BATCH)) for random in chance])
    labels = np.stack([random.integers(0, 2, (1, _BATCH)) for random in chance])
    sizes = (_INPUTS, *[params["width"]] * params["depth"], 1)
    runs: dict[str, _Gradients] = {}
    names = params["activations"]
    for done, name in enumerate(names, start=1):
        network = build(Architecture(sizes, name), params["init"], each)
        network.forward(x)
        network.backward(labels.astype(network.dtype))
        runs[name] = _Gradients.of(network)
        largest = max(place.outputs * (place.inputs + 1) for place in network.places)
        share = largest / network.parameters.shape[1]
        result = _result(runs, share) if done == len(names) else None
        yield Frame(done, len(names), _figure(runs), f"{name}, {counted(seeds, 'network')}", result)


def _ranks(runs: Mapping[str, _Gradients]) -> Floats:
    """Share of the networks in which each activation has the largest pooled mean."""
    first = np.argmax([run.mean for run in runs.values()], axis=0)
    return np.bincount(first, minlength=len(runs)) / len(first)


def _figure(runs: Mapping[str, _Gradients]) -> Figure:
    count = len(next(iter(runs.values())).mean)
    layers = range(1, next(iter(runs.values())).layers.shape[1] + 1)
    ranked = sorted(runs, key=lambda name: -float(runs[name].mean.mean()))
    pooled = {
        what: bars(what, {name: getattr(runs[name], what) for name in ranked})
        for what in ("mean", "std", "max")
    }
    shares = dict(zip(runs, _ranks(runs).tolist(), strict=True))
    sizes = Axis("|gradient|", "log")
    by_layer = [band(name, layers, np.log10(run.layers), log=True) for name, run in runs.items()]
    return Figure(
        [
            Panel(
                [pooled["mean"]],
                "all parameters: mean",
                y=sizes,
                note=caption(count, mark="error bars"),
            ),
            Panel(
                [Bars("first", ranked, [shares[name] for name in ranked])],
                "how often each has the largest mean",
                y=Axis("share of networks", limits=(0.0, 1.0)),
            ),
            Panel([pooled["std"], pooled["max"]], "all parameters: std and maximum", y=sizes),
            Panel(by_layer, "each weight matrix alone: mean", Axis("layer (last: output)"), sizes),
        ],
        columns=2,
    )


def _result(runs: Mapping[str, _Gradients], largest_share: float) -> Result:
    shares = dict(zip(runs, _ranks(runs).tolist(), strict=True))
    figures = {
        "largest_share": largest_share,
        "leaders": float(sum(share > 0 for share in shares.values())),
    }
    table = [["function", "mean |g|", "std", "max", "first in", "layer 1 / output layer"]]
    for name, run in runs.items():
        layers = run.layers.mean(axis=0)
        figures |= {
            f"{name}.mean": float(run.mean.mean()),
            f"{name}.std": float(run.std.mean()),
            f"{name}.max": float(run.max.mean()),
            f"{name}.first": shares[name],
            f"{name}.bottom_over_top": float(layers[0] / layers[-1]),
        }
        figures |= {f"{name}.layer{n}": float(value) for n, value in enumerate(layers, start=1)}
        mean = spread(run.mean)
        table.append([
            name,
            with_error(float(mean.mean), float(mean.error)),
            number(float(run.std.mean()), 2),
            number(float(run.max.mean()), 2),
            f"{shares[name]:.1%}",
            number(float(layers[0] / layers[-1]), 2),
        ])  # fmt: skip
    return Result(figures, _summary(runs, shares, largest_share), table)


def _summary(
    runs: Mapping[str, _Gradients], shares: Mapping[str, float], largest_share: float
) -> str:
    ordered = sorted(runs, key=lambda name: float(runs[name].mean.mean()), reverse=True)
    best = ordered[0]
    text = f"{best} has the largest mean in {shares[best]:.0%} of the networks. "
    if len(ordered) > 1:
        other = ordered[1]
        text += difference((best, runs[best].mean), (other, runs[other].mean), paired=True) + " "
    return text + f"One layer holds {largest_share:.0%} of the parameters and decides the mean."


def _firsts(seen: Seen) -> list[str]:
    """The functions by how often they come first."""
    shares = seen.of_each("first", seen.params["activations"])
    return sorted(shares, key=lambda name: -shares[name])


def _runner_up(seen: Seen) -> str:
    return _firsts(seen)[1]


DEMO = Demo(
    name="gradient-stats",
    title="One number for all gradients",
    question="What do the mean, spread and maximum of all gradients say about a function?",
    run=_run,
    params=(
        Param(
            "activations",
            "choices",
            ("sigmoid", "tanh", "relu", "leaky_relu"),
            "Functions to compare.",
            options=_FUNCTIONS,
            functions="layers",
        ),
        Param("depth", "int", 2, "Hidden layers.", low=1, high=10),
        Param("width", "int", 128, "Units in each layer.", low=8, high=256),
        Param(
            "init",
            "choice",
            "torch_default",
            "How weights are drawn.",
            options=("torch_default", "glorot_uniform", "he"),
        ),
    ),
    observations=(
        Observation(
            lambda seen: (
                "Sigmoid's pooled mean is within a factor of 2 of ReLU's, though its first layer "
                f"gets {number(1 / seen['sigmoid.bottom_over_top'], 2)} times less gradient than "
                "its output layer: the one number cannot show what happens with depth."
            ),
            lambda seen: (
                seen["sigmoid.bottom_over_top"] < 1 / 50
                and 0.5 <= seen["sigmoid.mean"] / seen["relu.mean"] <= 2
            ),
        ),
        Observation(
            lambda seen: (
                f"One layer holds {seen['largest_share']:.0%} of the parameters, so the mean over "
                "all of them describes that layer and little else."
            ),
            lambda seen: seen["largest_share"] > 0.6,
        ),
        Observation(
            lambda seen: (
                f"In {seen[f'{_runner_up(seen)}.first']:.0%} of the networks {_runner_up(seen)} "
                "comes first, not the function that does so most often: a ranking from one draw "
                "is a matter of chance, and a larger gradient is not better learning anyway."
            ),
            lambda seen: len(_firsts(seen)) > 1 and seen[f"{_runner_up(seen)}.first"] > 0,
        ),
    ),
    seeds=200,
    prediction=Prediction(
        "Random 10-128-128-1 networks, the same weights for sigmoid, tanh, ReLU and leaky ReLU: "
        "in what share of them does tanh have the largest mean gradient?",
        "tanh.first",
        (
            ("hardly any", -math.inf, 0.1),
            ("about a quarter", 0.1, 0.4),
            ("about half", 0.4, 0.6),
            ("three quarters or more", 0.6, math.inf),
        ),
    ),
    sources=("pytorch-linear",),
    tags=("gradients", "statistics"),
)
