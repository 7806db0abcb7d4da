"""``actquiz study``: review what is due, in the app or as lines of text."""

from __future__ import annotations

import sys

import click

from actquiz.cli import diagnostics, output


@click.command(
    epilog="With --plain, ACTQUIZ_MATH=line keeps every formula on one line (for screen readers)."
)
@click.argument("decks", metavar="[DECK]...", nargs=-1)
@click.option("--tag", "tags", multiple=True, metavar="T", help="Only cards with this tag.")
@click.option("--new", type=click.IntRange(min=0), metavar="N", help="Meet N new cards now.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Stop after N reviews.")
@click.option("--plain", is_flag=True, help="Lines of text instead of the app.")
def command(
    decks: tuple[str, ...], tags: tuple[str, ...], new: int | None, limit: int | None, plain: bool
) -> None:
    """Review what is due, in all decks or in DECK…

    Each grade is on disk before the next card shows. Without a terminal it is always --plain.
    """
    if plain or not output.is_terminal() or not sys.stdin.isatty():
        _review_as_text(decks, tags, new, limit)
        return
    from actquiz.tui.app import run_app

    run_app(
        screen="review",
        decks=decks,
        tags=tags,
        new=new,
        limit=limit,
        progress=diagnostics.progress("reading decks"),
    )


def _review_as_text(
    decks: tuple[str, ...], tags: tuple[str, ...], new: int | None, limit: int | None
) -> None:
    from actquiz.cli import plain, plain_prompt
    from actquiz.cli.indexing import open_index
    from actquiz.memory.store import Store
    from actquiz.practice.review import ReviewSession

    plain_prompt.accept_any_text()
    with open_index() as index, Store.open() as store:
        session = ReviewSession(store, index, decks=decks, tags=tags, new=new, limit=limit)
        try:
            plain.run(session)
        except KeyboardInterrupt:
            output.text("\nStopped; every grade you gave is saved.")
            raise
        finally:
            session.close()
