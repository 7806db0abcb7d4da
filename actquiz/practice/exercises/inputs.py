"""Inputs that find mistakes: ordinary, extreme, of every type and shape; lists of arrays."""

from __future__ import annotations

from typing import Any

import numpy as np

from actquiz.arrays import Array

_ORDINARY = (0.0, 1.0, -1.0, 0.5, -0.5, 2.0, -3.0, 5.0)
_FAR = (30.0, -30.0, 100.0, -100.0, 1000.0, -1000.0, 1e4, -1e4)
_NEAR = (-0.0, 1e-8, -1e-8, 1e-300, -1e-300, 5e-324)
_ENDLESS = (np.inf, -np.inf, np.nan)


def ordinary() -> list[Array]:
    """Small numbers, a few at a time."""
    return [np.array(_ORDINARY), np.linspace(-4.0, 4.0, 33)]


def finite_extreme() -> list[Array]:
    """Large numbers of both signs, and numbers so near 0 that digits are lost; −0.0 too."""
    return [np.array(_FAR), np.array(_NEAR)]


def extreme() -> list[Array]:
    """``finite_extreme``, then ±inf and NaN, each beside an ordinary number."""
    return [*finite_extreme(), *(np.array([number, 1.0]) for number in _ENDLESS)]


def dtypes(values: tuple[float, ...] = (-2.0, -1.0, 0.0, 1.0, 3.0)) -> list[Array]:
    """The same numbers as float64, float32 and float16, then as integers of both sizes."""
    kinds = (np.float64, np.float32, np.float16, np.int64, np.int32)
    return [np.array(values).astype(kind) for kind in kinds]


def shapes() -> list[Any]:
    """A Python float, then arrays with no, one, two and three axes; two of them empty."""
    sizes = [(), (1,), (3,), (2, 3), (2, 2, 2), (0,), (0, 3)]
    return [0.5, *(np.linspace(-1.0, 1.0, int(np.prod(size))).reshape(size) for size in sizes)]


def matrices(
    rows: int, columns: int, *, seed: int = 0, count: int = 3, scale: float = 1.0
) -> list[Array]:
    """Gaussian matrices, the same for the same seed."""
    random = np.random.default_rng(seed)
    return [scale * random.standard_normal((rows, columns)) for _ in range(count)]
