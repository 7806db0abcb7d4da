"""Data to train on: drawn ones, two measured ones, and how they are split and standardised."""

from actquiz.engine.data.dataset import Dataset, split, stack, standardise
from actquiz.engine.data.drawn import blobs, circles, moons, spirals, xor
from actquiz.engine.data.measured import breast_cancer, iris
from actquiz.engine.data.table import dataset_of, read_csv

__all__ = [
    "Dataset",
    "blobs",
    "breast_cancer",
    "circles",
    "dataset_of",
    "iris",
    "moons",
    "read_csv",
    "spirals",
    "split",
    "stack",
    "standardise",
    "xor",
]
