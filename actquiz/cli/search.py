"""``actquiz search``: find cards by their words."""

from __future__ import annotations

import click

from actquiz.cli import diagnostics, output
from actquiz.cli.indexing import open_index


@click.command()
@click.argument("text", nargs=-1)
@click.option("--deck", "decks", multiple=True, metavar="DECK", help="Only cards of this deck.")
@click.option("--tag", "tags", multiple=True, metavar="T", help="Only cards with this tag.")
@click.option("--level", "levels", multiple=True, metavar="LEVEL", help="screen, core or deep.")
@click.option("--kind", "kinds", multiple=True, metavar="KIND", help="flashcard, choice, cloze, …")
@click.option(
    "--limit",
    type=click.IntRange(1, 10_000),
    default=50,
    show_default=True,
    metavar="N",
    help="At most N cards.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the cards as JSON.")
def command(
    text: tuple[str, ...],
    decks: tuple[str, ...],
    tags: tuple[str, ...],
    levels: tuple[str, ...],
    kinds: tuple[str, ...],
    limit: int,
    as_json: bool,
) -> None:
    """Find cards that have all words of TEXT; the last word may be unfinished.

    Without TEXT it lists all cards. An option that is given twice means either.
    """
    from dataclasses import asdict

    from actquiz.bank.search import Query
    from actquiz.text.layout import plain
    from actquiz.text.safe import cut

    with open_index() as index:
        query = Query(" ".join(text), decks, tags, levels, kinds)
        found = index.search(query, limit=limit + 1)
    shown = found[:limit]
    if as_json:
        output.as_json([asdict(card) for card in shown])
        return
    for card in shown:
        line = f"{card.id}  {plain(card.title)}"
        output.text(cut(line, output.width()) if output.is_terminal() else line)
    if not shown:
        diagnostics.note("no card has all of these words")
    elif len(found) > limit:
        diagnostics.note(f"there are more than {limit}: add a word, or --limit")
