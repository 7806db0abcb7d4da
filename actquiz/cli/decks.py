"""``actquiz decks``: what there is to study."""

from __future__ import annotations

import click

from actquiz.cli import output
from actquiz.cli.indexing import open_index


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the decks as JSON.")
def command(as_json: bool) -> None:
    """List the decks in learning order.

    Decks come with the program, from your own folder, and from those in ACTQUIZ_DECKS.
    """
    from dataclasses import asdict

    from actquiz.text.safe import cells, clean, cut

    with open_index() as index:
        decks = index.decks()
    if as_json:
        output.as_json([asdict(deck) for deck in decks])
        return
    if not decks:
        output.text("There are no decks. docs/decks.md says how to write one.")
        return
    widest = max(cells(deck.id) for deck in decks)
    for deck in decks:
        count = f"{deck.count:>5}"
        name = deck.id + " " * (widest - cells(deck.id))
        line = f"{name}  {count}  {clean(deck.title)}"
        output.text(cut(line, output.width()) if output.is_terminal() else line)
    total = sum(deck.count for deck in decks)
    output.text(f"{len(decks)} {'deck' if len(decks) == 1 else 'decks'}, {total} cards")
