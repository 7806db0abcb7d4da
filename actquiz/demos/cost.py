"""What each function costs to compute, here: measured, not repeated from hearsay.

Each function is applied to the same float32 array, in place where NumPy allows it, several times;
the fastest time counts, since everything else on the machine only adds to it. The numbers are this
machine's and NumPy's: a GPU or a fused kernel gives others, often with no difference at all.

Figures, for each function: ``<function>.ns`` = nanoseconds an element; ``<function>.over_relu`` =
that, divided by ReLU's; ``<function>.over_sigmoid``; ``<function>.decades`` = log10 of what 20 wide
layers with Glorot's weights leave of |δ|², by theory. Apart from that no two runs agree exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from actquiz import clock
from actquiz.arrays import Array
from actquiz.demos.demo import Demo, Frame, Param, Prediction, Result
from actquiz.demos.observation import Observation, Seen
from actquiz.engine import activations, meanfield
from actquiz.plots.axes import number
from actquiz.plots.figure import Axis, Bars, Figure, Panel

_ROUNDS = 7
_LAYERS = 20
"""Through which the table follows a gradient."""
_CUBIC = np.float32(0.044715)
_SQRT_2_OVER_PI = np.float32(np.sqrt(2 / np.pi))


def _sigmoid(x: Array, out: Array) -> Array:
    np.negative(x, out=out)
    np.exp(out, out=out)
    out += 1
    return np.reciprocal(out, out=out)


def _silu(x: Array, out: Array) -> Array:
    _sigmoid(x, out)
    out *= x
    return out


def _gelu_tanh(x: Array, out: Array) -> Array:
    np.multiply(x, x, out=out)
    out *= _CUBIC
    out += 1
    out *= x
    out *= _SQRT_2_OVER_PI
    np.tanh(out, out=out)
    out += 1
    out *= x
    out *= np.float32(0.5)
    return out


def _elu(x: Array, out: Array) -> Array:
    np.minimum(x, 0, out=out)
    np.exp(out, out=out)
    out -= 1
    return np.maximum(out, x, out=out)


def _softplus(x: Array, out: Array) -> Array:
    np.exp(x, out=out)
    return np.log1p(out, out=out)


def _mish(x: Array, out: Array) -> Array:
    _softplus(x, out)
    np.tanh(out, out=out)
    out *= x
    return out


def _hardswish(x: Array, out: Array) -> Array:
    np.add(x, 3, out=out)
    np.clip(out, 0, 6, out=out)
    out *= x
    out *= np.float32(1 / 6)
    return out


FUNCTIONS: dict[str, Callable[[Array, Array], Any]] = {
    "relu": lambda x, out: np.maximum(x, 0, out=out),
    "leaky_relu": lambda x, out: np.maximum(np.multiply(x, np.float32(0.01), out=out), x, out=out),
    "hardswish": _hardswish,
    "sigmoid": _sigmoid,
    "tanh": lambda x, out: np.tanh(x, out=out),
    "silu": _silu,
    "elu": _elu,
    "softplus": _softplus,
    "gelu_tanh": _gelu_tanh,
    "mish": _mish,
}
"""As the engine's training loop would compute them: fast, in range, in place."""


def _fastest(function: Callable[[Array, Array], Any], x: Array, repeats: int) -> float:
    """Nanoseconds an element of the fastest of several rounds."""
    out = np.empty_like(x)
    function(x, out)
    best = np.inf
    for _ in range(_ROUNDS):
        start = clock.stopwatch()
        for _ in range(repeats):
            function(x, out)
        best = min(best, (clock.stopwatch() - start) / (repeats * x.size))
    return float(best * 1e9)


