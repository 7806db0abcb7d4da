"""``actquiz edit``: a card's source, in the learner's editor."""

from __future__ import annotations

import click

from actquiz.cli import diagnostics
from actquiz.cli.indexing import open_index


@click.command()
@click.argument("card")
def command(card: str) -> None:
    """Open the file of CARD (a card's or formula's id) at its line, in $VISUAL or $EDITOR."""
    import os

    from actquiz.bank.editing import edit

    with open_index(quiet=True) as index:
        place = index.place(card)
        if place is None:
            index.entry(card)
    assert place is not None
    if not os.access(place.path, os.W_OK):
        diagnostics.note(f"{place.path} may not be changed here; copy the card to a deck of yours")
    edit(place)
