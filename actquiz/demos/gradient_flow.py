"""How gradients depend on depth, and which number shows it.

Untrained networks with Glorot's uniform weights and zero biases: 100 normal inputs, layers of 64
units, one output, a batch of 32 with random labels. One backward pass each. Every weight matrix and
every bias has a gradient with a norm: their mean, standard deviation, minimum and maximum are what
is often plotted against depth. Beside them stand the first weight matrix's own norm ‖∂L/∂W₁‖ and
|δ₁|/|δ_last|, the gradient at the first hidden layer's pre-activations relative to the last's.

Figures, for each activation and depth: ``<activation>.depth<d>.mean`` / ``.std`` / ``.min`` /
``.max`` = of the norms of all parameters' gradients, geometric mean over networks;
``.first`` = ‖∂L/∂W₁‖; ``.ratio`` = |δ₁|/|δ_last| (root mean square over networks);
``.mean_over_first`` = how far the mean lies above ``.first``. For each activation
``<activation>.minimum_is_bias`` = share of networks, over all depths, in which the smallest norm
belongs to a bias.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from actquiz.arrays import Array, Floats
from actquiz.demos.demo import WIDE, Demo, Frame, Param, Prediction, Result, Theory
from actquiz.demos.observation import Observation, Seen
from actquiz.demos.seed_statistics import caption, log_mean, spread
from actquiz.demos.training_runs import build, seeds_of
from actquiz.engine import activations, initializers, meanfield
from actquiz.engine.initializers import Initializer
from actquiz.engine.layout import Architecture
from actquiz.engine.network import Network
from actquiz.engine.parallel_runs import side_by_side
from actquiz.engine.random_streams import generator
from actquiz.plots.axes import number
from actquiz.plots.figure import Axis, Figure, Line, Panel
from actquiz.words import counted, percent

_INPUTS, _WIDTH, _BATCH = 100, 64, 32
_BLOCK = 16
"""Networks worked through at a time."""
_SCHEMES = ("glorot_uniform", "he_uniform", "lecun_uniform")
_LABELS = {"mean": "mean", "std": "std", "min": "min", "max": "max", "first": "‖∂L/∂W₁‖"}
"""The statistics as figures and curves are called."""


_TITLES = {
    "mean": "mean norm of all parameters' gradients",
    "std": "standard deviation of the norms",
    "min": "smallest norm",
    "max": "largest norm",
    "first": "norm of the first matrix's gradient",
}


@dataclass(frozen=True, slots=True)
class Norms:
    """Gradients of some networks of one depth."""

    weights: Floats
    """‖∂L/∂W‖ of each layer, [networks, layers]."""
    biases: Floats
    """‖∂L/∂b‖, [networks, layers]."""
    ratio: Floats
    """|δ₁|²/|δ_last|² over the hidden layers, [networks]."""

    def statistic(self, name: str) -> Floats:
        """mean, std, min or max over all parameters, or ``first``: ‖∂L/∂W₁‖; [networks]."""
        if name == "first":
            return self.weights[:, 0]
        everything = np.concatenate([self.weights, self.biases], axis=1)
        return np.asarray(getattr(everything, name)(axis=1))

    @property
    def minimum_is_bias(self) -> Floats:
        """Whether the smallest gradient is a bias's, [networks]."""
        return np.asarray(self.biases.min(axis=1) < self.weights.min(axis=1), dtype=np.float64)

    @property
    def lost(self) -> NDArray[np.bool_]:
        """Networks with a gradient that is 0 or no number: logarithms cannot hold them."""
        everything = np.column_stack([self.weights, self.biases, self.ratio])
        return np.asarray(~(np.isfinite(everything) & (everything > 0)).all(axis=1))

    def without(self, rows: NDArray[np.bool_]) -> Norms:
        """The other networks."""
        return Norms(self.weights[~rows], self.biases[~rows], self.ratio[~rows])


