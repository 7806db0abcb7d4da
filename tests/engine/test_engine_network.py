"""Networks in batches: independent of their company, repeatable, and right in float32."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from actquiz.engine import activations, data, initializers, random_streams, training
from actquiz.engine.kernels import kernel
from actquiz.engine.layout import Architecture
from actquiz.engine.network import Network
from actquiz.errors import ActquizError

SEEDS = random_streams.seeds(7, 5)
MOONS, HELD = data.standardise(*data.split(data.moons(1, 150), 0.2, seed=1))
EVERYTHING = Architecture(
    (2, 9, 9, 9, 1), "swish", batch_norm=True, skip=True, dropout=0.2, parameters={"beta": 1.5}
)

STEADY = [name for name in activations.names() if name != "siren"]
"""SIREN turns thirty times as fast: the last bit of float32 is thirty times as large there."""


def _train(
    architecture: Architecture,
    seeds: range,
    recipe: training.Recipe,
    dtype: type[np.floating] = np.float32,
) -> tuple[list[training.TrainingRecord], Network]:
    network = Network(architecture, len(seeds), dtype)
    initializers.initialize(network, "he", seeds)
    return list(training.train(network, MOONS, recipe, seeds, HELD)), network


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(
    ("architecture", "recipe"),
    [
        (Architecture((2, 10, 10, 1), "tanh"), training.Recipe(epochs=4)),
        (Architecture((2, 33, 17, 1), "gelu"), training.Recipe(4, "adam", 0.01, batch=32)),
        (Architecture((2, 64, 64, 1), "sigmoid"), training.Recipe(4, "momentum", 0.01)),
        (EVERYTHING, training.Recipe(4, "adam", 0.01, batch=50)),
    ],
    ids=["full-batch", "minibatch", "wide", "everything"],
)
def test_a_network_alone_equals_itself_in_a_batch(
    architecture: Architecture, recipe: training.Recipe, dtype: type[np.floating]
) -> None:
    """Training network 3 alone gives the very bits that training it among five gives."""
    records, batch = _train(architecture, SEEDS, recipe, dtype)
    alone_records, alone = _train(architecture, SEEDS[3:4], recipe, dtype)
    np.testing.assert_array_equal(batch.parameters[3:4], alone.parameters)
    for many, one in zip(records, alone_records, strict=True):
        assert many.loss[3] == one.loss[0]
        assert many.validation_accuracy is not None
        assert one.validation_accuracy is not None
        assert many.validation_accuracy[3] == one.validation_accuracy[0]


def test_blocks_do_not_change_results(monkeypatch: pytest.MonkeyPatch) -> None:
    """Working through one network at a time or all at once gives the same bits."""
    recipe = training.Recipe(5, "adam", 0.01, batch=40)
    _, whole = _train(EVERYTHING, SEEDS, recipe)
    monkeypatch.setattr(training, "_BLOCK_BYTES", 1)
    _, single = _train(EVERYTHING, SEEDS, recipe)
    np.testing.assert_array_equal(whole.parameters, single.parameters)
    np.testing.assert_array_equal(whole.running.mean[1], single.running.mean[1])


def test_training_repeats_bit_for_bit_and_seeds_differ() -> None:
    """The same seeds give the same bits; other seeds give other networks."""
    recipe = training.Recipe(3, "sgd", 0.1, batch=32)
    _, first = _train(EVERYTHING, SEEDS, recipe)
    _, second = _train(EVERYTHING, SEEDS, recipe)
    np.testing.assert_array_equal(first.parameters, second.parameters)
    assert len({tuple(row) for row in first.parameters}) == len(SEEDS)


@pytest.mark.parametrize("name", STEADY)
def test_fast_kernels_agree_with_the_accurate_forms(name: str) -> None:
    """Float32 kernels give values and slopes right to a few units of float32."""
    dtype = np.dtype(np.float32)
    z = np.linspace(-12, 12, 4001, dtype=dtype)[np.newaxis, np.newaxis]
    z = np.concatenate([z, np.zeros((1, 1, 1), dtype)], axis=2)
    for parameters in ({}, _other_parameters(name)):
        fast = kernel(name, parameters, dtype)
        a, kept, scratch = np.empty_like(z), np.zeros_like(z), np.empty_like(z)
        delta = np.ones_like(z)
        fast.forward(z, a, kept)
        fast.backward(delta, z, a, kept, scratch)
        activation = activations.get(name)
        np.testing.assert_allclose(a, activation.value(z, **parameters), rtol=1e-6, atol=4e-7)
        np.testing.assert_allclose(delta, activation.slope(z, **parameters), rtol=2e-6, atol=2e-6)


def _other_parameters(name: str) -> dict[str, float]:
    return {
        "leaky_relu": {"alpha": 1.5},
        "prelu": {"alpha": -0.5},
        "elu": {"alpha": 2.0},
        "celu": {"alpha": 0.5},
        "swish": {"beta": 2.5},
    }.get(name, {})


@pytest.mark.parametrize("name", STEADY)
def test_float32_gradients_agree_with_float64(name: str) -> None:
    """Fast float32 gradients are those of the accurate float64 network to 1e-5."""
    gradients = []
    for dtype in (np.float32, np.float64):
        network = Network(Architecture((2, 8, 8, 1), name), 3, dtype)
        initializers.initialize(network, "he", SEEDS[:3])
        network.forward(MOONS.x)
        network.backward(MOONS.targets("bce", dtype))
        gradients.append(network.gradients.copy())
    np.testing.assert_allclose(gradients[0], gradients[1], atol=1e-5)


@pytest.mark.parametrize(
    "architecture",
    [
        Architecture((2, 5, 5, 1), "gelu"),
        Architecture((2, 5, 5, 5, 1), "tanh", batch_norm=True, skip=True),
        Architecture((2, 5, 3), "softplus", loss="mse"),
    ],
    ids=["plain", "norm-skip", "mse"],
)
def test_gradients_agree_with_central_differences(architecture: Architecture) -> None:
    """Every parameter's gradient is what moving it a little measures."""
    network = Network(architecture, 2, np.float64)
    initializers.initialize(network, "lecun", SEEDS[:2])
    targets = MOONS.targets("bce", np.float64)
    training_mode = architecture.batch_norm

    def loss() -> np.ndarray:
        network.forward(MOONS.x, training=training_mode)
        return network.loss(targets)

    loss()
    network.backward(np.broadcast_to(targets, network.logits.shape))
    exact, step = network.gradients.copy(), 1e-5
    for column in range(0, network.parameters.shape[1], 3):
        network.parameters[:, column] += step
        above = loss()
        network.parameters[:, column] -= 2 * step
        below = loss()
        network.parameters[:, column] += step
        np.testing.assert_allclose(exact[:, column], (above - below) / (2 * step), atol=1e-8)


