"""Figures as PNG and SVG."""

from __future__ import annotations

import json
from pathlib import Path

import figures
import pytest

from actquiz.errors import ActquizError
from actquiz.plots import image

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
