"""Gated feed-forward blocks against the plain one, at equal numbers of parameters.

A block learns to imitate a fixed random teacher, with Adam, many seeds at once. The plain block is
W₂·f(W₁x); a gated one is W₂·(f(W₁x) ⊙ Vx), with three matrices, so its hidden width is ⅔ of the
plain one's. The teacher multiplies pairs of directions of its input, so products have something to
gain here: the figures say how much, not that it is so elsewhere.

Figures, for each block: ``<block>.loss`` = held-out error at the end, as a share of the target's
variance (mean over seeds); ``<block>.parameters``; ``<block>.rate``, the best of those tried on
what it learned from; ``best_gated_over_relu`` = the best gated block's loss over the plain ReLU
block's.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from actquiz.arrays import Array
from actquiz.demos.demo import Demo, Frame, Param, Prediction, Result
from actquiz.demos.observation import Observation, Seen
from actquiz.demos.seed_statistics import (
    band,
    caption,
    difference,
    spread,
    with_error,
    without_diverged,
)
from actquiz.engine import activations
from actquiz.plots.figure import Axis, Figure, Panel

GATES: dict[str, str] = {
    "bilinear": "identity",
    "glu": "sigmoid",
    "reglu": "relu",
    "geglu": "gelu_tanh",
    "swiglu": "silu",
}
"""Gated blocks by the function of their gate."""
PLAIN = ("relu", "gelu", "silu")
_ROWS, _HELD_OUT, _BATCH = 1024, 512, 128
_REPORT = 20
_FACTORS = (1 / 3, 1.0, 3.0)
"""Rates tried for each block where it is tuned, as multiples of the one given."""
_BETA1, _BETA2, _EPSILON = 0.9, 0.999, 1e-8


@dataclass(slots=True)
class _Block:
    """Parameters [seeds, …] of one kind of block, with their Adam moments."""

    name: str
    matrices: list[Array]
    moments: list[tuple[Array, Array]]

    @property
    def gated(self) -> bool:
        return self.name in GATES

    @property
    def parameters(self) -> int:
        """Of one block."""
        return sum(matrix[0].size for matrix in self.matrices)

    def hidden(self, x: Array) -> tuple[Array, Array, Array]:
        """Pre-activations, activations, and the linear branch (ones where there is none)."""
        before = self.matrices[0] @ x
        activation = activations.get(GATES.get(self.name, self.name))
        linear = self.matrices[2] @ x if self.gated else np.ones_like(before)
        return before, activation.value(before), linear

    def output(self, x: Array) -> Array:
        """[seeds, width, rows] of an input of that shape."""
        _, active, linear = self.hidden(x)
        return np.asarray(self.matrices[1] @ (active * linear))

    def step(self, x: Array, y: Array, rate: float, count: int) -> None:
        """One step of Adam on the mean square error; ``count`` from 1."""
        before, active, linear = self.hidden(x)
        product = active * linear
        delta = (self.matrices[1] @ product - y) * np.float32(2 / (x.shape[1] * x.shape[2]))
        inside = self.matrices[1].transpose(0, 2, 1) @ delta
        slope = activations.get(GATES.get(self.name, self.name)).slope(before)
        across = x.transpose(0, 2, 1)
        gradients = [
            (inside * linear * slope) @ across,
            delta @ product.transpose(0, 2, 1),
        ]
        if self.gated:
            gradients.append((inside * active) @ across)
        warm = rate * math.sqrt(1 - _BETA2**count) / (1 - _BETA1**count)
        for matrix, (first, second), gradient in zip(
            self.matrices, self.moments, gradients, strict=True
        ):
            first += np.float32(1 - _BETA1) * (gradient - first)
            second += np.float32(1 - _BETA2) * (gradient * gradient - second)
            matrix -= np.float32(warm) * first / (np.sqrt(second) + np.float32(_EPSILON))


@dataclass(slots=True)
class _Try:
    """One block at one rate."""

    rate: float
    block: _Block
    losses: list[Array] = field(default_factory=list)
    """Held-out errors at each report, [seeds] each."""
    learned: Array = field(default_factory=lambda: np.array([math.inf]))
    """The newest errors on what it learns from, which choose among the rates."""

    def rank(self) -> float:
        """Mean error, infinite where a network diverged."""
        mean = float(np.mean(self.learned))
        return mean if math.isfinite(mean) else math.inf


def _block(name: str, width: int, plain_hidden: int, seeds: int, seed: int) -> _Block:
    hidden = round(plain_hidden * 2 / 3) if name in GATES else plain_hidden
    shapes = [(hidden, width), (width, hidden)] + ([(hidden, width)] if name in GATES else [])
    matrices = []
    for place, shape in enumerate(shapes):
        drawn = [
            np.random.default_rng([seed, k, 1, place]).standard_normal(shape) for k in range(seeds)
        ]
        matrices.append(np.asarray(drawn / np.sqrt(shape[1]), dtype=np.float32))
    return _Block(name, matrices, [(np.zeros_like(m), np.zeros_like(m)) for m in matrices])


def _task(width: int, seeds: int, seed: int) -> tuple[Array, Array]:
    """Inputs and targets [seeds, width, rows]: each target multiplies two directions of x."""
    xs, ys = [], []
    for k in range(seeds):
        rng = np.random.default_rng([seed, k, 0])
        x = rng.standard_normal((width, _ROWS + _HELD_OUT))
        left, right = rng.standard_normal((2, width, width)) / math.sqrt(width)
        xs.append(x)
        ys.append((left @ x) * (right @ x))
    return np.asarray(xs, dtype=np.float32), np.asarray(ys, dtype=np.float32)


def _run(params: Mapping[str, Any], seeds: int, seed: int) -> Iterator[Frame]:
    width, steps = params["width"], params["steps"]
    x, y = _task(width, seeds, seed)
    factors = _FACTORS if params["tune"] else (1.0,)
    tried = {
        name: [
            _Try(params["rate"] * factor, _block(name, width, params["hidden"], seeds, seed))
            for factor in factors
        ]
        for name in params["blocks"]
    }
    at: list[float] = []
    for step in range(1, steps + 1):
        first = (step - 1) * _BATCH % _ROWS
        rows = slice(first, first + _BATCH)
        for one in chain.from_iterable(tried.values()):
            one.block.step(x[:, :, rows], y[:, :, rows], one.rate, step)
        if step % _REPORT and step != steps:
            continue
        at.append(float(step))
        for one in chain.from_iterable(tried.values()):
            one.learned = _error(one.block, x[:, :, :_ROWS], y[:, :, :_ROWS])
            one.losses.append(_error(one.block, x[:, :, _ROWS:], y[:, :, _ROWS:]))
        best = [min(tries, key=_Try.rank) for tries in tried.values()]
        losses = {one.block.name: one.losses for one in best}
        result = _result(losses, best) if step == steps else None
        yield Frame(step, steps, _figure(losses, at, seeds), f"step {step} of {steps}", result)


def _error(block: _Block, x: Array, y: Array) -> Array:
    """Mean square error as a share of the targets' variance, [seeds]."""
    gap = np.square(block.output(x) - y)
    return np.asarray(gap.mean(axis=(1, 2)) / y.var(axis=(1, 2)))


