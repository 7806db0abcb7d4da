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
@click.option("--range", "span", default="-5:5", show_default=True, help="Where x goes, LOW:HIGH.")
@click.option("--save", type=click.Path(path_type=Path), help="Save the figure: .png or .svg.")
@click.option("--json", "as_json", is_flag=True, help="Print the curves as JSON.")
@click.option("--plain", is_flag=True, help="Numbers instead of a picture.")
def command(
    functions: Sequence[str],
    slope: bool,
    span: str,
    save: Path | None,
    as_json: bool,
    plain: bool,
) -> int:
    """Draw FUNCTIONs by name: gelu, relu, leaky_relu:alpha=0.2 …"""
    from actquiz.cli import picture
    from actquiz.demos.gallery import together
    from actquiz.plots import image

    if save is not None:
        image.check(save)
    low, high = _span(span)
    chosen = [_chosen(text) for text in dict.fromkeys(functions)]
    figure = together(chosen, low, high, slope=slope)
    if as_json:
        output.as_json(_curves(figure))
    else:
        picture.show(figure, plain=plain)
    if save is not None:
        image.save(figure, save, {"functions": [one.label for one in chosen], "range": span})
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


def _chosen(text: str) -> Chosen:
    """A function from ``name`` or ``name:parameter=value,parameter=value``."""
    from actquiz.demos.gallery import Chosen
    from actquiz.engine import activations

    name, _, given = text.partition(":")
    activation = activations.get(name)
    parameters: dict[str, float] = {}
    for part in given.split(",") if given else ():
        key, separator, value = part.partition("=")
        try:
            parameters[key.strip()] = float(value)
        except ValueError:
            separator = ""
        if not separator:
            raise ActquizError(
                f"'{part}' in '{text}' sets no parameter",
                fix="write it like leaky_relu:alpha=0.2",
            )
    activation.settings(parameters)
    return Chosen(activation, parameters)


def _curves(figure: Figure) -> dict[str, object]:
    from actquiz.plots.figure import Line

    value, *slope = figure.panels
    told: dict[str, object] = {}
    for mark in value.marks:
        if isinstance(mark, Line):
            told[mark.name] = {"x": list(mark.x), "y": list(mark.y)}
    for mark in slope[0].marks if slope else ():
        if isinstance(mark, Line):
            told[mark.name] = {**told[mark.name], "slope": list(mark.y)}  # type: ignore[dict-item]
    return told
