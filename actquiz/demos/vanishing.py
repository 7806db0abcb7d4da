"""What happens to gradients on their way down through a deep network.

Many random networks at once: one backward pass each through ``depth`` hidden layers of equal
width, zero biases, inputs of norm √width, and a random linear readout on top. δ_l = ∂L/∂z_l is the
gradient at the pre-activations of layer l. The curve of the theory is the mean-field one:
|δ|² changes by χ_l = σw² E φ'(√q_l Z)² a layer. With residual connections or LayerNorm, before each
layer or behind it, there is no such curve, and none is drawn.

Figures, for each activation: ``<activation>.decades`` = log10 of the mean of |δ₁|²/|δ_last|²;
``.per_layer`` = decades a layer; ``.middle`` = decades from the middle layer to the last;
``.first_over_last`` = |δ₁|/|δ_last|, which is 10^(decades/2); ``.spread`` = standard deviation of
log10 |δ₁|²/|δ_last|² over the networks; ``.expected`` = the theory's decades.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from actquiz.arrays import Floats
from actquiz.demos.demo import WIDE, Demo, Frame, Param, Prediction, Result, Theory
from actquiz.demos.observation import Observation, Seen
from actquiz.demos.seed_statistics import BAND, caption, log_mean, log_mean_band, with_error
from actquiz.engine import activations, meanfield, residual_flow
from actquiz.engine.activations import Activation
from actquiz.plots.figure import Axis, Figure, Line, Panel
from actquiz.words import counted, listed

VARIANCES = {"he": 2.0, "glorot": 1.0, "lecun": 1.0, "torch": 1.0 / 3.0}
"""σw², the variance of the weights times fan-in, where fan-in and fan-out are equal."""
_INPUTS = 4
"""Inputs a network; its gradients are averaged over them."""
_CHUNK_FLOATS = 4_000_000
"""Weights held at a time: networks come in chunks of about this size, one frame a chunk."""


def draw_weights(init: str, depth: int, width: int, seed: int, network: int) -> NDArray[np.float32]:
    """The weights [depth, width, width] of one network: its own stream, whatever runs beside it."""
    rng = np.random.default_rng([seed, network])
    shape = (depth, width, width)
    if init == "torch":
        uniform = rng.random(shape, dtype=np.float32)
        uniform -= np.float32(0.5)
        uniform *= np.float32(2 / math.sqrt(width))
        return uniform
    normal = rng.standard_normal(shape, dtype=np.float32)
    normal *= np.float32(math.sqrt(VARIANCES[init] / width))
    return normal


def log_gradients(
    functions: Sequence[Activation],
    weights: NDArray[np.float32],
    inputs: NDArray[np.float32],
    readout: NDArray[np.float32],
) -> Floats:
    """log10 of |δ_l|² relative to the last layer, [networks, depth], averaged over the inputs.

    ``functions`` has one a layer; ``weights`` [depth, networks, width, width], ``inputs``
    [networks, width, inputs], ``readout`` [networks, width, 1]. δ is rescaled at each layer, so
    nothing underflows however deep it goes.
    """
    depth, networks = weights.shape[:2]
    slopes, signal = [], inputs
    for layer, activation in enumerate(functions):
        before = weights[layer] @ signal
        slopes.append(activation.slope(before))
        signal = activation.value(before)
    logs = np.empty((networks, depth))
    scale = np.zeros(networks)
    delta = readout * slopes[-1]
    for layer in range(depth - 1, -1, -1):
        if layer < depth - 1:
            delta = (weights[layer + 1].transpose(0, 2, 1) @ delta) * slopes[layer]
        square = np.square(delta, dtype=np.float64).mean(axis=(1, 2))
        with np.errstate(divide="ignore"):
            scale += np.log10(square)
        logs[:, layer] = scale
        delta = delta / np.sqrt(np.maximum(square, 1e-60))[:, None, None].astype(np.float32)
    return logs - logs[:, -1:]


@dataclass(frozen=True, slots=True)
class _Course:
    """One activation's gradients, measured so far, and the theory's."""

    name: str
    logs: Floats
    """log10 |δ_l|²/|δ_last|², [networks, depth], finite."""
    lost: int
    """Networks whose gradient was exactly 0 or not finite somewhere."""
    expected: Floats
    """The theory's log10, [depth]; empty for blocks it is not about."""

    @property
    def mean(self) -> Floats:
        """log10 of the mean over networks, [depth]."""
        return log_mean(self.logs)[0]

    @property
    def error(self) -> float:
        """Standard error of ``mean`` at the first layer, in decades."""
        return float(log_mean(self.logs)[1][0])