def _figure(losses: Mapping[str, list[Array]], at: list[float], seeds: int) -> Figure:
    lines, counts = [], []
    for name, rows in losses.items():
        kept, _ = without_diverged(np.array(rows).T)
        if len(kept):
            counts.append(len(kept))
            lines.append(band(name, at, np.log10(np.maximum(kept, 1e-9)), log=True))
    panel = Panel(
        lines,
        x=Axis("step"),
        y=Axis("held-out error, share of variance", "log"),
        note=caption(counts, of=seeds, what="Geometric mean"),
    )
    return Figure([panel])


def _result(losses: Mapping[str, list[Array]], best: list[_Try]) -> Result:
    figures: dict[str, float] = {}
    table = [["block", "parameters", "rate", "held-out error"]]
    final: dict[str, NDArray[np.float64]] = {}
    diverged = 0
    for one in best:
        block = one.block
        kept, lost = without_diverged(np.array(losses[block.name])[-1])
        diverged += lost
        if not len(kept):
            continue
        final[block.name] = kept
        over = spread(kept)
        figures |= {
            f"{block.name}.loss": float(over.mean),
            f"{block.name}.parameters": float(block.parameters),
            f"{block.name}.rate": one.rate,
        }
        table.append([
            block.name,
            f"{block.parameters:,}",
            f"{one.rate:.3g}",
            with_error(float(over.mean), float(over.error)),
        ])  # fmt: skip
    ranked = sorted(final, key=lambda name: float(final[name].mean()))
    gated = [name for name in ranked if name in GATES]
    if gated and "relu" in final:
        figures["best_gated_over_relu"] = figures[f"{gated[0]}.loss"] / figures["relu.loss"]
    summary = "Every block diverged."
    if ranked:
        summary = f"{ranked[0]} ends lowest, at {figures[f'{ranked[0]}.loss']:.2g}."
    if len(ranked) > 1:
        first, second = ranked[:2]
        summary += " " + difference((first, final[first]), (second, final[second]))
    return Result(figures, summary, table, diverged=diverged)


