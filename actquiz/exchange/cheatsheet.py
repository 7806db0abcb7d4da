"""One table of all functions, to print: formula, slope, range, extrema."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from actquiz.bank.cards import DeckFile, Formula
from actquiz.errors import ActquizError
from actquiz.exchange.card_markdown import extremum
from actquiz.exchange.figures import CardPicture
from actquiz.exchange.github_markdown import encode
from actquiz.exchange.markdown_layout import image_line

_HEADER = ("function", "formula", "slope", "range", "smallest value", "largest slope")


def cheatsheet(decks: Sequence[DeckFile], pictures: Mapping[str, CardPicture] | None = None) -> str:
    """Markdown with a table of the formula cards in ``decks``; ActquizError if there are none.

    ``pictures``, by card id, are shown in the last column.
    """
    formulas = [card for deck in decks for card in deck.cards if isinstance(card, Formula)]
    if not formulas:
        raise ActquizError("no formula card is left to export", fix="name the deck 'formulas'")
    header = (*_HEADER, "curve and slope") if pictures else _HEADER
    rows = [header, tuple("---" for _ in header), *(_row(card) for card in formulas)]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    encoded = encode("\n".join(lines)).split("\n")
    if pictures:
        images = [image_line(card.id, pictures[card.id].alt) for card in formulas]
        drawn = [f"{row} {image} |" for row, image in zip(encoded[2:], images, strict=True)]
        encoded = [*encoded[:2], *drawn]
    table = "\n".join(encoded)
    return f"# Activation functions\n\n{table}\n"


def _row(card: Formula) -> tuple[str, ...]:
    return (
        " ".join(card.name.split()).replace("|", "\\|"),
        _maths(card.latex),
        _maths(card.slope_latex),
        card.range.replace("|", "\\|"),
        extremum(card.minimum),
        extremum(card.slope_max),
    )


def _maths(latex: str) -> str:
    return f"${' '.join(latex.split())}$" if latex else ""
