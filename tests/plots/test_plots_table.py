"""Figures as text tables."""

from __future__ import annotations

import math

import figures
import pytest

from actquiz.plots.figure import Axis, Bars, Figure, HeatMap, Histogram, Line, Panel, Points
from actquiz.plots.table import aligned, as_table, fitted


def test_lines_are_columns_and_theory_is_named_after_its_curve() -> None:
    """Each curve is a column under its name; a theory curve says what it is the theory of."""
    header = as_table(figures.gradients()).split("\n")[1].split("  ")
    assert [name.strip() for name in header if name.strip()] == [
        "layer",
        "sigmoid",
        "sigmoid theory",
        "relu",
        "relu theory",
    ]


def test_long_curves_are_read_at_eleven_places() -> None:
    """A curve of many points is read at even steps, both ends included."""
    x = [n / 100 for n in range(1001)]
    table = as_table(Figure([Panel([Line("square", x, [v * v for v in x])], x=Axis("x"))]))
    rows = [line.split() for line in table.split("\n")]
    assert len(rows) == 12
    assert rows[1] == ["0", "0"]
    assert rows[-1] == ["10", "100"]


def test_bars_give_their_ends() -> None:
    """A bar with an error bar is a row with its value, low and high."""
    figure = Figure([Panel([Bars("accuracy", ["relu"], [0.9], [0.8], [0.95])])])
    assert as_table(figure).split("\n")[1].split() == ["relu", "0.9", "0.8", "0.95"]


@pytest.mark.parametrize("name", figures.ALL)
def test_every_figure_has_a_table(name: str) -> None:
    """All that can be drawn can be read, without an escape sequence or a drawing character."""
    text = as_table(figures.ALL[name]())
    assert len(text.split("\n")) > 3
    assert not set(text) & set("\033⠉⣀█▀┤")


def test_missing_numbers_are_dashes() -> None:
    """What is not a number leaves a dash in the table."""
    figure = Figure([Panel([Line("f", [0, 1, 2], [1.0, math.nan, 3.0])])])
    assert as_table(figure).split("\n")[2].split()[1] in {"-", "2"}
    empty = Figure([Panel([Line("f", [0.0], [math.nan])])])
    assert as_table(empty).split("\n")[-1].split() == ["0", "-"]


def test_empty_marks_have_tables() -> None:
    """Nothing to show is no error."""
    marks = [
        Line("l", [], []),
        Points("p", [], []),
        Histogram("h", [], []),
        HeatMap("m", [], (0, 1), (0, 1)),
    ]
    assert "empty" in as_table(Figure([Panel(marks)]))


def test_wide_tables_become_lists() -> None:
    """A table wider than the screen is one short list a row, each value with its name."""
    rows = [["function", "slope"], ["relu", "0 or 1"]]
    assert fitted(rows, 40) == aligned(rows)
    assert fitted(rows, 15) == aligned(rows, gap=1)
    assert fitted([["a function's name", "slope"], rows[1]], 15) == ["relu", "  slope: 0 or 1"]
    assert fitted(rows, 10) == ["relu", "  slope:", "    0 or 1"]


def test_curves_too_wide_for_one_table_get_several() -> None:
    """Six banded curves at 80 and 40 columns: each number is there once, under its name."""
    x = list(range(5))
    curves = [
        Line(f"curve {n}", x, [n + v / 8 for v in x], [n - 0.25] * 5, [n + 1.25] * 5)
        for n in range(6)
    ]
    theory = Line("theory", x, [0.5] * 5, theory=True)
    figure = Figure([Panel([curves[0], theory, *curves[1:]], x=Axis("how many steps were taken"))])
    wide = as_table(figure)
    assert len(wide.split("\n")) == 6
    for width in (80, 40):
        text = as_table(figure, width)
        assert max(map(len, text.split("\n"))) <= width
        assert text.startswith("x: how many steps were taken")
        for word in ("curve 0 theory", *(curve.name for curve in curves), "5.25 (4.75 to 6.25)"):
            assert text.count(word) == wide.count(word)
