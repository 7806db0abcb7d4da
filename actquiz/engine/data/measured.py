"""Two data sets people know, from files in this folder (source and licence in its README)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import numpy as np

from actquiz.engine.data.dataset import Dataset


def iris() -> Dataset:
    """Fisher's irises: 150 flowers, 4 measurements, 3 species (setosa, versicolor, virginica)."""
    return _read("iris", ("setosa", "versicolor", "virginica"))


def breast_cancer() -> Dataset:
    """Wisconsin breast cancer: 569 tumours, 30 measurements; class 1 is malignant (212)."""
    return _read("breast_cancer", ("benign", "malignant"))


@cache
def _read(name: str, classes: tuple[str, ...]) -> Dataset:
    text = files(__package__).joinpath(f"{name}.csv").read_text(encoding="utf-8")
    header, *rows = [line.split(",") for line in text.splitlines()]
    x = np.array([row[:-1] for row in rows], dtype=np.float64).T
    y = np.array([classes.index(row[-1]) for row in rows])
    x.setflags(write=False)
    y.setflags(write=False)
    return Dataset(name, x, y, len(classes), classes, tuple(header[:-1]))