def measure(network: Network, x: Array, labels: Array) -> Norms:
    """One backward pass: x [E, inputs, n], labels [E, 1, n]."""
    squares = np.empty((network.count, network.architecture.depth + 1))

    def observe(layer: int, delta: Array) -> None:
        squares[:, layer] = np.square(delta, dtype=np.float64).sum(axis=(1, 2))

    network.forward(x)
    network.backward(labels, observe)
    layers = range(network.architecture.depth + 1)
    return Norms(
        np.stack([_norm(network.weight_gradient(layer)) for layer in layers], axis=1),
        np.stack([_norm(network.bias_gradient(layer)) for layer in layers], axis=1),
        np.divide(
            squares[:, 0], squares[:, -2], out=np.zeros(network.count), where=squares[:, -2] > 0
        ),
    )


def _norm(gradient: Array) -> Floats:
    flat = np.square(gradient.reshape(len(gradient), -1), dtype=np.float64)
    return np.asarray(np.sqrt(flat.sum(axis=1)))


def _run(params: Mapping[str, Any], seeds: int, seed: int) -> Iterator[Frame]:
    each = seeds_of(seed, seeds)
    scheme = initializers.get(params["init"])
    names, depths = params["activations"], sorted(int(depth) for depth in params["depths"])
    kept: dict[str, dict[int, Norms]] = {name: {} for name in names}
    lost = 0

    def sweep(name: str) -> Iterator[Norms]:
        for depth in depths:
            yield _norms(Architecture((_INPUTS, *[_WIDTH] * depth, 1), name), scheme, each)

    runs = side_by_side({name: sweep(name) for name in names})
    for done, (depth, found) in enumerate(zip(depths, runs, strict=True), 1):
        for name, norms in found.items():
            lost += int(norms.lost.sum())
            finite = norms.without(norms.lost)
            if len(finite.ratio):
                kept[name][depth] = finite
        yield Frame(
            done,
            len(depths),
            _figure(kept, scheme, params, seeds),
            counted(depth, "layer"),
            _result(kept, scheme, params["closer"], lost) if done == len(depths) else None,
        )


def _norms(shape: Architecture, scheme: Initializer, seeds: Sequence[int]) -> Norms:
    """One backward pass through a network a seed, some at a time: their buffers stay small."""
    parts = []
    for start in range(0, len(seeds), _BLOCK):
        block = seeds[start : start + _BLOCK]
        parts.append(measure(build(shape, scheme, block), *_batches(block)))
    return Norms(
        *(np.concatenate([getattr(part, each.name) for part in parts]) for each in fields(Norms))
    )


def _expected(name: str, scheme: Initializer, depth: int) -> float:
    """Mean-field theory's log10 |δ₁|²/|δ_last|² for normal inputs."""
    square = scheme.variance(_INPUTS, _WIDTH) * _INPUTS / scheme.gain
    weights = meanfield.Weights(scheme.gain)
    functions = activations.per_layer(name, depth)
    profile = meanfield.profile(functions, weights, depth, input_square=square)
    return float(profile.log10_gradient[0])


def _batches(seeds: Sequence[int]) -> tuple[Array, Array]:
    """A batch and random labels a network."""
    chance = [generator(seed, "data") for seed in seeds]
    x = [random.standard_normal((_INPUTS, _BATCH)) for random in chance]
    labels = [random.integers(0, 2, (1, _BATCH)) for random in chance]
    return np.stack(x).astype(np.float32), np.stack(labels).astype(np.float32)