def _run(params: Mapping[str, Any], seeds: int, seed: int) -> Iterator[Frame]:
    depth, width, init = params["depth"], params["width"], params["init"]
    chosen = {name: activations.per_layer(name, depth) for name in params["activations"]}
    plain = params["norm"] == "none" and not params["residual"]
    theory = [_expected(functions, init) if plain else np.empty(0) for functions in chosen.values()]
    blocks = {"residual": params["residual"], "norm": params["norm"]}
    collected: list[list[Floats]] = [[] for _ in chosen]
    chunk = max(1, _CHUNK_FLOATS // (depth * width * width))
    for first in range(0, seeds, chunk):
        networks = range(first, min(first + chunk, seeds))
        weights, inputs, readout = _networks(init, depth, width, seed, networks)
        for logs, functions in zip(collected, chosen.values(), strict=True):
            given = (functions, weights, inputs, readout)
            logs.append(
                log_gradients(*given) if plain else residual_flow.log_gradients(*given, **blocks)
            )
        done = networks[-1] + 1
        courses = [
            _course(name, np.concatenate(logs), expected)
            for name, logs, expected in zip(chosen, collected, theory, strict=True)
        ]
        result = _result(courses, depth) if done == seeds else None
        readout_line = f"{done} of {counted(seeds, 'network')}"
        yield Frame(done, seeds, _figure(courses, depth, done), readout_line, result)


def _networks(
    init: str, depth: int, width: int, seed: int, networks: Sequence[int]
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    """Weights, inputs of norm √width, and readouts for these networks."""
    # Each network has its own stream and NumPy lets go of the interpreter while it draws.
    with ThreadPoolExecutor(max(1, min(len(networks), os.cpu_count() or 1))) as pool:
        drawn = pool.map(lambda network: draw_weights(init, depth, width, seed, network), networks)
        weights = np.stack(list(drawn), axis=1)
    rngs = [np.random.default_rng([seed, n, 1]) for n in networks]
    ends = np.stack([rng.standard_normal((width, _INPUTS + 1), dtype=np.float32) for rng in rngs])
    inputs = ends[:, :, :_INPUTS]
    norms = np.sqrt(np.square(inputs).mean(axis=1, keepdims=True))
    return weights, inputs / norms, ends[:, :, _INPUTS:]


def _expected(functions: Sequence[Activation], init: str) -> Floats:
    weights = meanfield.Weights(VARIANCES[init])
    return meanfield.profile(functions, weights, len(functions)).log10_gradient


def _course(name: str, logs: Floats, expected: Floats) -> _Course:
    kept = np.isfinite(logs).all(axis=1)
    return _Course(name, logs[kept], int((~kept).sum()), expected)


def _figure(courses: Sequence[_Course], depth: int, networks: int) -> Figure:
    layers = [float(layer) for layer in range(1, depth + 1)]
    marks: list[Line] = []
    for course in courses:
        if len(course.logs):
            marks.append(_root(log_mean_band(course.name, layers, course.logs, "points")))
        if len(course.expected):
            marks.append(Line("theory", layers, _drawable(course.expected / 2), theory=True))
    note = caption(networks, "random network")
    panel = Panel(
        marks,
        x=Axis("layer (gradients come from the right)"),
        y=Axis("gradient |δ|, last layer = 1", "log"),
        note=note,
    )
    return Figure([panel])


def _root(line: Line) -> Line:
    """|δ|, which is asked for, of |δ|², whose mean over networks the theory predicts."""
    band = (None if ends is None else np.sqrt(ends).tolist() for ends in (line.low, line.high))
    low, high = band
    return replace(line, y=np.sqrt(line.y).tolist(), low=low, high=high)


def _drawable(logs: Floats) -> list[float]:
    return [float(value) for value in 10.0 ** np.clip(logs, -300, 300)]


def _result(courses: Sequence[_Course], depth: int) -> Result:
    figures: dict[str, float] = {}
    theory: list[Theory] = []
    table = [["activation", "|δ₁| / |δ_last|", "per layer", "theory", "|δ|² alike"]]
    known = [course for course in courses if len(course.logs)]
    for course in known:
        decades = float(course.mean[0])
        ratio = 10.0 ** (decades / 2)
        deviation = float(course.logs[:, 0].std(ddof=1)) if len(course.logs) > 1 else 0.0
        figures |= {
            f"{course.name}.decades": decades,
            f"{course.name}.per_layer": decades / (depth - 1),
            f"{course.name}.middle": float(course.mean[depth // 2]),
            f"{course.name}.first_over_last": ratio,
            f"{course.name}.spread": deviation,
        }
        if len(course.expected):
            expected = figures[f"{course.name}.expected"] = float(course.expected[0])
            if course.error > 0:
                name = f"{course.name}.decades"
                theory.append(Theory(name, expected, decades, course.error, WIDE))
        table.append([
            course.name,
            f"10^({with_error(decades / 2, course.error / 2)})",
            f"10^{decades / 2 / (depth - 1):.2f}",
            f"10^{course.expected[0] / 2:.2f}" if len(course.expected) else "–",
            f"10^{decades:.2f}",
        ])  # fmt: skip
    return Result(
        figures, _summary(known, depth), table, theory, sum(course.lost for course in courses)
    )


def _summary(courses: Sequence[_Course], depth: int) -> str:
    """Which gradient shrinks most and which least, the worst one's spread, and who left theory."""
    if not courses:
        return "No network kept a gradient that is a number."
    ordered = sorted(courses, key=lambda course: float(course.mean[0]))
    worst, best = ordered[0], ordered[-1]
    low, high = np.percentile(worst.logs[:, 0], BAND) / 2
    text = (
        f"Through {counted(depth, 'layer')} {worst.name}'s gradient |δ| changes by a factor "
        f"10^{worst.mean[0] / 2:.1f}"
    )
    if len(worst.logs) > 1:
        text += f" (8 of 10 networks: 10^{low:.1f} to 10^{high:.1f})"
    if best is not worst:
        text += f", {best.name}'s by 10^{best.mean[0] / 2:.1f}"
    return text + "."


_STRAIGHT, _BENT = 0.1, 0.2
"""How far from half of all decades the middle layer is, as a share of them all."""


def _straight(seen: Seen) -> list[str]:
    """The functions that lost or gained at least a decade, half of it in half of the layers."""
    return [
        name
        for name in seen.params["activations"]
        if abs(seen[f"{name}.decades"]) >= 1 and abs(_off_centre(seen, name)) <= _STRAIGHT
    ]


def _off_centre(seen: Seen, name: str) -> float:
    """By how much the upper half of the layers takes more than its part of the decades."""
    depth = seen.params["depth"]
    part = (depth - 1 - depth // 2) / (depth - 1)
    return float(seen[f"{name}.middle"] / seen[f"{name}.decades"] - part)


def _bends(seen: Seen, name: str) -> bool:
    """Whether the gradient shrinks, and the upper layers, whose signal is small, take less."""
    return seen[f"{name}.decades"] <= -0.2 and _off_centre(seen, name) <= -_BENT / 2


def _carried(seen: Seen) -> list[str]:
    decades = seen.of_each("decades", seen.params["activations"])
    return [name for name, lost in decades.items() if abs(lost) <= 2]


def _keeps(seen: Seen) -> str:
    return "keeps" if len(_carried(seen)) == 1 else "keep"


def _curves(seen: Seen) -> str:
    names = _straight(seen)
    if len(names) == 1:
        return f"The line of {names[0]} is"
    return f"The lines of {listed(names)} are"


DEMO = Demo(
    name="vanishing",
    title="Vanishing gradients, layer by layer",
    question="How much of the gradient reaches the first layer of a deep network?",
    run=_run,
    params=(
        Param(
            "activations",
            "choices",
            ("sigmoid", "tanh", "relu", "gelu"),
            "Functions to compare.",
            options=activations.names(),
            functions="layers",
        ),
        Param("depth", "int", 20, "Hidden layers.", low=5, high=100),
        Param("width", "int", 128, "Units in each layer.", low=16, high=512),
        Param("init", "choice", "glorot", "How weights are drawn.", options=tuple(VARIANCES)),
        Param("residual", "bool", False, "Add each layer's input to its output."),
        Param(
            "norm",
            "choice",
            "none",
            "LayerNorm before each layer or behind it.",
            options=("none", "pre", "post"),
        ),
    ),
    observations=(
        Observation(
            lambda seen: (
                f"{_curves(seen)} straight: each layer multiplies the "
                "gradient by about the same factor, so depth acts exponentially."
            ),
            lambda seen: bool(_straight(seen)),
        ),
        Observation(
            lambda seen: (
                f"With the residual connections {listed(_carried(seen))} {_keeps(seen)} the "
                f"gradient within a factor of ten over {counted(seen.params['depth'], 'layer')}."
            ),
            lambda seen: bool(seen.params["residual"] and _carried(seen)),
        ),
        Observation(
            "The factor belongs to the weights as much as to the function: in wide networks He's "
            "weights keep ReLU's gradient at every depth, PyTorch's default for Linear leaves "
            "0.41 of |δ| a layer, the root of a sixth."
        ),
        Observation(
            "Tanh bends instead: its signal shrinks until the units work near 0, where the slope "
            "is 1, so its gradient fades more slowly the deeper it has come.",
            lambda seen: seen.params["init"] in ("glorot", "lecun") and _bends(seen, "tanh"),
        ),
    ),
    seeds=32,
    prediction=Prediction(
        "Twenty sigmoid layers, Glorot initialization: by what factor is the gradient |δ| at "
        "the first layer smaller than at the last?",
        "sigmoid.first_over_last",
        (
            ("about 10 times", 1e-2, math.inf),
            ("about 10⁴ times", 1e-7, 1e-2),
            ("about 10¹² times", 1e-18, 1e-7),
            ("about 10²⁵ times", -math.inf, 1e-18),
        ),
    ),
    sources=("glorot-2010", "he-2015", "schoenholz-2016", "poole-2016"),
    tags=("vanishing-gradient", "initialization", "depth"),
)
