"""``actquiz function``: one page about a function, named or typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from actquiz.cli import output
from actquiz.cli.indexing import open_index

if TYPE_CHECKING:
    from actquiz.demos.function_report import FunctionReport

_MOST_CARDS = 5
_LOOKED_AT = 200


@click.command()
@click.argument("function")
@click.option("--set", "settings", multiple=True, metavar="LETTER=NUMBER", help="Set a letter.")
@click.option("--json", "as_json", is_flag=True, help="Print the facts as JSON.")
@click.option("--plain", is_flag=True, help="Numbers instead of a picture.")
def command(function: str, settings: Sequence[str], as_json: bool, plain: bool) -> None:
    """Say all that is known of FUNCTION: gelu, swish:beta=2, 'x*sigmoid(1.5x)' …

    Its curve and slope, range, extrema, limits, Gaussian moments, the weights that suit it, what
    float16 breaks, its relatives, and the cards about it.
    """
    from actquiz.cli import picture
    from actquiz.cli.plot import chosen
    from actquiz.demos.function_report import report
    from actquiz.demos.gallery import together

    (one,) = chosen([function], settings)
    found = report(one.activation)
    cards = _cards(found)
    if as_json:
        output.as_json({**found.numbers, "cards": [id for id, _ in cards]})
        return
    for line in _head(found):
        output.text(line)
    picture.show(together([one], -5, 5, slope=True), plain=plain)
    for line in _lines(found, cards):
        output.text(line)


def _head(found: FunctionReport) -> list[str]:
    from actquiz.demos.function_report import formulas

    activation = found.activation
    title = activation.title if activation.title != activation.name else ""
    first = f"{activation.name}{'  ' if title else ''}{title}"
    return [first, "", *formulas(found, output.width()), ""]


def _lines(found: FunctionReport, cards: list[tuple[str, str]]) -> list[str]:
    from actquiz.demos.function_report import lines
    from actquiz.text.layout import plain

    told = lines(found, output.width())
    if cards:
        told += ["", "Cards about it", *(f"  {id}  {plain(title)}" for id, title in cards)]
    return told


def _cards(found: FunctionReport) -> list[tuple[str, str]]:
    """The first cards tagged with its name, or with that of the function it equals."""
    from actquiz.bank.search import Query

    same = [name for name, distance in found.relatives if distance < 1e-9]
    bare = found.activation.name.partition(":")[0]
    with open_index(quiet=True) as index:
        for name in (bare, *same):
            tags = tuple({name, name.replace("_", "-")})
            cards = index.search(Query("", tags=tags), limit=_LOOKED_AT)
            # Its formula cards come first.
            cards = sorted(cards, key=lambda card: not card.id.startswith(f"{name}."))
            if cards:
                return [(card.id, card.title) for card in cards[:_MOST_CARDS]]
    return []
