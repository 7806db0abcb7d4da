"""The hand-written engine against PyTorch: same curves from the same start."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from actquiz.engine import activations, data, initializers, random_streams, training
from actquiz.engine.layout import Architecture
from actquiz.engine.network import Network
from actquiz.errors import ActquizError

pytest.importorskip("torch")
from actquiz.engine import torch_backend

SEEDS = random_streams.seeds(3, 3)
MOONS, HELD = data.standardise(*data.split(data.moons(5, 90), 1 / 3, seed=5))
IRIS, IRIS_HELD = data.standardise(*data.split(data.iris(), 0.4, seed=5))
SMALL = Architecture((2, 6, 6, 1), "tanh")

STEADY = [name for name in activations.names() if name != "siren"]
"""SIREN turns thirty times as fast: the last bit of float32 is thirty times as large there."""


def _curves(
    backend: object,
    architecture: Architecture,
    recipe: training.Recipe,
    dtype: type[np.floating] = np.float64,
) -> np.ndarray:
    network = Network(architecture, len(SEEDS), dtype)
    initializers.initialize(network, "he", SEEDS)
    sets = (IRIS, IRIS_HELD) if architecture.loss == "softmax" else (MOONS, HELD)
    records = list(backend.train(network, sets[0], recipe, SEEDS, sets[1]))
    return np.array([[record.loss, record.validation_loss] for record in records])


def _agree(architecture: Architecture, recipe: training.Recipe, tolerance: float = 1e-9) -> None:
    ours, theirs = (_curves(b, architecture, recipe) for b in (training, torch_backend))
    np.testing.assert_allclose(ours, theirs, rtol=tolerance, atol=tolerance)


@pytest.mark.parametrize("name", STEADY)
def test_every_activation_trains_as_in_torch(name: str) -> None:
    """Float64 loss curves agree with torch's autograd to 1e-9 for each activation."""
    _agree(replace(SMALL, activation=name), training.Recipe(epochs=6, rate=0.05))


@pytest.mark.parametrize(
    ("name", "parameters"),
    [("swish", {"beta": 2.0}), ("elu", {"alpha": 0.5}), ("celu", {"alpha": 2.0}),
     ("leaky_relu", {"alpha": 0.3})],
)  # fmt: skip
def test_activation_parameters_reach_the_training(name: str, parameters: dict[str, float]) -> None:
    """α and β change the training the way they do in torch."""
    architecture = replace(SMALL, activation=name, parameters=parameters)
    _agree(architecture, training.Recipe(epochs=6, rate=0.05))


@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "adam"])
@pytest.mark.parametrize("batch", [None, 16])
def test_every_optimizer_steps_as_in_torch(optimizer: str, batch: int | None) -> None:
    """SGD, momentum and Adam agree with torch.optim, full batch and shuffled minibatches."""
    _agree(SMALL, training.Recipe(epochs=6, optimizer=optimizer, rate=0.02, batch=batch))


@pytest.mark.parametrize(
    "architecture",
    [
        Architecture((2, 6, 6, 1), "silu", batch_norm=True),
        Architecture((2, 6, 6, 6, 1), "gelu", skip=True),
        Architecture((2, 6, 6, 1), "relu", dropout=0.3),
        Architecture((2, 6, 6, 6, 1), "elu", batch_norm=True, skip=True, dropout=0.2),
        Architecture((4, 8, 3), "relu", loss="softmax"),
        Architecture((4, 8, 8, 3), "tanh", loss="softmax", batch_norm=True),
        Architecture((2, 6, 1), "tanh", loss="mse"),
        Architecture((2, 1), "relu"),
        Architecture((2, 1, 1), "sigmoid"),
    ],
    ids=["norm", "skip", "dropout", "all", "softmax", "softmax-norm", "mse", "linear", "narrow"],
)
def test_every_ingredient_trains_as_in_torch(architecture: Architecture) -> None:
    """Batch norm, skips, dropout with the same masks, and each loss agree with autograd."""
    _agree(architecture, training.Recipe(epochs=5, rate=0.05, batch=25))


def test_each_network_may_have_its_own_rate() -> None:
    """An array of learning rates gives each network its own, in both backends."""
    _agree(SMALL, training.Recipe(epochs=5, optimizer="adam", rate=np.array([0.0, 0.01, 0.1])))


@pytest.mark.parametrize("name", ["tanh", "relu", "sigmoid", "gelu", "swish"])
def test_float32_curves_stay_close(name: str) -> None:
    """Float32 training stays within 1e-4 of torch over 50 epochs."""
    architecture, recipe = replace(SMALL, activation=name), training.Recipe(epochs=50, rate=0.1)
    ours, theirs = (_curves(b, architecture, recipe, np.float32) for b in (training, torch_backend))
    np.testing.assert_allclose(ours, theirs, atol=1e-4)


def test_unknown_device_is_an_error() -> None:
    """A device torch does not have is named, with what to do."""
    with pytest.raises(ActquizError, match="nonsense"):
        _curves_on("nonsense")


def _curves_on(device: str) -> None:
    network = Network(SMALL, len(SEEDS))
    next(torch_backend.train(network, MOONS, training.Recipe(epochs=1), SEEDS, device=device))


def test_missing_torch_says_how_to_add_it() -> None:
    """Without torch the import is one error that gives the command."""
    script = (
        "import sys; sys.modules['torch'] = None\n"
        "from actquiz.errors import ActquizError\n"
        "try:\n    import actquiz.engine.torch_backend\n"
        "except ActquizError as error:\n    print(error)\n"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True).stdout
    assert 'pip install "actquiz[torch]"' in told
    assert "scripts/run --torch" in told


def test_engine_imports_neither_torch_nor_scipy_nor_matplotlib() -> None:
    """Everything but the torch backend loads on NumPy alone."""
    script = (
        "import sys\n"
        "from actquiz.engine import activations, gaussian, layer_statistics\n"
        "from actquiz.engine import meanfield, naive, training\n"
        "print(sorted({'torch', 'scipy', 'matplotlib', 'textual'} & set(sys.modules)))\n"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True).stdout
    assert told.strip() == "[]"