def _run(params: Mapping[str, Any], seeds: int, seed: int) -> Iterator[Frame]:
    x = np.random.default_rng(seed).standard_normal(params["elements"], dtype=np.float32)
    repeats = max(1, 1_000_000 // x.size)
    names = list(params["functions"])
    times: dict[str, float] = {}
    measured = list(dict.fromkeys(["relu", "sigmoid", *names]))
    for done, name in enumerate(measured, start=1):
        times[name] = _fastest(FUNCTIONS[name], x, repeats)
        shown = [known for known in names if known in times]
        result = _result(times, shown, params) if done == len(measured) else None
        yield Frame(done, len(measured), _figure(times, shown or [name]), name, result)


def _figure(times: Mapping[str, float], names: list[str]) -> Figure:
    ranked = sorted(names, key=lambda name: times[name])
    bars = Bars("ns an element", ranked, [times[name] for name in ranked])
    return Figure([Panel([bars], "time an element", y=Axis("ns"))])


def _result(times: Mapping[str, float], names: list[str], params: Mapping[str, Any]) -> Result:
    figures: dict[str, float] = {}
    table = [["function", "ns", "× relu", "× sigmoid", "range", "slope ≤", "20 layers"]]
    for name in names:
        over_relu, over_sigmoid = times[name] / times["relu"], times[name] / times["sigmoid"]
        figures |= {
            f"{name}.ns": times[name],
            f"{name}.over_relu": over_relu,
            f"{name}.over_sigmoid": over_sigmoid,
        }
        decades = _decades(name)
        figures[f"{name}.decades"] = decades
        facts = activations.get(name).facts()
        table.append([
            name,
            number(times[name], 2),
            number(over_relu, 2),
            number(over_sigmoid, 2),
            f"{number(facts.minimum.value, 2)} … {number(facts.maximum.value, 2)}",
            number(facts.slope_max.value, 3),
            f"10^{decades:.1f}",
        ])  # fmt: skip
    dear = max(names, key=lambda name: times[name])
    summary = (
        f"On {params['elements']:,} float32 numbers {dear} is the dearest at "
        f"{number(times[dear], 2)} ns an element, {number(times[dear] / times['relu'], 2)} times "
        "ReLU. A dense layer of n inputs spends n multiplications on every one of them, so beyond "
        "a few hundred inputs the function is not what takes the time."
    )
    return Result(figures, summary, table)


def _decades(name: str) -> float:
    """log10 of what 20 wide layers with Glorot's weights leave of |δ|², by mean-field theory."""
    weights = meanfield.Weights(1.0)
    profile = meanfield.profile(activations.per_layer(name, _LAYERS), weights, _LAYERS)
    return float(profile.log10_gradient[0])


def _times(seen: Seen) -> dict[str, float]:
    return seen.of_each("ns", seen.params["functions"])


def _dearest(seen: Seen) -> str:
    times = _times(seen)
    return max(times, key=lambda name: times[name])


DEMO = Demo(
    name="cost",
    title="What each function really costs",
    question="Is Swish dearer than sigmoid, and does any of it matter?",
    run=_run,
    params=(
        Param("functions", "choices", tuple(FUNCTIONS), "What to time.", options=tuple(FUNCTIONS)),
        Param("elements", "int", 32_768, "Numbers in the array.", low=1024, high=4_000_000),
    ),
    observations=(
        Observation(
            lambda seen: (
                f"ReLU is one comparison and, at {number(seen['relu.ns'], 2)} ns an element, among "
                f"the cheapest; {_dearest(seen)} takes "
                f"{number(seen[f'{_dearest(seen)}.over_relu'], 2)} times as long."
            ),
            lambda seen: (
                seen["relu.ns"] <= 1.5 * min(_times(seen).values())
                and seen[f"{_dearest(seen)}.over_relu"] > 1.5
            ),
        ),
        Observation(
            "SiLU is a sigmoid and one multiplication: calling sigmoid dear and Swish medium has "
            "it the wrong way round.",
            lambda seen: seen["silu.over_sigmoid"] > 1,
        ),
        Observation(
            "The order among the smooth ones is a matter of the library: with a fused kernel all "
            "of them wait for memory alike."
        ),
    ),
    seeds=0,
    prediction=Prediction(
        "SiLU is x·σ(x). How many times the time of sigmoid does it take here?",
        "silu.over_sigmoid",
        (
            ("less than sigmoid", -np.inf, 0.9),
            ("about as much, up to 1.6 times", 0.9, 1.6),
            ("more than 1.6 times", 1.6, np.inf),
        ),
    ),
    tags=("cost",),
)
