"""People's own data: a CSV file where an experiment takes data."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from actquiz.demos import own_data, registry, runner
from actquiz.engine.data import dataset_of, read_csv
from actquiz.errors import ActquizError


def _plane(path: Path, rows: int = 60) -> Path:
    """Two features and two classes, the class in the first column."""
    random = np.random.default_rng(0)
    lines = ["kind,height,width"]
    for a, b in random.standard_normal((rows, 2)):
        lines.append(f"{'big' if a + b > 0 else 'small'},{a:.4f},{b:.4f}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["boundary", "compare", "real-data"])
def test_experiments_train_on_a_file(name: str, tmp_path: Path) -> None:
    """data=FILE and target=NAME train, and the summary says how rows were used."""
    file = _plane(tmp_path / "plane.csv")
    given = {"data": str(file), "target": "kind", "activations": "relu; tanh", "epochs": "10"}
    result = runner.outcome(registry.get(name), given, 2)
    assert result.figures
    assert "plane.csv: 60 rows, 2 features, standardised by the training part" in result.summary
    assert "in each seed's own split" in result.summary


def test_what_a_file_says_is_learned(tmp_path: Path) -> None:
    """A line between two classes is found: nearly all held-out points are right."""
    file = _plane(tmp_path / "plane.csv", 200)
    given = {"data": f"{file}#kind", "activations": "relu", "epochs": 60}
    figures = runner.outcome(registry.get("compare"), given, 2).figures
    assert figures["relu.validation_accuracy"] > 0.9


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("a,b,y\n" + "1,2,0\n" * 9 + "1,x,1\n" + "1,2,1\n" * 9, 11, "'x' is no number in b"),
        ("a,b,y\n" + "1,2,0\n" * 9 + "1,,1\n" + "1,2,1\n" * 9, 11, "a value is missing in b"),
        ("a,b,y\n" + "1,2,0\n" * 9 + "1,2\n" + "1,2,1\n" * 9, 11, "2 values where"),
        ("a,b,y\n1,2,0\n", 0, "1 rows of data"),
        ("", 0, "the file is empty"),
        ("a\n" + "1\n" * 20, 1, "1 columns"),
        ("a,y\n" + "".join(f"{n},{n * 0.5}\n" for n in range(20)), 0, "a quantity"),
        ("a,y\n" + "".join(f"{n},l{n}\n" for n in range(30)), 0, "30 different labels"),
    ],
)
def test_what_does_not_fit_is_located(tmp_path: Path, text: str, line: int, what: str) -> None:
    """The file and the line of the first thing that does not fit."""
    file = tmp_path / "data.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ActquizError) as caught:
        own_data.checked(str(file))
    assert what in caught.value.what
    assert caught.value.where is not None
    assert (caught.value.where.path.name, caught.value.where.line) == ("data.csv", line)


def test_what_an_experiment_cannot_use_is_said(tmp_path: Path) -> None:
    """Unknown columns, files that are not there, a target without a file, too many features."""
    file = _plane(tmp_path / "plane.csv")
    compare, boundary = registry.get("compare"), registry.get("boundary")
    for demo, given, what in (
        (compare, {"data": f"{file}#kid"}, "no column 'kid'"),
        (compare, {"data": str(tmp_path / "none.csv")}, "cannot be read"),
        (compare, {"target": "kind"}, "data is no file"),
    ):
        with pytest.raises(ActquizError, match=what):
            runner.parameters(demo, given)
    wide = tmp_path / "wide.csv"
    wide.write_text("1,2,3,0\n3,2,1,1\n" * 10, encoding="utf-8")
    with pytest.raises(ActquizError, match="3 features and 2 classes: a map needs two"):
        runner.outcome(boundary, {"data": str(wide)}, 1)


def test_files_are_read_as_they_come(tmp_path: Path) -> None:
    """Without names, with semicolons, with a byte-order mark: the last column is the class."""
    file = tmp_path / "data.csv"
    file.write_text("\ufeff" + "1;2;yes\n3;4;no\n" * 6, encoding="utf-8")
    data = read_csv(file)
    assert (data.features, len(data), data.class_names) == (2, 12, ("no", "yes"))
    assert dataset_of([[0.5], [1.5]], [0.25, 0.75]).classes == 0
