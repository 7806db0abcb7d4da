"""Random streams: one network's numbers depend on its own seed and the purpose, nothing else.

That is what makes network 17 of a batch the same network when it is trained alone.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from actquiz.errors import ActquizError

Purpose = Literal["data", "split", "weights", "batches", "dropout", "probe"]
_PURPOSES: tuple[Purpose, ...] = ("data", "split", "weights", "batches", "dropout", "probe")


def generator(seed: int, purpose: Purpose) -> np.random.Generator:
    """A generator (SFC64) for this seed (0 or more) and purpose; the same numbers every time."""
    if seed < 0:
        raise ActquizError(f"a seed is 0 or a positive integer, not {seed}")
    sequence = np.random.SeedSequence([seed, _PURPOSES.index(purpose)])
    return np.random.Generator(np.random.SFC64(sequence))


def seeds(first: int, count: int) -> range:
    """``count`` seeds from ``first`` on, one a network."""
    return range(first, first + count)
