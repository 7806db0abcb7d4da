"""Data sets drawn from a seed: the same numbers every time."""

from __future__ import annotations

from itertools import product

import numpy as np
from numpy.typing import NDArray

from actquiz.arrays import Floats
from actquiz.engine.data.dataset import Dataset
from actquiz.engine.random_streams import generator
from actquiz.errors import ActquizError

_PLANE = ("x", "y")


def blobs(
    seed: int,
    n: int = 1000,
    features: int = 2,
    *,
    classes: int = 2,
    clusters: int = 1,
    informative: int = 2,
    redundant: int = 0,
    separation: float = 1.0,
    flipped: float = 0.01,
) -> Dataset:
    """Gaussian clusters at corners of a cube, each stretched its own way (Guyon 2003).

    Each class has ``clusters`` of them in ``informative`` dimensions; ``redundant`` features mix
    those, the rest is noise; a share ``flipped`` of the labels is drawn anew. Raises ActquizError
    if there are not enough corners or features.
    """
    if classes * clusters > 2**informative or informative + redundant > features:
        raise ActquizError(
            f"{classes} classes of {clusters} clusters do not fit {informative} informative "
            f"and {redundant} redundant out of {features} features",
            fix="raise the informative features or lower the clusters",
        )
    random = generator(seed, "data")
    corners = np.array(list(product((-separation, separation), repeat=informative)))
    corners = corners[random.permutation(len(corners))][: classes * clusters]
    cluster = np.arange(n) % (classes * clusters)
    points = random.standard_normal((n, informative))
    for number, corner in enumerate(corners):
        inside = cluster == number
        stretch = random.uniform(-1.0, 1.0, (informative, informative))
        points[inside] = points[inside] @ stretch + corner
    mix = random.uniform(-1.0, 1.0, (informative, redundant))
    noise = random.standard_normal((n, features - informative - redundant))
    y = cluster % classes
    flip = random.random(n) < flipped
    y = np.where(flip, random.integers(0, classes, n), y)
    x = np.concatenate([points, points @ mix, noise], axis=1)
    order, columns = random.permutation(n), random.permutation(features)
    return Dataset("blobs", np.ascontiguousarray(x[order][:, columns].T), y[order], classes)


def moons(seed: int, n: int = 1000, noise: float = 0.2) -> Dataset:
    """Two interleaved half circles."""
    random = generator(seed, "data")
    y = np.arange(n) % 2
    angle = random.uniform(0.0, np.pi, n)
    x = np.where(y == 0, np.cos(angle), 1.0 - np.cos(angle))
    height = np.where(y == 0, np.sin(angle), 0.5 - np.sin(angle))
    return _plane("moons", random, x, height, y, noise)


def circles(seed: int, n: int = 1000, noise: float = 0.1, factor: float = 0.5) -> Dataset:
    """A circle of radius ``factor`` inside a circle of radius 1."""
    random = generator(seed, "data")
    y = np.arange(n) % 2
    angle = random.uniform(0.0, 2 * np.pi, n)
    radius = np.where(y == 0, 1.0, factor)
    return _plane("circles", random, radius * np.cos(angle), radius * np.sin(angle), y, noise)


def spirals(
    seed: int, n: int = 1000, noise: float = 0.05, turns: float = 1.5, classes: int = 2
) -> Dataset:
    """Arms wound around each other, one a class, radius up to 1."""
    random = generator(seed, "data")
    y = np.arange(n) % classes
    radius = np.sqrt(random.random(n))
    angle = 2 * np.pi * (turns * radius + y / classes)
    return _plane("spirals", random, radius * np.cos(angle), radius * np.sin(angle), y, noise)


def xor(seed: int, n: int = 1000, noise: float = 0.0) -> Dataset:
    """The square [−1, 1]², class 1 where exactly one coordinate is positive."""
    random = generator(seed, "data")
    x, height = random.uniform(-1.0, 1.0, (2, n))
    return _plane("xor", random, x, height, ((x > 0) != (height > 0)).astype(np.intp), noise)


def _plane(
    name: str,
    random: np.random.Generator,
    x: Floats,
    height: Floats,
    y: NDArray[np.intp],
    noise: float,
) -> Dataset:
    if noise < 0:
        raise ActquizError(f"noise is a standard deviation and cannot be {noise}")
    points = np.stack([x, height]) + noise * random.standard_normal((2, len(x)))
    return Dataset(name, points, y, int(y.max()) + 1, feature_names=_PLANE)
