"""Initial weights, data, and what travels through deep networks, against theory."""

from __future__ import annotations

import math

import numpy as np
import pytest

from actquiz.engine import (
    activations,
    data,
    gaussian,
    initializers,
    layer_statistics,
    meanfield,
    random_streams,
)
from actquiz.engine.layout import Architecture
from actquiz.engine.meanfield import Weights
from actquiz.engine.network import Network
from actquiz.errors import ActquizError


def _deep(name: str, width: int, depth: int, count: int, **parameters: float) -> Network:
    architecture = Architecture((*[width] * (depth + 1), 1), name, parameters=parameters)
    return Network(architecture, count)


def _inputs(width: int, n: int) -> np.ndarray:
    return random_streams.generator(0, "probe").standard_normal((width, n))


@pytest.mark.parametrize("name", initializers.names())
def test_weights_have_the_variance_of_their_scheme(name: str) -> None:
    """Each scheme draws weights of the variance it states, and biases too."""
    network = Network(Architecture((120, 80, 1)), 4)
    initializers.initialize(network, name, range(4))
    scheme = initializers.get(name)
    expected = scheme.variance(120, 80)
    assert network.weight(0).var() == pytest.approx(expected, rel=0.05, abs=1e-12)
    assert abs(network.weight(0).mean()) < 0.003
    bias = scheme.bias / (120 if scheme.bias_by_fan else 1)
    assert network.bias(0).var() == pytest.approx(bias, rel=0.2, abs=1e-12)
    if scheme.shape == "uniform":
        assert np.abs(network.weight(0)).max() <= math.sqrt(3 * expected) * (1 + 1e-6)


def test_known_scales() -> None:
    """He is 2/fan-in, Glorot 2/(in + out), LeCun 1/fan-in, torch's default 1/(3 fan-in)."""
    schemes = {"he": 2 / 30, "glorot": 2 / 50, "lecun": 1 / 30, "torch_default": 1 / 90}
    for name, variance in schemes.items():
        assert initializers.get(name).variance(30, 20) == pytest.approx(variance)
    assert initializers.get("he").scaled(10.0).variance(30, 20) == pytest.approx(200 / 30)
    assert initializers.get("xavier").name == "glorot"


def test_normal_weights_are_normal() -> None:
    """A million drawn weights have the moments and tails of a normal distribution."""
    network = Network(Architecture((1000, 1000, 1)), 1)
    initializers.initialize(network, "lecun", [0])
    z = network.weight(0).astype(np.float64).ravel() * math.sqrt(1000)
    assert abs(z.mean()) < 4e-3
    assert z.var() == pytest.approx(1.0, abs=6e-3)
    assert (z**4).mean() == pytest.approx(3.0, abs=0.04)
    for place, share in ((1.0, 0.158655), (2.0, 0.0227501), (4.0, 3.167e-5)):
        for tail in (z > place, z < -place):
            assert tail.mean() == pytest.approx(share, abs=4 * math.sqrt(share / z.size))
    assert abs(np.corrcoef(z[:-1], z[1:])[0, 1]) < 4e-3
    assert abs(np.corrcoef(z[:500_000], z[500_000:])[0, 1]) < 6e-3


@pytest.mark.parametrize("shape", [(40, 40), (60, 40), (40, 60)])
def test_orthogonal_weights_are_orthogonal(shape: tuple[int, int]) -> None:
    """The shorter side's vectors are orthonormal, whatever the shape."""
    randoms = [random_streams.generator(1, "weights")]
    drawn, biases = np.empty((1, *shape)), np.empty((1, shape[0]))
    initializers.get("orthogonal").draw(randoms, drawn, biases)
    weights = drawn[0]
    small = weights @ weights.T if shape[0] <= shape[1] else weights.T @ weights
    np.testing.assert_allclose(small, np.eye(min(shape)), atol=1e-12)
    assert not biases.any()


def test_weights_depend_on_the_seed_alone() -> None:
    """A network's weights are the same in any batch and in either precision."""
    many, one = Network(Architecture((5, 4, 1)), 3), Network(Architecture((5, 4, 1)), 1, np.float64)
    initializers.initialize(many, "he", [4, 9, 2])
    initializers.initialize(one, "he", [9])
    np.testing.assert_array_equal(many.parameters[1], one.parameters[0].astype(np.float32))
    with pytest.raises(ActquizError, match="as many seeds"):
        initializers.initialize(one, "he", [1, 2])
    with pytest.raises(ActquizError) as caught:
        initializers.get("glorott")
    assert "glorot" in caught.value.fix
    with pytest.raises(ActquizError, match="seed"):
        random_streams.generator(-1, "weights")


