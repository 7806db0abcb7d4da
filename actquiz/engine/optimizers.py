"""Gradient steps on flat parameters, [E, P], in place."""

from __future__ import annotations

import math
from typing import Literal, Protocol

import numpy as np

from actquiz.arrays import Array

OptimizerName = Literal["sgd", "momentum", "adam"]
Rate = float | Array
"""One learning rate for all, or one a network, [E]."""


class Optimizer(Protocol):
    """Holds whatever it remembers between steps."""

    def step(self, parameters: Array, gradients: Array) -> None:
        """Update ``parameters`` in place; may overwrite ``gradients``."""


def make(name: OptimizerName, like: Array, rate: Rate, momentum: float = 0.9) -> Optimizer:
    """An optimizer for parameters shaped ``like`` [E, P]."""
    column = np.asarray(rate, dtype=like.dtype)
    column = column[:, np.newaxis] if column.ndim else column
    if name == "sgd":
        return Sgd(column)
    if name == "momentum":
        return Momentum(column, like, momentum)
    return Adam(column, like)


class Sgd:
    """p ← p − rate·g."""

    def __init__(self, rate: Array) -> None:
        self.rate = rate

    def step(self, parameters: Array, gradients: Array) -> None:
        """Change ``parameters`` by one step; ``gradients`` are overwritten."""
        gradients *= self.rate
        parameters -= gradients


class Momentum:
    """v ← momentum·v + g, p ← p − rate·v (Polyak's heavy ball as PyTorch writes it)."""

    def __init__(self, rate: Array, like: Array, momentum: float = 0.9) -> None:
        self.rate, self.momentum = rate, momentum
        self.velocity = np.zeros_like(like)

    def step(self, parameters: Array, gradients: Array) -> None:
        """Change ``parameters`` and the velocity by one step; ``gradients`` are overwritten."""
        self.velocity *= self.momentum
        self.velocity += gradients
        np.multiply(self.velocity, self.rate, out=gradients)
        parameters -= gradients


class Adam:
    """Adam with bias correction (Kingma and Ba 2015), β₁ = 0.9, β₂ = 0.999, ε = 1e-8.

    The moments are kept without their factors 1 − β, which like the bias corrections are numbers
    and go into the rate and ε: two passes over the parameters fewer.
    """

    def __init__(
        self,
        rate: Array,
        like: Array,
        beta1: float = 0.9,
        beta2: float = 0.999,
        epsilon: float = 1e-8,
    ) -> None:
        self.rate, self.beta1, self.beta2, self.epsilon = rate, beta1, beta2, epsilon
        self.mean, self.square = np.zeros_like(like), np.zeros_like(like)
        self.steps = 0

    def step(self, parameters: Array, gradients: Array) -> None:
        """Change ``parameters`` and both moments by one step; ``gradients`` are overwritten."""
        self.steps += 1
        # √((1−β₂)/(1−β₂ᵗ)) turns √square into Adam's √v̂, and (1−β₁)/(1−β₁ᵗ) mean into m̂.
        root = math.sqrt((1 - self.beta2) / (1 - self.beta2**self.steps))
        ratio = (1 - self.beta1) / (1 - self.beta1**self.steps) / root
        self.mean *= self.beta1
        self.mean += gradients
        np.multiply(gradients, gradients, out=gradients)
        self.square *= self.beta2
        self.square += gradients
        np.sqrt(self.square, out=gradients)
        gradients += self.epsilon / root
        np.divide(self.mean, gradients, out=gradients)
        gradients *= self.rate * ratio
        parameters -= gradients
