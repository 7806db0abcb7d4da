"""``actquiz plot``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from actquiz.cli.main import run


def test_curves_are_drawn(capsys: pytest.CaptureFixture[str]) -> None:
    """Named functions are drawn on one pair of axes, their slopes on a second."""
    assert run(["plot", "gelu", "silu", "relu", "--slope"]) == 0
    told = capsys.readouterr().out
    assert "slope f′(x)" in told
    assert all(name in told for name in ("● gelu", "▲ silu", "■ relu"))


def test_json_has_values_and_slopes(capsys: pytest.CaptureFixture[str]) -> None:
    """JSON gives x, y and slope of each curve, drawn with its own parameters."""
    assert run(["plot", "leaky_relu:alpha=0.2", "--slope", "--range", "-1:1", "--json"]) == 0
    curve = json.loads(capsys.readouterr().out)["leaky_relu:alpha=0.2"]
    assert curve["x"][0] == -1
    assert curve["y"][0] == pytest.approx(-0.2)
    assert curve["slope"][0] == pytest.approx(0.2)


def test_plain_is_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    """Plain output is a table of values."""
    assert run(["plot", "relu", "--plain"]) == 0
    rows = [line.split() for line in capsys.readouterr().out.split("\n")]
    assert ["5", "5"] in rows


def test_the_picture_is_saved(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """``--save`` writes the file and says so on stderr."""
    path = tmp_path / "curves.svg"
    assert run(["plot", "tanh", "--save", str(path)]) == 0
    assert path.exists()
    assert "saved" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["gelo"], "did you mean 'gelu"),
        (["relu:alpha=1"], "has no parameter"),
        (["elu:alpha"], "write it like leaky_relu:alpha=0.2"),
        (["elu:alpha=x"], "write it like leaky_relu:alpha=0.2"),
        (["relu", "--range", "5"], "write it as LOW:HIGH"),
        (["relu", "--range", "5:-5"], "write it as LOW:HIGH"),
        (["relu", "--range", "0:inf"], "write it as LOW:HIGH"),
        (["relu", "--save", "curve.jpg"], "end the name in .png or .svg"),
    ],
)
def test_mistakes_are_answered(
    arguments: list[str], complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Bad input ends with code 2 and says what to do instead."""
    assert run(["plot", *arguments]) == 2
    assert complaint in capsys.readouterr().err