@pytest.mark.parametrize(("scale", "expected"), [(1 / 3, -83.30), (1.0, -61.54), (2.0, -48.94)])
def test_theory_of_vanishing_sigmoid_gradients(scale: float, expected: float) -> None:
    """Mean field gives the known decay of |δ|² over 50 sigmoid layers."""
    profile = meanfield.profile(activations.get("sigmoid"), Weights(scale), 50)
    assert profile.log10_gradient[0] == pytest.approx(expected, abs=0.02)
    assert profile.log10_gradient[-1] == 0.0


@pytest.mark.parametrize(
    ("name", "scale", "expected"),
    [("relu", 1 / 3, -38.13), ("relu", 1.0, -14.75), ("relu", 2.0, 0.0), ("silu", 1.0, -29.16),
     ("silu", 2.0, -13.47), ("gelu", 1.0, -28.86), ("gelu", 2.0, -11.14), ("tanh", 1.0, -1.83)],
)  # fmt: skip
def test_theory_of_other_gradients(name: str, scale: float, expected: float) -> None:
    """Mean field gives the known decay over 50 layers for ReLU, tanh and the gated ones."""
    profile = meanfield.profile(activations.get(name), Weights(scale), 50)
    assert profile.log10_gradient[0] == pytest.approx(expected, abs=0.04)


@pytest.mark.parametrize(
    ("name", "scale"),
    [("sigmoid", 1.0), ("relu", 1.0), ("relu", 2.0), ("silu", 1.0), ("tanh", 1.0)],
)
def test_measured_gradients_follow_the_theory(name: str, scale: float) -> None:
    """Twelve random networks of 20 layers lose gradient at the rate mean field predicts."""
    depth, count = 20, 12
    network = _deep(name, 128, depth, count)
    initializers.initialize(network, initializers.scale(scale), range(count))
    x = _inputs(128, 16)
    measured = layer_statistics.backward(network, x, seeds=range(count), at="random")
    drop = measured.log_delta[:, 0] - measured.log_delta[:, depth - 1]
    theory = meanfield.profile(
        activations.get(name), Weights(scale), depth, input_square=float((x**2).mean())
    )
    spread = drop.std(ddof=1)
    # Mean of logs lies below log of mean by ln(10)/2 of the variance: the theory is for the mean.
    expected = theory.log10_gradient[0] - math.log(10) / 2 * spread**2
    assert abs(drop.mean() - expected) < 4 * spread / math.sqrt(count) + 0.05
    forward = layer_statistics.forward(network, x)
    np.testing.assert_allclose(forward.square.mean(axis=0), theory.variance, rtol=0.35)


def test_gradients_never_underflow_however_deep() -> None:
    """Sixty sigmoid layers at a small scale: below 10^-90 in float32, and still measured."""
    network = _deep("sigmoid", 64, 60, 2)
    initializers.initialize(network, "torch_default", range(2))
    measured = layer_statistics.backward(network, _inputs(64, 8), seeds=range(2), at="random")
    assert np.isfinite(measured.log_delta).all()
    assert (measured.log_delta[:, 0] < -90).all()
    assert np.isfinite(measured.log_weight).all()


def test_rescaled_statistics_equal_plain_ones() -> None:
    """Where nothing underflows, rescaling layer by layer changes no statistic."""
    network = Network(Architecture((2, 8, 8, 1), "tanh"), 3, np.float64)
    initializers.initialize(network, "he", range(3))
    moons = data.moons(0, 50)
    targets = moons.targets("bce", np.float64)
    measured = layer_statistics.backward(network, moons.x, targets)
    network.forward(moons.x)
    squares: dict[int, np.ndarray] = {}

    def watch(layer: int, delta: np.ndarray) -> None:
        squares[layer] = np.square(delta).mean(axis=(1, 2))

    network.backward(targets, watch)
    for layer in range(3):
        np.testing.assert_allclose(measured.log_delta[:, layer], np.log10(squares[layer]))
        plain = np.log10(np.square(network.weight_gradient(layer)).mean(axis=(1, 2)))
        np.testing.assert_allclose(measured.log_weight[:, layer], plain)


def test_zero_weights_give_no_gradient() -> None:
    """With all weights 0 nothing reaches the first layer: its logarithm is −inf."""
    network = Network(Architecture((2, 8, 8, 1), "tanh"), 1)
    moons = data.moons(0, 50)
    measured = layer_statistics.backward(network, moons.x, moons.targets("bce"))
    assert measured.log_delta[0, 0] == -np.inf


