"""Signal and gradient through residual blocks at initialization: no norm, post-norm, pre-norm.

A block's branch is F(x) = W₂ φ(W₁ x), scaled so that it has the variance of its input. Four stacks:
``plain`` x ← F(x); ``residual`` x ← x + F(x); ``post-norm`` x ← N(x + F(x)), as the first
transformer; ``pre-norm`` x ← x + F(N(x)), as most since. N is layer normalisation without gain.
Variances of independent terms add: without a norm the stream doubles in each block, with pre-norm
it grows by 1, to 1 + L (Xiong et al. 2020 compare the gradients).

Figures, for each stack: ``<stack>.signal`` = log10 of the stream's mean square after the last
block; ``<stack>.gradient`` = log10 of |∂L/∂x|² at the first block's input, relative to the last
block's output; ``<stack>.expected`` = the theory's signal where there is one.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from actquiz.arrays import Floats
from actquiz.demos.demo import Demo, Frame, Param, Prediction, Result, Theory
from actquiz.demos.observation import Observation
from actquiz.demos.seed_statistics import caption, log_mean, log_mean_band, with_error
from actquiz.engine import activations, gaussian
from actquiz.engine.activations import Activation
from actquiz.plots.figure import Axis, Figure, Panel

_STACKS = ("plain", "residual", "post-norm", "pre-norm")


def _norm(x: Floats) -> tuple[Floats, Floats]:
    """Layer normalisation of each column, and the deviation it divided by."""
    deviation = x.std(axis=0, keepdims=True)
    return (x - x.mean(axis=0, keepdims=True)) / deviation, deviation


def _norm_backward(delta: Floats, normed: Floats, deviation: Floats) -> Floats:
    """The gradient at the norm's input from that at its output."""
    along = (delta * normed).mean(axis=0, keepdims=True)
    return np.asarray((delta - delta.mean(axis=0, keepdims=True) - normed * along) / deviation)


def through(
    stack: str, activation: Activation, params: Mapping[str, Any], seed: int, network: int
) -> Floats:
    """log10 of the stream's mean square and of |∂L/∂x|² at each block's input: [2, depth + 1]."""
    depth, width = params["depth"], params["width"]
    rng = np.random.default_rng([seed, network])
    inner = math.sqrt(1 / width)
    outer = math.sqrt(1 / (width * gaussian.square(activation)))
    x = _norm(rng.standard_normal((width, params["inputs"])))[0]
    logs, passed = np.zeros((2, depth + 1)), []
    for block in range(depth):
        first = rng.standard_normal((width, width)) * inner
        second = rng.standard_normal((width, width)) * outer
        read, inside = _norm(x) if stack == "pre-norm" else (x, np.ones((1, 1)))
        before = first @ read
        branch = second @ activation.value(before)
        x = branch if stack == "plain" else x + branch
        after = np.ones((1, 1))
        if stack == "post-norm":
            x, after = _norm(x)
        passed.append((first, second, read, inside, activation.slope(before), x, after))
        square = float((x**2).mean())
        logs[0, block + 1] = round(math.log10(square), 9)
    delta = rng.standard_normal(x.shape)
    last = math.log10(float((delta**2).mean()))
    for block in range(depth - 1, -1, -1):
        first, second, read, inside, slope, out, after = passed[block]
        if stack == "post-norm":
            delta = _norm_backward(delta, out, after)
        back = first.T @ (slope * (second.T @ delta))
        if stack == "pre-norm":
            back = _norm_backward(back, read, inside)
        delta = back if stack == "plain" else delta + back
        logs[1, block] = math.log10(float((delta**2).mean())) - last
    return logs


def _run(params: Mapping[str, Any], seeds: int, seed: int) -> Iterator[Frame]:
    activation = activations.per_layer(params["activation"], 1)[0]
    runs: dict[str, list[Floats]] = {stack: [] for stack in params["stacks"]}
    for done in range(1, seeds + 1):
        for stack, seen in runs.items():
            seen.append(through(stack, activation, params, seed, done - 1))
        result = _result(runs, params) if done == seeds else None
        yield Frame(done, seeds, _figure(runs), f"network {done} of {seeds}", result)