def test_own_data_and_own_rate_for_each_network() -> None:
    """Stacked data sets train each network on its own, and a rate of 0 leaves one untouched."""
    sets = data.stack([data.moons(seed, 60) for seed in range(3)])
    network = Network(Architecture((2, 6, 1)), 3)
    initializers.initialize(network, "he", range(3))
    start = network.parameters.copy()
    recipe = training.Recipe(epochs=2, rate=np.array([0.1, 0.0, 0.1]))
    list(training.train(network, sets, recipe, range(3)))
    moved = np.abs(network.parameters - start).max(axis=1) > 0
    assert moved.tolist() == [True, False, True]
    alone = Network(Architecture((2, 6, 1)), 1)
    initializers.initialize(alone, "he", [2])
    list(training.train(alone, data.moons(2, 60), training.Recipe(epochs=2), [2]))
    np.testing.assert_array_equal(alone.parameters[0], network.parameters[2])


def test_training_learns() -> None:
    """Fifty epochs of Adam separate the moons, on data not trained on too."""
    records, _ = _train(
        Architecture((2, 16, 16, 1), "relu"), SEEDS, training.Recipe(50, "adam", 0.01, batch=16)
    )
    last = records[-1]
    assert last.validation_accuracy is not None
    assert last.accuracy.min() > 0.93
    assert last.validation_accuracy.mean() > 0.9
    assert last.loss.max() < 0.3 < records[0].loss.min()
    assert [record.epoch for record in records] == list(range(1, 51))
    assert not last.diverged.any()


