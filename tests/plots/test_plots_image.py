"""Figures as PNG and SVG."""

from __future__ import annotations

import json
import re
from pathlib import Path

import figures
import pytest

from actquiz.errors import ActquizError
from actquiz.plots import image
from actquiz.plots.figure import Figure, HeatMap, Line, Panel

PARAMS = {"depth": 20, "seed": 7}


@pytest.mark.parametrize("name", figures.ALL)
def test_every_figure_can_be_saved(name: str, tmp_path: Path) -> None:
    """All that can be drawn in a terminal can be saved, and nothing else is left in the folder."""
    image.save(figures.ALL[name](), tmp_path / "figure.svg", PARAMS)
    assert [path.name for path in tmp_path.iterdir()] == ["figure.svg"]


def test_a_png_carries_its_parameters(tmp_path: Path) -> None:
    """The parameters and the seed are in the file's metadata."""
    from PIL import Image

    path = tmp_path / "figure.png"
    image.save(figures.gradients(), path, PARAMS)
    with Image.open(path) as picture:
        assert picture.format == "PNG"
        assert json.loads(picture.info["Description"]) == PARAMS


def test_the_same_figure_gives_the_same_svg(tmp_path: Path) -> None:
    """An SVG holds its parameters and no date, so saving twice gives the same bytes."""
    first, second = tmp_path / "a.svg", tmp_path / "b.svg"
    for path in (first, second):
        image.save(figures.bars(), path, PARAMS)
    assert first.read_bytes() == second.read_bytes()
    assert "&quot;seed&quot;: 7" in first.read_text() or '"seed": 7' in first.read_text()


def test_an_old_picture_is_replaced(tmp_path: Path) -> None:
    """Saving over a file replaces it."""
    path = tmp_path / "figure.svg"
    path.write_text("old")
    image.save(figures.curves(), path, {})
    assert "<svg" in path.read_text()


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("figure.gif", "cannot save a picture as 'figure.gif'"),
        ("figure", "end the name in .png or .svg"),
        ("missing/figure.png", "there is no folder"),
        ("folder.png", "is a folder"),
    ],
)
def test_bad_paths_are_refused(name: str, complaint: str, tmp_path: Path) -> None:
    """A path that cannot become a picture is refused with what to do instead."""
    (tmp_path / "folder.png").mkdir()
    with pytest.raises(ActquizError, match=complaint):
        image.check(tmp_path / name)


def _words(figure: Figure, tmp_path: Path, told: str = "") -> str:
    path = tmp_path / "figure.svg"
    image.save(figure, path, {}, told)
    return path.read_text(encoding="utf-8")


def test_title_and_parameters_stand_in_the_picture(tmp_path: Path) -> None:
    """Whoever has only the file can read what it is and how it came about."""
    figure = Figure([Panel([Line("f", [0, 1], [0, 1])])], title="A title")
    text = _words(figure, tmp_path, "With depth=20; 8 seeds from seed 0.")
    assert "A title" in text
    assert "With depth=20; 8 seeds from seed 0." in text


def _legends(text: str) -> int:
    return text.count('id="legend_')


def test_few_curves_are_named_at_their_ends(tmp_path: Path) -> None:
    """Up to six curves that end apart have their names there; more have a legend below."""
    few = [Line(f"f{n}", [0, 1], [0, n]) for n in range(6)]
    assert _legends(_words(Figure([Panel(few)]), tmp_path)) == 0
    assert _legends(_words(Figure([Panel([*few, Line("f6", [0, 1], [0, 6])])]), tmp_path)) == 1


def test_curves_that_end_in_one_place_get_a_legend(tmp_path: Path) -> None:
    """Names in one heap would tell none of them apart."""
    curves = [Line(f"f{n}", [0, 1], [n, 1]) for n in range(4)]
    assert _legends(_words(Figure([Panel(curves)]), tmp_path)) == 1


def test_maps_of_one_kind_share_a_scale_and_show_their_boundary(tmp_path: Path) -> None:
    """One colour bar, named once, and a contour in each map where the value is crossed."""
    heat = HeatMap("chance", [[0.0, 1.0], [0.2, 0.9]], (0, 1), (0, 1), (0.0, 1.0), contour=0.5)
    text = _words(Figure([Panel([heat]), Panel([heat])], columns=2), tmp_path)
    assert len(re.findall(">chance<", text)) == 1
    assert text.count('id="QuadContourSet_') == 2
