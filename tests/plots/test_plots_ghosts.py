"""An earlier picture under a later one."""

from __future__ import annotations

from actquiz.plots.figure import Axis, Bars, Figure, HeatMap, Line, Panel
from actquiz.plots.ghosts import with_ghosts
from actquiz.plots.terminal import draw


def _line(height: float, label: str = "f(x)") -> Figure:
    line = Line("relu", [0.0, 1.0, 2.0], [0.0, height, height])
    return Figure([Panel([line], x=Axis("x"), y=Axis(label))])


def test_a_ghost_is_dotted_under_the_curve_and_named_once() -> None:
    """Both are inside the axes; the legend says which is which."""
    text = draw(with_ghosts(_line(1.0), _line(9.0), "last run"), 60, 14, colour=False)
    assert text.count("last run") == 1
    assert "● relu" in text
    assert "5┤" in text


def test_other_axes_have_no_ghost() -> None:
    """What says something else is no earlier state of it."""
    figure = _line(1.0)
    assert with_ghosts(figure, _line(2.0, "g(x)"), "last run").panels == list(figure.panels)
    assert with_ghosts(figure, Figure([]), "last run").panels == list(figure.panels)


def test_bars_are_marked_where_they_ended() -> None:
    """By their label, wherever it stands now."""
    now = Figure([Panel([Bars("share", ["a", "b", "c"], [1.0, 2.0, 3.0])])])
    before = Figure([Panel([Bars("share", ["b", "a"], [4.0, 1.0])])])
    rows = draw(with_ghosts(now, before, "last run"), 60, 12, colour=False).splitlines()
    assert [("◆" in row) for row in rows[:3]] == [True, True, False]
    assert any("◆ last run" in row for row in rows)


def test_maps_are_left_alone() -> None:
    """There is no drawing one under another."""
    drawn = Figure([Panel([HeatMap("m", [[0.0, 1.0], [1.0, 0.0]], (0, 1), (0, 1))])])
    assert draw(with_ghosts(drawn, drawn, "last run"), 40, 12, colour=False) == draw(
        drawn, 40, 12, colour=False
    )
