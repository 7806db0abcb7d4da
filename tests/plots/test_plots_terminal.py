"""Figures as terminal text."""

from __future__ import annotations

import os
import re
import threading
from pathlib import Path

import figures
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actquiz.plots.figure import (
    Axis,
    Bars,
    Figure,
    HeatMap,
    Histogram,
    Line,
    Panel,
    Points,
)
from actquiz.plots.terminal import draw, natural_height

GOLDEN = Path(__file__).parent / "golden"
ESCAPE = re.compile(r"\033\[[0-9;]*m")
ANY = st.one_of(
    st.floats(allow_nan=True, allow_infinity=True),
    st.sampled_from([0.0, 1.0, -1.0, float("nan"), float("inf"), 1e-320, 1e308, -1e308]),
)


@pytest.mark.parametrize("width", [40, 80, 160])
@pytest.mark.parametrize("name", figures.ALL)
def test_figures_look_as_they_did(name: str, width: int) -> None:
    """A whole figure at three widths is the text that was looked at and kept."""
    figure = figures.ALL[name]()
    drawn = draw(figure, width, natural_height(figure, width), colour=False) + "\n"
    kept = GOLDEN / f"{name}-{width}.txt"
    if os.environ.get("ACTQUIZ_WRITE_GOLDEN"):
        kept.write_text(drawn, encoding="utf-8")
    assert drawn == kept.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", figures.ALL)
@pytest.mark.parametrize("size", [(1, 1), (8, 3), (20, 5), (40, 12), (80, 24), (160, 50)])
@pytest.mark.parametrize("colour", [True, False])
def test_a_figure_stays_in_its_space(name: str, size: tuple[int, int], colour: bool) -> None:
    """No line is wider and no picture taller than it was given, however small that is."""
    width, height = size
    lines = ESCAPE.sub("", draw(figures.ALL[name](), width, height, colour=colour)).split("\n")
    assert len(lines) <= height
    assert max(map(len, lines)) <= width


@pytest.mark.parametrize("name", figures.ALL)
def test_without_colour_there_is_no_escape_sequence(name: str) -> None:
    """A picture for a pipe is plain text."""
    assert "\033" not in draw(figures.ALL[name](), 80, 30, colour=False)