def test_glorot_ratios() -> None:
    """Linear layers: variance 1/3 of δ² is left per layer at the old default, all at Glorot's."""
    for scale, expected in ((1 / 3, 1 / 3), (1.0, 1.0)):
        network = _deep("identity", 128, 10, 10)
        initializers.initialize(network, initializers.scale(scale), range(10))
        measured = layer_statistics.backward(
            network, _inputs(128, 16), seeds=range(10), at="random"
        )
        drop = (measured.log_delta[:, 0] - measured.log_delta[:, 9]).mean() / 9
        assert 10**drop == pytest.approx(expected, rel=0.06)
        # Going up, signals shrink as gradients do going down: ∂L/∂W is the same in every layer.
        weights = measured.log_weight[:, :10].mean(axis=0)
        assert np.ptp(weights) < 0.35


def test_he_keeps_rectified_signals() -> None:
    """He's scale keeps the second moment over 30 ReLU layers, Glorot's halves it in each."""
    relu = activations.get("relu")
    he = meanfield.profile(relu, Weights(2.0), 30)
    glorot = meanfield.profile(relu, Weights(1.0), 30)
    np.testing.assert_allclose(he.variance, 2.0, rtol=1e-12)
    assert glorot.log10_gradient[0] == pytest.approx(-29 * math.log10(2), rel=1e-12)


def test_selu_fixed_point() -> None:
    """SELU with LeCun's weights holds variance 1 and mean 0 through 40 layers."""
    selu = activations.get("selu")
    assert meanfield.fixed_point(selu, Weights(1.0), start=3.0) == pytest.approx(1.0, abs=1e-9)
    network = _deep("selu", 200, 40, 6)
    initializers.initialize(network, "lecun", range(6))
    forward = layer_statistics.forward(network, _inputs(200, 20))
    assert forward.output_square[:, -1].mean() == pytest.approx(1.0, abs=0.2)
    assert abs(forward.output_mean[:, -1].mean()) < 0.1


def test_edge_of_chaos() -> None:
    """At the edge χ = 1; GELU's passes through (1.976, 0.186), ReLU's is (2, 0) at any variance."""
    gelu, relu = activations.get("gelu"), activations.get("relu")
    low, high = 0.1, 20.0
    for _ in range(60):
        middle = (low + high) / 2
        weight = meanfield.edge_of_chaos(gelu, middle).weight
        low, high = (middle, high) if weight > 1.976 else (low, middle)
    weights = meanfield.edge_of_chaos(gelu, middle)
    assert weights.bias == pytest.approx(0.186, abs=1e-3)
    assert meanfield.gain(gelu, weights, middle) == pytest.approx(1.0, rel=1e-12)
    assert meanfield.next_variance(gelu, weights, middle) == pytest.approx(middle, rel=1e-12)
    edge = meanfield.edge_of_chaos(relu, 5.0)
    assert (edge.weight, edge.bias) == pytest.approx((2.0, 0.0), abs=1e-12)
    assert meanfield.fixed_point(relu, Weights(2.5)) is None
    with pytest.raises(ActquizError, match="runs to infinity"):
        meanfield.profile(relu, Weights(1e9), 50)
    with pytest.raises(ActquizError, match="no edge"):
        meanfield.edge_of_chaos(activations.get("sigmoid"), 1.0)
    with pytest.raises(ActquizError, match="hidden layer"):
        meanfield.profile(relu, Weights(1.0), 0)


def test_correlations_follow_the_arc_cosine() -> None:
    """Orthogonal inputs correlate by 1/π after a ReLU layer, and ever more on the way up."""
    relu, correlation, course = activations.get("relu"), 0.0, []
    for _ in range(3):
        correlation = meanfield.next_correlation(relu, Weights(2.0), 1.0, correlation)
        course.append(correlation)
    assert course[0] == pytest.approx(1 / math.pi, abs=1e-7)
    assert course == sorted(course)
    # The gradients of a ReLU net at orthogonal inputs, two layers up: known 0.302.
    slopes = [2 * gaussian.slope_product(relu, 1.0, c) for c in (0.0, course[0])]
    assert math.prod(slopes) == pytest.approx(0.302, abs=1e-3)