def _figure(
    runs: Mapping[str, Mapping[int, Norms]],
    scheme: Initializer,
    params: Mapping[str, Any],
    networks: int,
) -> Figure:
    closer = params["closer"]
    panels = [
        Panel(
            [_line(name, norms, key) for name, norms in runs.items() if norms],
            _TITLES[key],
            Axis("hidden layers"),
            Axis(_LABELS[key], "log"),
            note=caption(networks, what="Geometric mean"),
        )
        for key in params["statistics"]
    ]
    panels.append(
        Panel(
            [mark for name, norms in runs.items() if norms for mark in _ratio(name, norms, scheme)],
            "gradient at layer 1, last layer = 1",
            Axis("hidden layers"),
            Axis("|δ₁| / |δ_last|", "log"),
        )
    )
    if runs.get(closer):
        lines = [_line(label, runs[closer], key) for key, label in _LABELS.items()]
        axes = (Axis("hidden layers"), Axis("norm", "log"))
        panels.append(Panel(lines, f"{closer}: the statistics and W₁", *axes))
    return Figure(panels, columns=2)


def _line(label: str, norms: Mapping[int, Norms], statistic: str) -> Line:
    """The geometric mean over networks against depth, with its band."""
    over = [spread(np.log10(each.statistic(statistic))) for each in norms.values()]
    y, low, high = (
        [10.0 ** float(getattr(each, part)) for each in over] for part in ("mean", "low", "high")
    )
    return Line(label, [float(depth) for depth in norms], y, low, high)


def _ratio(name: str, norms: Mapping[int, Norms], scheme: Initializer) -> Iterator[Line]:
    """What was measured, and the theory's course."""
    depths = [float(depth) for depth in norms]
    measured = [math.sqrt(float(each.ratio.mean())) for each in norms.values()]
    yield Line(name, depths, measured, style="points")
    expected = [10.0 ** (_expected(name, scheme, depth) / 2) for depth in norms]
    yield Line("theory", depths, expected, theory=True)


def _result(
    runs: Mapping[str, Mapping[int, Norms]], scheme: Initializer, closer: str, lost: int
) -> Result:
    figures: dict[str, float] = {}
    theory: list[Theory] = []
    table = [["function", "depth", "mean", "std", "min", "max", "‖∂L/∂W₁‖", "|δ₁|/|δ_last|"]]
    for name, norms in runs.items():
        for depth, each in norms.items():
            at = f"{name}.depth{depth}"
            values = {key: 10.0 ** float(np.log10(each.statistic(key)).mean()) for key in _LABELS}
            figures |= {f"{at}.{key}": value for key, value in values.items()}
            figures[f"{at}.mean_over_first"] = values["mean"] / values["first"]
            figures[f"{at}.ratio"] = math.sqrt(float(each.ratio.mean()))
            shown = [number(value, 2) for value in values.values()]
            table.append([name, str(depth), *shown, number(figures[f"{at}.ratio"], 2)])
        if norms:
            shares = np.concatenate([each.minimum_is_bias for each in norms.values()])
            figures[f"{name}.minimum_is_bias"] = float(shares.mean())
            theory += _theory(name, norms, scheme)
    return Result(figures, _summary(figures, runs, closer), table, theory, lost)


def _theory(name: str, norms: Mapping[int, Norms], scheme: Initializer) -> Iterator[Theory]:
    """log10 |δ₁|²/|δ_last|² at the greatest depth."""
    depth, each = list(norms.items())[-1]
    if len(each.ratio) < 2:
        return
    measured, error = log_mean(np.log10(each.ratio))
    what = f"{name}, {counted(depth, 'layer')}"
    expected = _expected(name, scheme, depth)
    yield Theory(what, expected, float(measured), float(error), WIDE)


def _summary(
    figures: Mapping[str, float], runs: Mapping[str, Mapping[int, Norms]], closer: str
) -> str:
    """The mean against the first layer for one function, and whose gradient the minimum is."""
    known = [name for name, norms in runs.items() if norms]
    if not known:
        return "No network had gradients to measure."
    name = closer if closer in known else known[0]
    depth, each = list(runs[name].items())[-1]
    mean, first = (spread(np.log10(each.statistic(key))) for key in ("mean", "first"))
    low, high = (number(10.0 ** float(end), 2) for end in (first.low, first.high))
    most = f" (8 of 10 networks: {low} to {high})" if first.count > 1 else ""
    bias = min(figures[f"{other}.minimum_is_bias"] for other in known)
    return (
        f"{name}, {counted(depth, 'layer')}: the mean norm is "
        f"{number(10.0 ** float(mean.mean), 2)}, the first weight matrix's "
        f"{number(10.0 ** float(first.mean), 2)}{most}. "
        f"For every function the smallest norm is a bias's in at least {bias:.0%} of the networks."
    )