def _ends(seen: Seen, *, gated: bool) -> list[float]:
    """The errors at the end of the gated blocks, or of the plain ones."""
    names = tuple(name for name in seen.params["blocks"] if (name in GATES) == gated)
    return list(seen.of_each("loss", names).values())


def _even(seen: Seen) -> bool:
    """Whether all blocks have about as many parameters, gated ones among them."""
    sizes = list(seen.of_each("parameters", seen.params["blocks"]).values())
    return bool(_ends(seen, gated=True)) and max(sizes) <= 1.03 * min(sizes)


DEMO = Demo(
    name="glu-variants",
    title="Gated feed-forward blocks at equal size",
    question="What does a gate buy when it must be paid for with width?",
    run=_run,
    params=(
        Param(
            "blocks",
            "choices",
            ("relu", "gelu", "glu", "geglu", "swiglu"),
            "Blocks to compare.",
            options=(*PLAIN, *GATES),
        ),
        Param("width", "int", 12, "Inputs and outputs of the block.", low=4, high=64),
        Param("hidden", "int", 60, "Hidden units of the plain block.", low=6, high=384),
        Param("steps", "int", 240, "Steps of Adam.", low=20, high=3000),
        Param("rate", "float", 0.01, "Learning rate.", low=1e-5, high=1.0),
        Param("tune", "bool", False, "Each block at the best of ⅓, 1 and 3 times the rate."),
    ),
    observations=(
        Observation(
            "The gated blocks have two thirds of the hidden units and the same number of "
            "parameters, to rounding: three matrices instead of two.",
            lambda seen: _even(seen),
        ),
        Observation(
            "On this task, whose targets are products, every gated block ends below every plain "
            "one: a gate multiplies two linear maps of the input, which a plain block must build "
            "from bends.",
            lambda seen: (
                bool(_ends(seen, gated=True) and _ends(seen, gated=False))
                and max(_ends(seen, gated=True)) < min(_ends(seen, gated=False))
            ),
        ),
        Observation(
            "The gated ones differ less among themselves than from the plain ones; which gate is "
            "best is not settled by one task.",
            lambda seen: (
                len(_ends(seen, gated=True)) > 1
                and bool(_ends(seen, gated=False))
                and max(_ends(seen, gated=True)) - min(_ends(seen, gated=True))
                < min(_ends(seen, gated=False)) - max(_ends(seen, gated=True))
            ),
        ),
    ),
    seeds=5,
    prediction=Prediction(
        "At equal numbers of parameters, on targets that are products of two directions: the best "
        "gated block's error over the plain ReLU block's after 240 steps?",
        "best_gated_over_relu",
        (
            ("above 1: gates only cost width", 1.0, np.inf),
            ("between ½ and 1", 0.5, 1.0),
            ("below ½", -np.inf, 0.5),
        ),
    ),
    sources=("shazeer-2020",),
    tags=("glu", "swiglu", "transformer"),
)