def test_diverged_networks_are_marked_and_stay_marked() -> None:
    """A network whose numbers overflow is marked from then on; its neighbours train on."""
    network = Network(Architecture((2, 8, 8, 1), "relu", loss="mse"), 2)
    initializers.initialize(network, "he", [0, 1])
    recipe = training.Recipe(epochs=40, rate=np.array([1e-3, 1e4]))
    with np.errstate(all="raise"):
        records = list(training.train(network, MOONS, recipe, [0, 1]))
    marks = np.array([record.diverged for record in records])
    assert not marks[:, 0].any()
    assert marks[-1, 1]
    assert (np.diff(marks[:, 1].astype(int)) >= 0).all()


def test_cross_entropy_is_right_for_huge_logits() -> None:
    """A certain mistake costs its logit, not a capped number, and nothing overflows."""
    network = Network(Architecture((1, 1)), 1)
    network.weight(0)[...] = 1.0
    network.forward([[1000.0, -1000.0, 0.0]])
    assert network.loss(np.array([[[0.0, 1.0, 1.0]]], np.float32))[0] == pytest.approx(
        (2000 + np.log(2)) / 3
    )


def test_views_write_through() -> None:
    """Weights and biases are views of one flat buffer."""
    network = Network(Architecture((2, 3, 1)), 2)
    assert network.weight(0).shape == (2, 3, 2)
    assert network.bias(1).shape == (2, 1)
    network.weight(0)[1, 2, 1], network.bias(1)[0, 0] = 5.0, 7.0
    assert sorted(network.parameters[network.parameters != 0]) == [5.0, 7.0]


def test_bad_architectures_and_inputs_are_errors() -> None:
    """Shapes, probabilities, losses and counts that do not fit are refused with a fix."""
    for arguments, message in [
        ({"sizes": (3,)}, "make no network"),
        ({"sizes": (3, 0, 1)}, "make no network"),
        ({"sizes": (3, 2)}, "one output"),
        ({"sizes": (3, 1), "dropout": 1.0}, "probability"),
        ({"sizes": (3, 1), "activation": "rellu"}, "no activation"),
        ({"sizes": (3, 1), "activation": "elu", "parameters": {"beta": 1.0}}, "no parameter"),
    ]:
        with pytest.raises(ActquizError, match=message):
            Architecture(**arguments)
    with pytest.raises(ActquizError, match="at least one network"):
        Network(Architecture((2, 1)), 0)
    with pytest.raises(ActquizError, match="float32 or float64"):
        Network(Architecture((2, 1)), 1, np.float16)
    network = Network(Architecture((2, 4, 1)), 2)
    with pytest.raises(ActquizError, match="nothing has been computed"):
        network.backward(np.zeros((1, 1, 3)))
    with pytest.raises(ActquizError, match="do not fit"):
        network.forward(np.zeros((3, 10)))
    with pytest.raises(ActquizError, match="as many seeds"):
        next(training.train(network, MOONS, training.Recipe(), [0]))
    with pytest.raises(ActquizError, match="features"):
        next(training.train(network, data.iris(), training.Recipe(), [0, 1]))
    with pytest.raises(ActquizError, match="epochs"):
        training.Recipe(epochs=-1)
    with pytest.raises(ActquizError, match="learning rate"):
        training.Recipe(rate=-1.0)
    three = Network(replace(network.architecture, sizes=(4, 4, 1)), 1)
    with pytest.raises(ActquizError, match="3 classes apart"):
        next(training.train(three, data.iris(), training.Recipe(), [0]))
