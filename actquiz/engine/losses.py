"""Losses on logits: the mean over the inputs, its gradient, and accuracy, one number a network.

Logits are [E, outputs, n]; targets the same with E or 1 in front: 0 or 1 for binary
cross-entropy, one-hot columns for softmax, numbers for squared error.
"""

from __future__ import annotations

import numpy as np

from actquiz.arrays import Array
from actquiz.engine.layout import LossName


def loss(name: LossName, logits: Array, targets: Array) -> Array:
    """The mean loss of each network: [E]."""
    count = logits.shape[2]
    if name == "bce":
        # log(1 + e^z) − y·z, with e^{−|z|} so that no logit overflows and no loss is capped.
        each = np.abs(logits)
        np.negative(each, out=each)
        np.exp(each, out=each)
        np.log1p(each, out=each)
        each += np.maximum(logits, 0)
        each -= targets * logits
    elif name == "softmax":
        shifted = logits - logits.max(axis=1, keepdims=True)
        total = np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        each = total - (targets * shifted).sum(axis=1, keepdims=True)
    else:
        each = np.square(logits - targets).mean(axis=1, keepdims=True)
    return np.asarray(np.add.reduce(each, axis=2)[:, 0] / count)


def gradient(name: LossName, logits: Array, targets: Array, out: Array) -> None:
    """∂loss/∂logits, written into ``out`` [E, outputs, n]."""
    count = logits.shape[2]
    if name == "bce":
        # σ(z) − y = ½ tanh(z/2) + (½ − y), which has no overflow to guard against. All but the
        # last pass runs over memory of its own, for ``out`` may have gaps.
        each = logits * 0.5
        np.tanh(each, out=each)
        each *= 0.5
        each += 0.5 - targets
        np.multiply(each, 1.0 / count, out=out)
    elif name == "softmax":
        np.subtract(logits, logits.max(axis=1, keepdims=True), out=out)
        np.exp(out, out=out)
        out /= out.sum(axis=1, keepdims=True)
        out -= targets
        out *= 1.0 / count
    else:
        np.subtract(logits, targets, out=out)
        out *= 2.0 / (count * logits.shape[1])


def accuracy(name: LossName, logits: Array, targets: Array) -> Array:
    """The share of inputs classified right, [E]; NaN for squared error, which classifies nothing.

    A logit of exactly 0 is undecided and counts as class 0, as one that is NaN does.
    """
    if name == "mse":
        return np.full(len(logits), np.nan)
    if name == "bce":
        right = ((logits > 0) == (targets > 0.5))[:, 0]
    else:
        right = logits.argmax(axis=1) == targets.argmax(axis=1)
    # count_nonzero along an axis is ten times slower than row by row.
    return np.array([np.count_nonzero(row) / row.size for row in right])
