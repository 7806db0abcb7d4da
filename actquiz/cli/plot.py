"""``actquiz plot``: the curves of any activation functions."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from actquiz.cli import diagnostics, output
from actquiz.errors import ActquizError

if TYPE_CHECKING:
    from actquiz.demos.gallery import Chosen
    from actquiz.plots.figure import Figure


@click.command()
@click.argument("functions", nargs=-1, required=True, metavar="FUNCTION…")
@click.option("--slope", is_flag=True, help="Draw the slopes as well.")
@click.option("--set", "settings", multiple=True, metavar="LETTER=NUMBER", help="Set a letter.")
@click.option("--range", "span", default="-5:5", show_default=True, help="Where x goes, LOW:HIGH.")
@click.option("--save", type=click.Path(path_type=Path), help="Save the figure: .png or .svg.")
@click.option("--json", "as_json", is_flag=True, help="Print the curves as JSON.")
@click.option("--plain", is_flag=True, help="Numbers instead of a picture.")
def command(
    functions: Sequence[str],
    slope: bool,
    settings: Sequence[str],
    span: str,
    save: Path | None,
    as_json: bool,
    plain: bool,
) -> int:
    """Draw FUNCTIONs by name or formula: gelu, leaky_relu:alpha=0.2, 'x*sigmoid(1.5x)' …"""
    from actquiz.cli import picture
    from actquiz.demos.gallery import together
    from actquiz.plots import image

    if save is not None:
        image.check(save)
    low, high = _span(span)
    curves = chosen(functions, settings)
    figure = together(curves, low, high, slope=slope)
    if as_json:
        output.as_json(_curves(figure))
    else:
        picture.show(figure, plain=plain)
    if save is not None:
        image.save(figure, save, {"functions": [one.label for one in curves], "range": span})
        diagnostics.note(f"saved {save}")
    return 0


_FARTHEST = 1e100
"""Beyond it a function like x² overflows, and no axis can be drawn."""


def _span(text: str) -> tuple[float, float]:
    low, _, high = text.partition(":")
    try:
        ends = float(low), float(high)
    except ValueError:
        ends = math.nan, math.nan
    if not (math.isfinite(ends[0]) and math.isfinite(ends[1]) and ends[0] < ends[1]):
        raise ActquizError(f"--range {text} is no range", fix="write it as LOW:HIGH, such as -5:5")
    if max(map(abs, ends)) > _FARTHEST:
        raise ActquizError(
            f"--range {text} reaches too far", fix=f"choose ends within ±{_FARTHEST:g}"
        )
    return ends


def _letters(settings: Sequence[str]) -> dict[str, float]:
    """The letters that --set gives values."""
    from actquiz.demos import functions

    letters: dict[str, float] = {}
    for text in settings:
        name, _, value = text.partition("=")
        try:
            letters[functions.spelled(name.strip())] = float(value)
        except ValueError:
            raise ActquizError(f"--set {text} sets no letter", fix="write it like a=0.5") from None
    return letters


def chosen(functions: Sequence[str], settings: Sequence[str]) -> list[Chosen]:
    """The functions, by name or formula, with the letters that --set gives values.

    Says where one is no number; raises ActquizError for what is no function or no letter.
    """
    from actquiz.demos import kept_functions
    from actquiz.demos.functions import with_letters
    from actquiz.demos.gallery import Chosen
    from actquiz.engine import activations

    for problem in kept_functions.load():
        diagnostics.note(str(problem))
    letters = _letters(settings)
    used: set[str] = set()
    texts = [with_letters(text, letters, used) if letters else text for text in functions]
    for name in letters.keys() - used:
        raise ActquizError(f"no function has a letter '{name}'", fix="leave its --set out")
    found = [Chosen(activations.get(text)) for text in dict.fromkeys(texts)]
    for one in found:
        for breaking in activations.breakings(one.activation):
            diagnostics.note(f"{one.label}: {breaking}")
    return found


def _curves(figure: Figure) -> dict[str, dict[str, list[float]]]:
    from actquiz.plots.figure import Line

    value, *slope = figure.panels
    told: dict[str, dict[str, list[float]]] = {}
    for mark in value.marks:
        if isinstance(mark, Line):
            told[mark.name] = {"x": list(mark.x), "y": list(mark.y)}
    for mark in slope[0].marks if slope else ():
        if isinstance(mark, Line):
            told[mark.name]["slope"] = list(mark.y)
    return told