def test_units_dead_and_always_on() -> None:
    """A unit pushed far down is dead, one far up always on, the rest neither."""
    network = Network(Architecture((2, 6, 1), "relu"), 2)
    initializers.initialize(network, "he", range(2))
    network.bias(0)[0, :2], network.bias(0)[0, 2] = -100.0, 100.0
    network.forward(data.moons(0, 200).x)
    counted = layer_statistics.units(network)
    assert counted.dead[0, 0] == 2
    assert counted.always_on[0, 0] == 1
    assert 0.2 < counted.active[1, 0] < 0.8
    tanh = Network(Architecture((2, 6, 1), "tanh"), 1)
    tanh.bias(0)[0, :4] = 30.0
    tanh.forward(data.moons(0, 200).x)
    assert layer_statistics.units(tanh).dead[0, 0] == 0
    assert layer_statistics.units(tanh, threshold=1e-6).dead[0, 0] == 4


@pytest.mark.parametrize("layers", [1, 2, 3])
def test_born_dead_probability_of_one_unit_wide_layers(layers: int) -> None:
    """With zero biases, a layer of N units is dead for a given input with probability 2^-N."""
    count, width = 3000, 2
    architecture = Architecture((3, *[width] * layers, 1), "relu")
    network = Network(architecture, count)
    initializers.initialize(network, "he", range(count))
    network.forward(_inputs(3, 1))
    dead = ~(network.outputs(layers - 1) > 0).any(axis=(1, 2))
    expected = 1 - (1 - 2.0**-width) ** layers
    error = math.sqrt(expected * (1 - expected) / count)
    assert abs(dead.mean() - expected) < 4 * error


@pytest.mark.parametrize(
    "draw", [data.blobs, data.moons, data.circles, data.spirals, data.xor], ids=lambda f: f.__name__
)
def test_drawn_data_repeats_and_is_balanced(draw: object) -> None:
    """The same seed gives the same numbers, another seed others; classes are about even."""
    first, again, other = draw(3, 200), draw(3, 200), draw(4, 200)
    np.testing.assert_array_equal(first.x, again.x)
    assert not np.array_equal(first.x, other.x)
    assert first.x.shape == (2, 200)
    assert first.features == 2
    assert 0.35 < first.y.mean() < 0.65
    assert first.classes == 2


def test_blobs_in_many_dimensions_and_bad_requests() -> None:
    """Informative, redundant and noise features add up; what does not fit is refused."""
    wide = data.blobs(0, 500, 10, clusters=2, informative=2, redundant=2)
    assert wide.x.shape == (10, 500)
    # Two redundant features make the matrix of rank 8.
    assert np.linalg.matrix_rank(wide.x, tol=1e-6) == 8
    with pytest.raises(ActquizError, match="do not fit"):
        data.blobs(0, 100, 2, classes=5)
    with pytest.raises(ActquizError, match="noise"):
        data.moons(0, 100, noise=-1.0)


def test_measured_data_sets() -> None:
    """Iris has 50 flowers of each kind, the cancer set 212 malignant tumours; both read-only."""
    iris, cancer = data.iris(), data.breast_cancer()
    assert iris.x.shape == (4, 150)
    assert np.bincount(iris.y).tolist() == [50, 50, 50]
    assert iris.x.mean(axis=1) == pytest.approx([5.8433, 3.0573, 3.758, 1.1993], abs=1e-4)
    assert cancer.x.shape == (30, 569)
    assert np.bincount(cancer.y).tolist() == [357, 212]
    assert cancer.class_names[1] == "malignant"
    assert len(cancer.feature_names) == 30
    with pytest.raises(ValueError, match="read-only"):
        iris.x[0, 0] = 1.0


def test_split_is_stratified_and_standardise_uses_the_training_part() -> None:
    """Each class keeps its share in both parts; what is held out does not set the scale."""
    train, held = data.split(data.iris(), 0.2, seed=0)
    assert np.bincount(held.y).tolist() == [10, 10, 10]
    assert len(train) == 120
    scaled, other = data.standardise(train, held)
    np.testing.assert_allclose(scaled.x.mean(axis=1), 0, atol=1e-12)
    np.testing.assert_allclose(scaled.x.std(axis=1), 1)
    assert not np.allclose(other.x.mean(axis=1), 0, atol=1e-6)
    flat = data.Dataset("flat", np.ones((1, 4)), np.array([0, 1, 0, 1]), 2)
    assert not data.standardise(flat)[0].x.any()
    with pytest.raises(ActquizError, match="empty"):
        data.split(data.iris(), 0.0, seed=0)
    with pytest.raises(ActquizError, match="stacking"):
        data.split(data.stack([flat, flat]), 0.5, seed=0)
    with pytest.raises(ActquizError, match="cannot be stacked"):
        data.stack([flat, data.moons(0, 10)])
    with pytest.raises(ActquizError, match="needs classes"):
        data.Dataset("line", np.ones((1, 4)), np.zeros(4), 0).targets("softmax")