def _figure(runs: Mapping[str, list[Floats]]) -> Figure:
    samples = {stack: np.array(seen) for stack, seen in runs.items()}
    blocks = list(range(next(iter(samples.values())).shape[2]))
    panels = []
    for at, (title, label) in enumerate(
        (("signal, on its way up", "mean square"), ("gradient, on its way down", "|∂L/∂x|²"))
    ):
        lines = [log_mean_band(stack, blocks, seen[:, at]) for stack, seen in samples.items()]
        note = caption(len(next(iter(samples.values()))))
        panels.append(Panel(lines, title, Axis("block"), Axis(label, "log"), note))
    return Figure(panels, columns=2)


def _result(runs: Mapping[str, list[Floats]], params: Mapping[str, Any]) -> Result:
    depth = params["depth"]
    expected = {"residual": depth * math.log10(2), "pre-norm": math.log10(1 + depth)}
    figures: dict[str, float] = {}
    theory: list[Theory] = []
    table = [["stack", "signal, decades", "gradient, decades"]]
    for stack, seen in runs.items():
        samples = np.array(seen)
        signal, gradient = log_mean(samples[:, 0, -1]), log_mean(samples[:, 1, 0])
        figures |= {f"{stack}.signal": float(signal[0]), f"{stack}.gradient": float(gradient[0])}
        # The branch keeps its input's variance exactly for homogeneous functions, or on N's output.
        if stack == "pre-norm" or (stack == "residual" and params["activation"] == "relu"):
            figures[f"{stack}.expected"] = expected[stack]
            theory.append(
                Theory(f"{stack}.signal", expected[stack], float(signal[0]), float(signal[1]))
            )
        shown = (with_error(float(mean), float(error)) for mean, error in (signal, gradient))
        table.append([stack, *shown])
    told = "; ".join(
        f"{stack} {figures[f'{stack}.signal']:+.1f} and {figures[f'{stack}.gradient']:+.1f}"
        for stack in runs
    )
    summary = f"Powers of ten over {depth} blocks, signal up and squared gradient down: {told}."
    return Result(figures, summary, table, theory)


DEMO = Demo(
    name="residual-norms",
    title="Residual blocks: without a norm, post-norm, pre-norm",
    question="What do skip connections and the place of the norm do to signal and gradient?",
    run=_run,
    params=(
        Param("stacks", "choices", _STACKS, "What is stacked.", options=_STACKS),
        Param(
            "activation",
            "choice",
            "relu",
            "The function inside the branches.",
            options=activations.names(),
            functions="one",
        ),
        Param("depth", "int", 30, "Blocks.", low=2, high=200),
        Param("width", "int", 64, "Width of the stream.", low=8, high=256),
        Param("inputs", "int", 8, "Inputs a network.", low=1, high=64),
    ),
    observations=(
        Observation(
            lambda seen: (
                f"Skips alone let the signal grow by {seen['residual.signal']:.1f} powers of ten: "
                "each branch is as large as all that came before it."
            ),
            lambda seen: (
                seen.params["activation"] == "relu"
                and abs(seen["residual.signal"] / seen.params["depth"] - math.log10(2)) < 0.05
            ),
        ),
        Observation(
            "With pre-norm the stream grows by one block's variance a block, not by a factor.",
            lambda seen: abs(seen["pre-norm.signal"] - math.log10(1 + seen.params["depth"])) < 0.2,
        ),
        Observation(
            "Post-norm gives signal and gradient the same size in every block: the norm takes back "
            "what the addition brought, both ways.",
            lambda seen: (
                abs(seen["post-norm.gradient"]) < 0.6 and abs(seen["post-norm.signal"]) < 0.01
            ),
        ),
        Observation(
            lambda seen: (
                "With pre-norm the squared gradient is largest at the first block, "
                f"{10 ** seen['pre-norm.gradient']:.0f} times that behind the last: early branches "
                "are added to a small stream, late ones hardly change a large one."
            ),
            lambda seen: seen["pre-norm.gradient"] > 0.5,
        ),
    ),
    seeds=12,
    prediction=Prediction(
        "Thirty residual blocks x + F(x) without any normalisation, each branch with the variance "
        "of its input. By what factor has the signal's mean square grown?",
        "residual.signal",
        (
            ("thirty", -math.inf, 3.0),
            ("a million", 3.0, 7.5),
            ("a thousand million", 7.5, math.inf),
        ),
    ),
    sources=("xiong-2020", "he-2016", "zhang-2019"),
    tags=("skip-connection", "layer-normalization", "transformer"),
)
