"""What each way of drawing weights does to the signal going up and the gradient going down.

Wide random networks, one forward and one backward pass each. The theory is the mean-field
recursion: q → σw² E φ(√q Z)² + σb² for the pre-activations' variance, χ = σw² E φ'(√q Z)² a layer
for squared gradients. ``edge`` is the pair (σw², σb²) for which ``variance`` is a fixed point and
χ = 1 there: the edge of chaos; its input is scaled so that the first layer is at that point.

Figures, for each scheme: ``<scheme>.signal`` = log10 of the last layer's pre-activation variance
over the first's, mean over networks; ``<scheme>.gradient`` = the same of |δ₁|²/|δ_last|²;
``.signal_expected`` and ``.gradient_expected``, the theory's; ``edge.weight`` and ``edge.bias``,
its σw² and σb².
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from actquiz.arrays import Floats
from actquiz.demos.demo import WIDE, Demo, Frame, Param, Prediction, Result, Theory
from actquiz.demos.observation import Observation, Seen
from actquiz.demos.seed_statistics import caption, log_mean, log_mean_band
from actquiz.engine import activations, meanfield
from actquiz.engine.activations import Activation
from actquiz.engine.meanfield import Profile, Weights
from actquiz.errors import ActquizError
from actquiz.plots.axes import number
from actquiz.plots.figure import Axis, Figure, Line, Panel
from actquiz.words import counted, listed

_VARIANCES = {"he": 2.0, "glorot": 1.0, "torch": 1.0 / 3.0, "too_large": 4.0}
"""σw² where fan-in and fan-out are equal; LeCun's is Glorot's then."""
_INPUTS = 4


def _weights(
    scheme: str, functions: Sequence[Activation], variance: float
) -> tuple[Weights, float]:
    """How weights are drawn, and the mean square of the input: at the edge, where q stays."""
    if scheme == "edge":
        if len(set(functions)) > 1:
            raise ActquizError(
                "edge is computed for one function, not for one a layer",
                fix="leave edge out of schemes, or choose one function",
            )
        weights = meanfield.edge_of_chaos(functions[0], variance)
        return weights, (variance - weights.bias) / weights.weight
    return Weights(_VARIANCES[scheme]), 1.0


def _passes(
    drawn: tuple[Weights, float],
    functions: Sequence[Activation],
    params: Mapping[str, Any],
    seed: int,
    network: int,
) -> tuple[Floats, Floats]:
    """log10 of the variance of z_l, and of |δ_l|²/|δ_last|²: two times [depth]."""
    depth, width = params["depth"], params["width"]
    weights, input_square = drawn
    rng = np.random.default_rng([seed, network])
    signal = rng.standard_normal((width, _INPUTS))
    signal *= np.sqrt(input_square / np.square(signal).mean(axis=0))
    matrices, slopes, variances = [], [], []
    for activation in functions:
        matrix = math.sqrt(weights.weight / width) * rng.standard_normal((width, width))
        bias = math.sqrt(weights.bias) * rng.standard_normal((width, 1))
        before = matrix @ signal + bias
        variances.append(np.square(before).mean())
        slopes.append(activation.slope(before))
        signal = activation.value(before)
        matrices.append(matrix)
    delta = rng.standard_normal((width, 1)) * slopes[-1]
    logs, scale = np.empty(depth), 0.0
    for layer in range(depth - 1, -1, -1):
        if layer < depth - 1:
            delta = (matrices[layer + 1].T @ delta) * slopes[layer]
        square = float(np.square(delta).mean())
        scale += math.log10(square) if square > 0 else -math.inf
        logs[layer] = scale
        delta = delta / math.sqrt(square) if square > 0 else delta
    with np.errstate(divide="ignore", over="ignore"):
        return np.log10(np.array(variances)), logs - logs[-1]


def _run(params: Mapping[str, Any], seeds: int, seed: int) -> Iterator[Frame]:
    functions = activations.per_layer(params["activation"], params["depth"])
    drawn = {
        scheme: _weights(scheme, functions, params["variance"]) for scheme in params["schemes"]
    }
    theory = {
        scheme: meanfield.profile(functions, weights, params["depth"], input_square)
        for scheme, (weights, input_square) in drawn.items()
    }
    runs: dict[str, list[tuple[Floats, Floats]]] = {scheme: [] for scheme in drawn}
    for done in range(1, seeds + 1):
        for scheme, how in drawn.items():
            runs[scheme].append(_passes(how, functions, params, seed, done - 1))
        weights = {scheme: how[0] for scheme, how in drawn.items()}
        result = _result(runs, theory, weights, params) if done == seeds else None
        yield Frame(
            done, seeds, _figure(runs, theory), f"{done} of {counted(seeds, 'network')}", result
        )


def _figure(
    runs: Mapping[str, list[tuple[Floats, Floats]]], theory: Mapping[str, Profile]
) -> Figure:
    note = caption(len(next(iter(runs.values()))), "random network")
    up: list[Line] = []
    down: list[Line] = []
    for scheme, passes in runs.items():
        layers = [float(layer) for layer in range(1, len(passes[0][0]) + 1)]
        signals, gradients = (np.clip([each[k] for each in passes], -300, 300) for k in (0, 1))
        expected = theory[scheme]
        up.append(log_mean_band(scheme, layers, signals, "points"))
        up.append(Line("theory", layers, expected.variance.tolist(), theory=True))
        down.append(log_mean_band(scheme, layers, gradients, "points"))
        curve = 10.0 ** np.clip(expected.log10_gradient, -300, 300)
        down.append(Line("theory", layers, curve.tolist(), theory=True))
    return Figure(
        [
            Panel(up, "signal, on its way up", Axis("layer"), Axis("E z²", "log"), note=note),
            Panel(
                down,
                "gradient, on its way down",
                Axis("layer"),
                Axis("|δ|², last layer = 1", "log"),
            ),
        ],
        columns=2,
    )


def _result(
    runs: Mapping[str, list[tuple[Floats, Floats]]],
    theory: Mapping[str, Profile],
    drawn: Mapping[str, Weights],
    params: Mapping[str, Any],
) -> Result:
    figures: dict[str, float] = {}
    compared: list[Theory] = []
    table = [["scheme", "σw²", "σb²", "signal", "theory", "gradient", "theory"]]
    lost = 0
    for scheme, passes in runs.items():
        signals = np.array([signal[-1] - signal[0] for signal, _ in passes])
        gradients = np.array([gradient[0] for _, gradient in passes])
        kept = np.isfinite(signals) & np.isfinite(gradients)
        lost += int((~kept).sum())
        if not kept.any():
            continue
        expected = theory[scheme]
        signal_said = float(np.log10(expected.variance[-1] / expected.variance[0]))
        gradient_said = float(expected.log10_gradient[0])
        figures[f"{scheme}.signal_expected"] = signal_said
        figures[f"{scheme}.gradient_expected"] = gradient_said
        for name, logs, said in (
            ("signal", signals[kept], signal_said),
            ("gradient", gradients[kept], gradient_said),
        ):
            measured, error = (float(value) for value in log_mean(logs))
            figures[f"{scheme}.{name}"] = measured
            if error > 0:
                compared.append(Theory(f"{scheme}.{name}", said, measured, error, WIDE))
        table.append([
            scheme,
            number(drawn[scheme].weight, 3),
            number(drawn[scheme].bias, 3),
            f"10^{figures[f'{scheme}.signal']:.2f}",
            f"10^{signal_said:.2f}",
            f"10^{figures[f'{scheme}.gradient']:.2f}",
            f"10^{gradient_said:.2f}",
        ])  # fmt: skip
    if "edge" in drawn:
        figures |= {"edge.weight": drawn["edge"].weight, "edge.bias": drawn["edge"].bias}
    return Result(figures, _summary(figures, runs, params), table, compared, lost)


def _summary(
    figures: Mapping[str, float], runs: Mapping[str, Any], params: Mapping[str, Any]
) -> str:
    parts = [
        f"{scheme}: signal 10^{figures[f'{scheme}.signal']:.1f}, "
        f"gradient 10^{figures[f'{scheme}.gradient']:.1f}"
        for scheme in runs
        if f"{scheme}.signal" in figures
    ]
    return f"{params['activation']} over {counted(params['depth'], 'layer')} — {'; '.join(parts)}."


_EVEN = 2.0
"""A factor up to which signal or gradient count as kept."""


def _kept(seen: Seen, scheme: str) -> bool:
    return all(
        abs(seen[f"{scheme}.{what}"]) <= math.log10(_EVEN) for what in ("signal", "gradient")
    )


def _parted(seen: Seen) -> list[str]:
    """The schemes that keep one of the two."""
    most = math.log10(_EVEN)
    return [
        scheme
        for scheme in seen.params["schemes"]
        if (abs(seen[f"{scheme}.signal"]) <= most) != (abs(seen[f"{scheme}.gradient"]) <= most)
        and f"{scheme}.signal" in seen.figures
    ]


DEMO = Demo(
    name="initialization",
    title="Initialization: the signal up, the gradient down",
    question="Which weights let both the signal and the gradient through a deep network?",
    run=_run,
    params=(
        Param(
            "activation",
            "choice",
            "relu",
            "The function.",
            options=("relu", "leaky_relu", "tanh", "sigmoid", "gelu", "silu", "elu", "selu"),
            functions="layers",
        ),
        Param(
            "schemes",
            "choices",
            ("he", "glorot", "torch"),
            "How weights are drawn; edge is computed for the function.",
            options=(*_VARIANCES, "edge"),
        ),
        Param("variance", "float", 4.0, "Fixed point of edge.", low=0.01, high=25.0),
        Param("depth", "int", 30, "Hidden layers.", low=2, high=100),
        Param("width", "int", 128, "Units in each layer.", low=16, high=512),
    ),
    observations=(
        Observation(
            "For ReLU the two go together: both are multiplied by σw²/2 a layer, so 2 keeps both "
            "and nothing else keeps either. Glorot's variance loses a factor of 2 a layer, "
            "PyTorch's default for Linear a factor of 6."
        ),
        Observation(
            lambda seen: (
                f"At the edge of chaos {seen.params['activation']}'s signal and gradient both stay "
                f"within a factor of {_EVEN:g} over {counted(seen.params['depth'], 'layer')}."
            ),
            lambda seen: _kept(seen, "edge"),
        ),
        Observation(
            lambda seen: (
                f"One does not keep the other: with {listed(_parted(seen))} one of signal and "
                f"gradient stays within a factor of {_EVEN:g}, the other does not."
            ),
            lambda seen: bool(_parted(seen)),
        ),
        Observation(
            "With other functions signal and gradient can part: activation=gelu with "
            "schemes=he,edge shows σw² alone beside the pair (σw², σb²) computed for both.",
            lambda seen: seen.params["activation"] in ("relu", "leaky_relu"),
        ),
    ),
    seeds=20,
    prediction=Prediction(
        "Thirty ReLU layers with PyTorch's default weights for Linear: |δ₁|²/|δ₃₀|² is about "
        "10 to which power?",
        "torch.gradient",
        (
            ("0: it is kept", -3.0, math.inf),
            ("−9", -15.0, -3.0),
            ("−23", -40.0, -15.0),
            ("−83", -math.inf, -40.0),
        ),
    ),
    sources=("he-2015", "glorot-2010", "schoenholz-2016", "poole-2016"),
    tags=("initialization", "edge-of-chaos"),
)
