"""The same training by PyTorch: same initial weights, same batches, same dropout, autograd.

Nothing imports this module, and with it torch, before it is asked for. In float64 on
the same machine the curves agree with ``training.train`` to 1e-9; in float32 rounding differs,
and the agreement is about 1e-4 after 50 epochs of a small network, less once training is chaotic.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from actquiz.arrays import Array
from actquiz.engine import losses
from actquiz.engine.activations import Activation
from actquiz.engine.batches import Batches
from actquiz.engine.data import Dataset
from actquiz.engine.layout import ParameterPlace
from actquiz.engine.network import Network
from actquiz.engine.normalisation import EPSILON, MOMENTUM
from actquiz.engine.training import Recipe, TrainingRecord, load
from actquiz.errors import ActquizError
from actquiz.words import counted

try:
    import torch
    import torch.nn.functional as functional
except (ImportError, OSError) as error:
    missing = isinstance(error, ModuleNotFoundError)
    raise ActquizError(
        "PyTorch is not installed" if missing else f"PyTorch cannot be loaded ({error})",
        fix='add it with `scripts/run --torch …` or `pip install "actquiz[torch]"`',
    ) from error

from actquiz.engine.torch_formula import typed_function

Tensor = torch.Tensor

_FUNCTIONS: dict[str, Callable[..., Tensor]] = {
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": functional.relu,
    "leaky_relu": lambda z, alpha: functional.leaky_relu(z, alpha),
    "prelu": lambda z, alpha: functional.leaky_relu(z, alpha),
    "elu": lambda z, alpha: functional.elu(z, alpha),
    "celu": lambda z, alpha: functional.celu(z, alpha),
    "selu": functional.selu,
    "gelu": functional.gelu,
    "gelu_tanh": lambda z: functional.gelu(z, approximate="tanh"),
    "silu": functional.silu,
    "swish": lambda z, beta: z * torch.sigmoid(beta * z),
    "softplus": lambda z: functional.softplus(z, threshold=700.0),
    "softsign": functional.softsign,
    "mish": functional.mish,
    "hardsigmoid": functional.hardsigmoid,
    "hardswish": functional.hardswish,
    "hardtanh": functional.hardtanh,
    "relu6": functional.relu6,
    "squared_relu": lambda z: functional.relu(z).square(),
    "identity": lambda z: z,
}


def function_of(
    activation: Activation, parameters: Mapping[str, float]
) -> Callable[[Tensor], Tensor]:
    """An activation as torch computes it: a formula with the slope that the rules give it."""
    settings = activation.settings(parameters)
    if activation.written is not None:
        filled = activation.written.filled(settings)
        return lambda z: typed_function(filled, z)
    function = _FUNCTIONS[activation.name.partition(":")[0].strip()]
    return lambda z: function(z, **settings)


def train(
    network: Network,
    data: Dataset,
    recipe: Recipe,
    seeds: Sequence[int],
    validation: Dataset | None = None,
    device: str = "cpu",
) -> Iterator[TrainingRecord]:
    """As ``training.train``, computed by torch on ``device``; ``network`` is kept up to date.

    Raises ActquizError for a device torch does not have.
    """
    if len(seeds) != network.count:
        raise ActquizError(
            f"{counted(network.count, 'network')} need as many seeds, not {len(seeds)}"
        )
    model = _Model(network, recipe, _device(device))
    rows = slice(0, network.count)
    x, y = load(network, data, rows)
    batches = Batches(network.architecture, x, y, recipe.batch, seeds)
    logits = np.empty((network.count, network.architecture.sizes[-1], len(data)), x.dtype)
    held = load(network, validation, rows) if validation is not None else None
    diverged = np.zeros(network.count, dtype=bool)
    for epoch in range(1, recipe.epochs + 1):
        x, y = batches.shuffle()
        for step in batches.steps:
            masks = batches.masks(step)
            logits[:, :, step] = model.step(x[:, :, step], y[:, :, step], masks)
        scores = _scores(network, logits, y)
        model.store()
        after = _scores(network, model.predict(held[0]), held[1]) if held is not None else None
        finite = np.isfinite(scores[0]) & np.isfinite(network.parameters).all(axis=1)
        diverged = diverged | ~finite
        yield TrainingRecord(
            epoch,
            scores[0],
            scores[1],
            None if after is None else after[0],
            None if after is None else after[1],
            diverged,
        )


def _device(name: str) -> torch.device:
    try:
        device = torch.device(name)
        torch.zeros(1, device=device)
    except (RuntimeError, AssertionError, NotImplementedError) as error:
        raise ActquizError(
            f"torch cannot compute on “{name}” here", fix="use cpu, or a device torch lists"
        ) from error
    return device


def _scores(network: Network, logits: Array, targets: Array) -> Array:
    name = network.architecture.loss
    with np.errstate(all="ignore"):
        return np.stack(
            [losses.loss(name, logits, targets), losses.accuracy(name, logits, targets)]
        )


def _affine(flat: Tensor, place: ParameterPlace, passed: Tensor) -> Tensor:
    end = place.start + place.outputs * (place.inputs + 1)
    matrix = flat[:, place.start : end].reshape(-1, place.outputs, place.inputs + 1)
    return torch.matmul(matrix[:, :, :-1], passed) + matrix[:, :, -1:]


class _Model:
    """The networks as torch sees them: one flat leaf, or one a network where rates differ."""

    def __init__(self, network: Network, recipe: Recipe, device: torch.device) -> None:
        self.network, self.device = network, device
        architecture = network.architecture
        self.functions = [
            function_of(activation, architecture.parameters)
            for activation in architecture.activations
        ]
        parts = (np.ndim(recipe.rate) and network.count) or 1
        rates = np.broadcast_to(np.asarray(recipe.rate, dtype=float), parts)
        self.leaves = [
            self._tensor(part).clone().requires_grad_()
            for part in np.array_split(network.parameters, parts)
        ]
        groups = [
            {"params": [leaf], "lr": float(rate)}
            for leaf, rate in zip(self.leaves, rates, strict=True)
        ]
        momentum = recipe.momentum if recipe.optimizer == "momentum" else 0.0
        self.optimizer: torch.optim.Optimizer = (
            torch.optim.Adam(groups)
            if recipe.optimizer == "adam"
            else torch.optim.SGD(groups, momentum=momentum)
        )

    def step(self, x: Array, y: Array, masks: Array | None) -> Array:
        """One step; the logits it was taken from."""
        self.optimizer.zero_grad()
        silenced = None if masks is None else self._tensor(masks)
        logits = self._forward(self._tensor(x), silenced, training=True)
        self._loss(logits, self._tensor(y)).backward()  # type: ignore[no-untyped-call]
        self.optimizer.step()
        return self._array(logits)

    def predict(self, x: Array) -> Array:
        """Logits outside training."""
        with torch.no_grad():
            return self._array(self._forward(self._tensor(x), None, training=False))

    def store(self) -> None:
        """Write the parameters back into the network."""
        self.network.parameters[...] = self._array(torch.cat(self.leaves))

    def _forward(self, rows: Tensor, masks: Tensor | None, *, training: bool) -> Tensor:
        architecture, flat = self.network.architecture, torch.cat(self.leaves)
        passed, start = rows[:, :-1], 0
        *hidden, last = self.network.places
        for layer, place in enumerate(hidden):
            z = _affine(flat, place, passed)
            if place.norm_start is not None:
                middle = place.norm_start + place.outputs
                scale = flat[:, place.norm_start : middle, None]
                shift = flat[:, middle : middle + place.outputs, None]
                z = self._normalise(z, layer, training=training) * scale + shift
            a = self.functions[layer](z)
            if masks is not None:
                a = a * masks[:, start : start + place.outputs]
            start += place.outputs
            passed = a + passed if architecture.skips(layer) else a
        return _affine(flat, last, passed)

    def _normalise(self, z: Tensor, layer: int, *, training: bool) -> Tensor:
        running = self.network.running
        if not training:
            mean, variance = running.mean[layer], running.variance[layer]
            return (z - self._tensor(mean)) / torch.sqrt(self._tensor(variance) + EPSILON)
        n = z.shape[2]
        mean_now = z.mean(dim=2, keepdim=True)
        variance_now = z.var(dim=2, keepdim=True, correction=0)
        unbiased = self._array(variance_now) * (n / max(n - 1, 1))
        running.mean[layer][...] += MOMENTUM * (self._array(mean_now) - running.mean[layer])
        running.variance[layer][...] += MOMENTUM * (unbiased - running.variance[layer])
        return (z - mean_now) / torch.sqrt(variance_now + EPSILON)

    def _loss(self, logits: Tensor, targets: Tensor) -> Tensor:
        """Summed over networks, so that each gets the gradient of its own mean."""
        targets, n = targets.expand_as(logits), logits.shape[2]
        name = self.network.architecture.loss
        if name == "bce":
            total = functional.binary_cross_entropy_with_logits(logits, targets, reduction="sum")
            return total / n
        if name == "softmax":
            return -(targets * functional.log_softmax(logits, dim=1)).sum() / n
        return functional.mse_loss(logits, targets, reduction="sum") / (n * logits.shape[1])

    def _tensor(self, values: Array) -> Tensor:
        return torch.from_numpy(np.ascontiguousarray(values)).to(self.device)

    @staticmethod
    def _array(values: Tensor) -> Array:
        return np.asarray(values.detach().cpu().numpy())
