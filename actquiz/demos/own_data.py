"""People's own data as a parameter: ``data=FILE.csv``, and ``target=NAME`` or the last column."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from actquiz.demos.demo import Param
from actquiz.errors import ActquizError, Location

if TYPE_CHECKING:
    from actquiz.engine.data import Dataset

TARGET = "target"
_SIGN = "#"
"""Between a file and the name of its target."""


def is_file(text: str) -> bool:
    """Whether a parameter's value is meant as a file and not as one of the names."""
    return Path(text.partition(_SIGN)[0]).suffix.lower() in (".csv", ".tsv", ".txt")


def with_target(params: Sequence[Param], given: Mapping[str, Any]) -> dict[str, Any]:
    """``given`` with ``target=NAME`` put beside the file it belongs to."""
    left = dict(given)
    taking = [param.name for param in params if param.files]
    if not taking or TARGET not in left or any(param.name == TARGET for param in params):
        return left
    target = str(left.pop(TARGET)).strip()
    value = left.get(taking[0])
    files = value if isinstance(value, (list, tuple)) else str(value or "").split(",")
    marked = [
        f"{part}{_SIGN}{target}" if is_file(str(part)) and _SIGN not in str(part) else str(part)
        for part in files
    ]
    if marked == [str(part) for part in files]:
        raise ActquizError(
            "target names a column, but data is no file", fix=f"add --set {taking[0]}=FILE.csv"
        )
    left[taking[0]] = ",".join(part.strip() for part in marked)
    return left


def checked(text: str) -> str:
    """The value as it is kept, its path absolute. Errors as ``read``."""
    path, sign, target = text.strip().partition(_SIGN)
    kept = f"{os.path.abspath(os.path.expanduser(path))}{sign}{target}"
    read(kept)
    return kept


def read(text: str) -> Dataset:
    """The data of such a value; errors as ``read_csv``, and for what is no classification."""
    path, _, target = text.partition(_SIGN)
    try:
        changed = os.stat(path).st_mtime_ns
    except OSError as error:
        raise ActquizError(
            f"the data cannot be read: {error.strerror}", fix="give the path of a CSV file",
            where=Location(Path(path)),
        ) from None  # fmt: skip
    return _read(path, target, changed)


@lru_cache(maxsize=8)
def _read(path: str, target: str, changed: int) -> Dataset:
    from actquiz.engine.data import read_csv

    data = read_csv(Path(path), target)
    if not data.classes:
        raise ActquizError(
            "the target is a quantity, and this experiment tells classes apart",
            fix="choose a column of classes: --set target=NAME",
            where=Location(Path(path)),
        )
    return data


def label(text: str) -> str:
    """What a data set is called in tables: a file without folder and ending."""
    return Path(text.partition(_SIGN)[0]).stem.replace(".", "_") if is_file(text) else text


def said(params: Sequence[Param], values: Mapping[str, Any]) -> str:
    """How the files of a run were read and split, in a sentence each."""
    sentences = []
    for param in params:
        if not param.files:
            continue
        value = values[param.name]
        for text in value if param.kind == "choices" else [value]:
            if is_file(text):
                data = read(text)
                sentences.append(
                    f"{data.name}: {len(data)} rows, {data.features} features, standardised by "
                    f"the training part, and {data.classes} classes; {param.files} in each seed's "
                    "own split."
                )
    return " ".join(sentences)
