"""One table of all functions, to print: formula, slope, range, extrema."""

from __future__ import annotations

from collections.abc import Sequence

from actquiz.bank.cards import DeckFile, Formula
from actquiz.errors import ActquizError
from actquiz.exchange.dialect import encode
from actquiz.exchange.sides import extremum

_HEADER = ("function", "formula", "slope", "range", "smallest value", "largest slope")


def cheatsheet(decks: Sequence[DeckFile]) -> str:
    """Markdown with a table of the formula cards in ``decks``; ActquizError if there are none."""
    formulas = [card for deck in decks for card in deck.cards if isinstance(card, Formula)]
    if not formulas:
        raise ActquizError("no formula card is left to export", fix="name the deck 'formulas'")
    rows = [_HEADER, tuple("---" for _ in _HEADER), *(_row(card) for card in formulas)]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"# Activation functions\n\n{encode(table)}\n"


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