@pytest.mark.parametrize("depth", ["", "truecolor"])
def test_colour_changes_nothing_but_colour(depth: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Taking the colours out of a coloured picture of curves gives the plain picture."""
    monkeypatch.setenv("COLORTERM", depth)
    coloured = draw(figures.curves(), 80, 24, colour=True)
    assert ("38;2;" in coloured) is bool(depth)
    assert ESCAPE.sub("", coloured) == draw(figures.curves(), 80, 24, colour=False)


@given(
    st.lists(st.tuples(ANY, ANY), max_size=12),
    st.sampled_from(["linear", "log"]),
    st.sampled_from(["linear", "log"]),
    st.sampled_from(["solid", "dashed", "points"]),
)
@settings(max_examples=80, deadline=None)
def test_any_numbers_can_be_drawn(spots: list, across: str, up: str, style: str) -> None:
    """NaN, infinities, huge and no numbers are left out; drawing never fails and never spills."""
    x, y = [p for p, _ in spots], [q for _, q in spots]
    marks = [
        Line("line", x, y, y, x, style=style),
        Line("theory", x, y, theory=True),
        Points("points", y, x),
    ]
    panel = Panel(marks, x=Axis("x", across), y=Axis("y", up))
    lines = draw(Figure([panel]), 50, 16, colour=False).split("\n")
    assert max(map(len, lines)) <= 50
    assert len(lines) <= 16


@given(st.lists(ANY, min_size=1, max_size=6), st.sampled_from(["linear", "log"]))
@settings(max_examples=60, deadline=None)
def test_any_bars_maps_and_histograms_can_be_drawn(values: list[float], scale: str) -> None:
    """Bars, maps and histograms of any numbers stay in their space as well."""
    labels = [f"label number {n}" for n in range(len(values))]
    edges = [float(n) for n in range(len(values) + 1)]
    panels = [
        Panel([Bars("b", labels, values, values, values)], y=Axis("v", scale)),
        Panel([HeatMap("h", [values, values], (0, 1), (0, 1))]),
        Panel([Histogram("c", edges, values)], y=Axis("v", scale)),
    ]
    for panel in panels:
        lines = draw(Figure([panel]), 44, 14, colour=False).split("\n")
        assert max(map(len, lines)) <= 44


def test_legends_stand_below_the_axes() -> None:
    """No name of a curve stands in a row that belongs to the axes."""
    rows = draw(figures.curves(), 60, 20, colour=False).split("\n")
    axis = next(n for n, row in enumerate(rows) if "└" in row)
    assert all("tanh" not in row for row in rows[:axis])
    assert any("● tanh" in row for row in rows[axis:])


def test_markers_tell_curves_apart_without_colour() -> None:
    """Each curve's own marker stands in the picture and in the legend."""
    text = draw(figures.curves(), 80, 24, colour=False)
    picture, legend = text.split("└")
    for marker in "●▲■":
        assert marker in picture
        assert marker in legend


def test_curves_that_coincide_are_named() -> None:
    """Two equal curves are said to coincide; different ones are not."""
    text = draw(figures.curves(), 80, 40, colour=False)
    assert "tanh and tanh again coincide" in text
    assert "relu coincide" not in text


def test_log_axes_are_labelled_with_powers() -> None:
    """Ticks of a log axis are powers of ten with raised exponents."""
    text = draw(figures.gradients(), 80, 24, colour=False)
    assert "10⁻¹⁰┤" in text or "10⁻³┤" in text
    assert "1┤" in text


def test_hidden_panels_are_counted() -> None:
    """Where not all panels fit, the last line says how many are missing."""
    panel = Panel([Line("f", [0, 1], [0, 1])], title="f")
    text = draw(Figure([panel] * 8, columns=2), 30, 12, colour=False)
    assert re.search(r"… \d more", text.split("\n")[-1])


def test_long_names_are_shortened() -> None:
    """A name wider than the picture ends in an ellipsis instead of running over."""
    panel = Panel([Line("n" * 90, [0, 1], [0, 1]), Line("b", [0, 1], [1, 0])])
    text = draw(Figure([panel]), 40, 14, colour=False)
    assert "…" in text
    assert max(map(len, text.split("\n"))) <= 40


def test_threads_do_not_mix_their_pictures() -> None:
    """Figures drawn at the same time in several threads are the ones drawn alone."""
    alone = {name: draw(make(), 70, 22, colour=False) for name, make in figures.ALL.items()}
    wrong: list[str] = []

    def again(name: str) -> None:
        if draw(figures.ALL[name](), 70, 22, colour=False) != alone[name]:
            wrong.append(name)

    threads = [threading.Thread(target=again, args=(name,)) for name in list(alone) * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_figure_without_panels_is_empty() -> None:
    """Nothing to draw is no error."""
    assert draw(Figure([]), 40, 10, colour=False).strip() == ""


def test_twelve_curves_have_twelve_markers() -> None:
    """More curves than colours still differ without colour."""
    lines = [Line(f"f{n}", [0.0, 1.0, 2.0], [n, n + 1.0, n]) for n in range(12)]
    legend = draw(Figure([Panel(lines)]), 80, 24, colour=False)
    markers = [re.search(rf"(\S) f{n}\b", legend) for n in range(12)]
    assert len({found[1] for found in markers if found}) == 12


def test_bars_on_a_log_scale_say_where_they_begin() -> None:
    """A bar's length means nothing without the power of ten it starts from."""
    bars = Bars("norm", ["relu", "tanh"], [0.0013, 0.04])
    text = draw(Figure([Panel([bars], y=Axis("norm", "log"))]), 60, 12, colour=False)
    assert "log scale from 10⁻³" in text


def test_dots_have_a_scale_fitted_to_them() -> None:
    """Where bars from zero would look alike, dots stand apart with their intervals."""
    bars = Bars("right", ["a", "b"], [0.95, 0.99], [0.94, 0.98], [0.96, 1.0], dots=True)
    rows = draw(Figure([Panel([bars])]), 60, 6, colour=False).split("\n")
    places = [row.index("●") for row in rows if row.startswith(("a ", "b "))]
    assert places[1] - places[0] > 10
    assert "█" not in "".join(rows)
    assert "0.938 to 1" in "".join(rows)
