"""The ways PyTorch would do the engine's work, for ``bench_engine`` to time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
import torch
import torch.nn.functional as functional
from torch import Tensor, nn

from actquiz.engine.data import Dataset

FUNCTIONS: dict[str, Callable[[Tensor], Tensor]] = {
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": functional.relu,
    "leaky_relu": functional.leaky_relu,
    "elu": functional.elu,
    "swish": functional.silu,
}
MODULES = {"sigmoid": nn.Sigmoid, "tanh": nn.Tanh, "relu": nn.ReLU, "leaky_relu": nn.LeakyReLU,
           "elu": nn.ELU, "swish": nn.SiLU}  # fmt: skip


def _tensors(points: Dataset) -> tuple[Tensor, Tensor]:
    x = torch.from_numpy(np.ascontiguousarray(points.x.T)).float()
    return x, torch.from_numpy(points.y).float()[:, None]


def _module(sizes: Sequence[int], name: str) -> nn.Sequential:
    layers: list[nn.Module] = []
    for i, o in pairwise(sizes):
        layers += [nn.Linear(i, o), MODULES[name]()]
    return nn.Sequential(*layers[:-1])


def eager(points: Dataset, names: Sequence[str], epochs: int) -> None:
    """One module, one optimizer, one network at a time."""
    x, y = _tensors(points)
    for name in names:
        model = _module((2, 10, 10, 1), name)
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
        for _ in range(epochs):
            optimizer.zero_grad()
            loss = functional.binary_cross_entropy_with_logits(model(x), y)
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            loss.item()


def _stacked(sizes: Sequence[int], count: int) -> list[Tensor]:
    """Weights [E, in, out] and biases [E, 1, out] in turn."""
    result: list[Tensor] = []
    for i, o in pairwise(sizes):
        result += [torch.randn(count, i, o) * (2 / i) ** 0.5, torch.zeros(count, 1, o)]
    return [tensor.requires_grad_() for tensor in result]


def _forward(parameters: list[Tensor], x: Tensor, f: Callable[[Tensor], Tensor]) -> Tensor:
    last = len(parameters) - 2
    for layer in range(0, len(parameters), 2):
        x = torch.baddbmm(parameters[layer + 1], x, parameters[layer])
        x = f(x) if layer < last else x
    return x


def batched(points: Dataset, names: Sequence[str], count: int, epochs: int) -> None:
    """All networks in one product a layer, gradients by autograd."""
    x, y = _tensors(points)
    x, y = x.expand(count, -1, -1), y.expand(count, -1, -1)
    for name in names:
        parameters = _stacked((2, 10, 10, 1), count)
        optimizer = torch.optim.SGD(parameters, lr=0.1)
        for _ in range(epochs):
            optimizer.zero_grad()
            logits = _forward(parameters, x, FUNCTIONS[name])
            losses = functional.binary_cross_entropy_with_logits(logits, y, reduction="none")
            each = losses.mean(dim=(1, 2))
            each.sum().backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            each.tolist()


def vmapped(points: Dataset, names: Sequence[str], count: int, epochs: int) -> None:
    """torch.func: vmap over networks of grad of the loss of one."""
    x, y = _tensors(points)
    for name in names:
        f = FUNCTIONS[name]

        def loss(parameters: tuple[Tensor, ...], f: Callable[[Tensor], Tensor] = f) -> Tensor:
            out = x
            for layer in range(0, 6, 2):
                out = out @ parameters[layer] + parameters[layer + 1]
                out = f(out) if layer < 4 else out
            return functional.binary_cross_entropy_with_logits(out, y)

        step = torch.func.vmap(torch.func.grad_and_value(loss))
        parameters = tuple(p.detach() for p in _stacked((2, 10, 10, 1), count))
        for _ in range(epochs):
            gradients, each = step(parameters)
            parameters = tuple(p - 0.1 * g for p, g in zip(parameters, gradients, strict=True))
            each.tolist()


def sweep(names: Sequence[str], depths: Sequence[int], count: int) -> None:
    """The depth sweep with batched products and autograd, and each layer's gradient norms."""
    x = torch.randn(32, 100).expand(count, -1, -1)
    y = (torch.arange(32) % 2).float()[:, None].expand(count, -1, -1)
    for name in names:
        for depth in depths:
            parameters = _stacked((100, *[64] * depth, 1), count)
            logits = _forward(parameters, x, FUNCTIONS[name])
            losses = functional.binary_cross_entropy_with_logits(logits, y, reduction="none")
            losses.mean(dim=(1, 2)).sum().backward()  # type: ignore[no-untyped-call]
            for weight in parameters[::2]:
                assert weight.grad is not None
                weight.grad.square().mean(dim=(1, 2)).tolist()


def eager_adam(points: Dataset, epochs: int, count: int) -> None:
    """One module at a time, Adam, batches of 32."""
    x, y = _tensors(points)
    for _ in range(count):
        for name in ("relu", "tanh", "sigmoid", "elu"):
            model = _module((10, 64, 32, 1), name)
            optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
            for _ in range(epochs):
                order = torch.randperm(len(x))
                for start in range(0, len(x), 32):
                    rows = order[start : start + 32]
                    optimizer.zero_grad()
                    loss = functional.binary_cross_entropy_with_logits(model(x[rows]), y[rows])
                    loss.backward()  # type: ignore[no-untyped-call]
                    optimizer.step()


def batched_adam(points: Dataset, epochs: int, count: int) -> None:
    """All networks in one product a layer, Adam, each with its own batches of 32."""
    x, y = _tensors(points)
    for name in ("relu", "tanh", "sigmoid", "elu"):
        parameters = _stacked((10, 64, 32, 1), count)
        optimizer = torch.optim.Adam(parameters, lr=1e-3)
        for _ in range(epochs):
            order = torch.stack([torch.randperm(len(x)) for _ in range(count)])
            for start in range(0, len(x), 32):
                rows = order[:, start : start + 32]
                optimizer.zero_grad()
                logits = _forward(parameters, x[rows], FUNCTIONS[name])
                losses = functional.binary_cross_entropy_with_logits(
                    logits, y[rows], reduction="none"
                )
                losses.mean(dim=(1, 2)).sum().backward()  # type: ignore[no-untyped-call]
                optimizer.step()
