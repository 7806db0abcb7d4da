"""People's own data: arrays, or a CSV file with one row an example."""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike

from actquiz.arrays import Array
from actquiz.engine.data.dataset import Dataset
from actquiz.errors import ActquizError, Location
from actquiz.words import suggestion

MOST_CLASSES = 20
"""Whole numbers with more different values than this are a quantity, not classes."""
MOST_ROWS, MOST_COLUMNS = 100_000, 1_000
_LEAST_ROWS = 10


def dataset_of(x: ArrayLike, y: ArrayLike, name: str = "your data") -> Dataset:
    """A data set of x [n, features] and y [n]: texts and few whole numbers are classes."""
    rows, wanted = np.asarray(x, dtype=np.float64), np.asarray(y)
    labels = np.unique(wanted)
    whole = wanted.dtype.kind in "USOb" or bool(np.all(np.mod(wanted.astype(float), 1) == 0))
    if whole and 2 <= len(labels) <= MOST_CLASSES:
        numbers = np.searchsorted(labels, wanted)
        return Dataset(name, rows.T, numbers, len(labels), tuple(map(str, labels)))
    if wanted.dtype.kind in "USO":
        raise ActquizError(
            f"{len(labels)} different labels", fix=f"give 2 to {MOST_CLASSES} classes, or numbers"
        )
    return Dataset(name, rows.T, wanted.astype(np.float64), 0)


def read_csv(path: Path, target: str = "") -> Dataset:
    """The data set of a CSV file: numbers in all columns but the target's, the last without name.

    A first line that is not all numbers names the columns. Raises ActquizError with file and line
    for what does not fit.
    """
    lines = _lines(path)
    first_number, first = lines[0]
    header = first if any(_number(cell) is None for cell in first[:-1]) else []
    body = lines[1:] if header else lines
    column = _column(path, header, target, len(first), first_number)
    if len(body) < _LEAST_ROWS:
        raise ActquizError(
            f"{len(body)} rows of data", fix=f"give {_LEAST_ROWS} or more", where=Location(path)
        )
    rows, labels = [], []
    for number, cells in body:
        if len(cells) != len(first):
            raise ActquizError(
                f"{len(cells)} values where the first line has {len(first)}",
                fix="give every row the same columns", where=Location(path, number),
            )  # fmt: skip
        labels.append(cells[column])
        rows.append([_feature(path, number, place, cell, header)
                     for place, cell in enumerate(cells) if place != column])  # fmt: skip
    numbers = [_number(label) for label in labels]
    wanted: Array = np.array(labels)
    if all(number is not None for number in numbers):
        wanted = np.array(numbers, dtype=np.float64)
    try:
        made = dataset_of(np.array(rows), wanted, path.name)
    except ActquizError as error:
        raise ActquizError(error.what, fix=error.fix, where=Location(path)) from None
    names = tuple(name for place, name in enumerate(header) if place != column)
    return Dataset(made.name, made.x, made.y, made.classes, made.class_names, names)


def _lines(path: Path) -> list[tuple[int, list[str]]]:
    """(line from 1, cells) of every line that is not empty."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            sample = file.read(4096)
            file.seek(0)
            sign = max(",;\t", key=sample.count)
            found = []
            reader = csv.reader(file, delimiter=sign)
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    found.append((reader.line_num, [cell.strip() for cell in cells]))
                if len(found) > MOST_ROWS + 1:
                    raise ActquizError(
                        f"more than {MOST_ROWS:,} rows", fix="take a sample", where=Location(path)
                    )
    except OSError as error:
        raise ActquizError(
            f"the data cannot be read: {error.strerror}", fix="give the path of a CSV file",
            where=Location(path),
        ) from None  # fmt: skip
    except (UnicodeDecodeError, csv.Error):
        raise ActquizError(
            "this is no CSV text in UTF-8", fix="save it as CSV", where=Location(path)
        ) from None
    if not found:
        raise ActquizError("the file is empty", fix="give rows of numbers", where=Location(path))
    if not 2 <= len(found[0][1]) <= MOST_COLUMNS:
        raise ActquizError(
            f"{len(found[0][1])} columns", fix=f"give 2 to {MOST_COLUMNS}: features and a target",
            where=Location(path, found[0][0]),
        )  # fmt: skip
    return found


def _column(path: Path, header: Sequence[str], target: str, count: int, line: int) -> int:
    if not target:
        return count - 1
    if target in header:
        return list(header).index(target)
    fix = suggestion(target, header, f"there are: {', '.join(header)}") if header else (
        "the first line names no columns; leave target out to take the last"
    )  # fmt: skip
    raise ActquizError(f"there is no column '{target}'", fix=fix, where=Location(path, line))


def _feature(path: Path, line: int, place: int, cell: str, header: Sequence[str]) -> float:
    number = _number(cell)
    if number is None:
        name = header[place] if header else f"column {place + 1}"
        shown = f"'{cell}' is no number" if cell else "a value is missing"
        raise ActquizError(
            f"{shown} in {name}", fix="give numbers in every column but the target's",
            where=Location(path, line),
        )  # fmt: skip
    return number


def _number(cell: str) -> float | None:
    try:
        number = float(cell)
    except ValueError:
        return None
    return number if math.isfinite(number) else None
