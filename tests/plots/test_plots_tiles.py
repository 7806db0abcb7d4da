"""Small grids of counts: every tile has a sign of its own, at any width."""

from __future__ import annotations

from pathlib import Path

import pytest

from actquiz.plots import image, tiles
from actquiz.plots.figure import Figure, Panel, Tiles
from actquiz.plots.table import as_table
from actquiz.plots.terminal import draw, natural_height

WEEKS = Tiles("week", ("Mon", "Tue"), ("2 Mar", "9 Mar", "16 Mar"), ((0, 1, 8), (4, 6, None)))
FIGURE = Figure([Panel([WEEKS])])


def drawn(width: int, figure: Figure = FIGURE) -> list[str]:
    """The rows, without colour."""
    return draw(figure, width, natural_height(figure, width), colour=False).split("\n")


def test_a_tile_is_a_sign_the_darker_the_more() -> None:
    """0 has a sign too; a hole has none."""
    rows = drawn(40)
    assert rows[1] == "Mon · ░░██"
    assert rows[2] == "Tue ▒▒▓▓"
    assert rows[3].split("   ") == ["· 0", "░ 1–2", "▒ 3–4", "▓ 5–6", "█ 7–8"]


def test_narrow_tiles_lose_their_gap_then_their_first_columns() -> None:
    """What is left out is said."""
    assert drawn(9)[1] == "Mon ·░█"
    rows = drawn(6)
    assert rows[1] == "Mon ░█"
    assert any(row.startswith("… 1") for row in rows)


def test_shades_without_a_whole_number_are_not_in_the_legend() -> None:
    """Of one review at most there is one shade."""
    assert tiles.shades(1) == [(0, "0"), (4, "1")]
    assert tiles.level(1, 1) == 4
    assert tiles.shades(0) == [(0, "0")]


@pytest.mark.parametrize("most", [1, 2, 3, 4, 7, 60, 1000])
def test_the_legend_says_what_the_tiles_show(most: int) -> None:
    """Each whole number has the shade whose span it falls into."""
    spans = {}
    for shade, name in tiles.shades(most)[1:]:
        low, _, high = name.partition("–")
        for value in range(int(low), int(high or low) + 1):
            spans[value] = shade
    assert spans == {value: tiles.level(value, most) for value in range(1, most + 1)}


def test_the_table_has_a_row_a_column() -> None:
    """A hole is empty there as well."""
    assert as_table(FIGURE).split("\n")[-1].split() == ["16", "Mar", "8"]


@pytest.mark.parametrize("name", ["tiles.png", "tiles.svg"])
def test_tiles_are_saved_with_their_names(tmp_path: Path, name: str) -> None:
    """The picture names rows, columns and shades."""
    image.save(FIGURE, tmp_path / name, {})
    if name.endswith("svg"):
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert all(word in text for word in ("Mon", "16 Mar", "7–8"))