_HIDDEN = 100.0
"""A mean that lies this far above the first layer's norm hides it."""


def _closer(seen: Seen) -> str:
    """The function that is looked at closely; the first where it is not among them."""
    names: tuple[str, ...] = seen.params["activations"]
    return seen.params["closer"] if seen.params["closer"] in names else names[0]


def _deepest(seen: Seen) -> int:
    return max(int(depth) for depth in seen.params["depths"])


def _at(seen: Seen, figure: str) -> str:
    return f"{_closer(seen)}.depth{_deepest(seen)}.{figure}"


def _bias_shares(seen: Seen) -> list[float]:
    return list(seen.of_each("minimum_is_bias", seen.params["activations"]).values())


DEMO = Demo(
    name="gradient-flow",
    title="Gradient norms against depth",
    question="Which statistic of the gradients shows that they vanish?",
    run=_run,
    params=(
        Param(
            "activations",
            "choices",
            ("sigmoid", "tanh", "relu", "leaky_relu", "elu", "silu"),
            "Functions to compare.",
            options=activations.names(),
            functions="layers",
        ),
        Param(
            "depths",
            "choices",
            ("3", "5", "10", "15", "20"),
            "Numbers of hidden layers.",
            options=("2", "3", "5", "10", "15", "20", "30"),
        ),
        Param(
            "statistics",
            "choices",
            ("mean", "first"),
            "What to draw of the norms of all gradients, a picture each.",
            options=tuple(_LABELS),
        ),
        Param("init", "choice", "glorot_uniform", "How weights are drawn.", options=_SCHEMES),
        Param(
            "closer",
            "choice",
            "sigmoid",
            "The function whose statistics are all drawn.",
            options=activations.names(),
            functions="layers",
        ),
    ),
    observations=(
        Observation(
            lambda seen: (
                f"The mean hides the decay: {_deepest(seen)} {_closer(seen)} layers leave a mean "
                f"norm of {number(seen[_at(seen, 'mean')], 2)}, the first weight matrix gets "
                f"{number(seen[_at(seen, 'first')], 2)}; the layers near the output make the mean."
            ),
            lambda seen: seen[_at(seen, "mean_over_first")] > _HIDDEN,
        ),
        Observation(
            lambda seen: (
                "The minimum is no measure of vanishing: in "
                f"{percent(min(_bias_shares(seen)))} of the networks or more it belongs to a bias, "
                f"for a weight matrix holds {_WIDTH} or {_INPUTS} entries for each bias and is "
                "larger for that alone."
            ),
            lambda seen: min(_bias_shares(seen), default=0.0) > 0.9,
        ),
        Observation(
            "Which layer's δ one looks at matters: |δ₁| / |δ_last| is what theory predicts, and a "
            "straight line on the log axis says that every layer takes the same factor."
        ),
    ),
    seeds=32,
    prediction=Prediction(
        "Twenty sigmoid layers: all parameters' gradient norms average about 0.015. "
        "How large is the norm for the first weight matrix?",
        "sigmoid.depth20.first",
        (
            ("about 0.015 too", 1e-3, math.inf),
            ("about 10⁻⁴", 1e-6, 1e-3),
            ("about 10⁻⁸", 1e-10, 1e-6),
            ("about 3·10⁻¹³", -math.inf, 1e-10),
        ),
    ),
    sources=("glorot-2010", "schoenholz-2016"),
    tags=("gradients", "vanishing-gradients", "depth"),
)
