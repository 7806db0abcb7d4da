"""``actquiz cram``: the least known first, again until right; the schedule is left alone."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from actquiz.cli import diagnostics, output

if TYPE_CHECKING:
    from actquiz.practice.cram import CramChoice


@click.command()
@click.argument("decks", metavar="[DECK]...", nargs=-1)
@click.option("--deck", "more_decks", multiple=True, metavar="D", help="The same as DECK.")
@click.option("--tag", "tags", multiple=True, metavar="T", help="Only cards with this tag.")
@click.option("--weakest", is_flag=True, help="Only cards you have met, the least known first.")
@click.option("--missed", is_flag=True, help="Only cards you forgot in the last seven days.")
@click.option("--flagged", is_flag=True, help="Only cards you flagged.")
@click.option("-n", "--number", type=click.IntRange(1, 1000), metavar="N",
              help="How many cards (20; with --minutes as many as there is time for).")  # fmt: skip
@click.option("--minutes", type=click.FloatRange(1, 240), metavar="M", help="Stop after M minutes.")
@click.option("--count", is_flag=True, help="Let the first answer to each card count as a review.")
@click.option("--plain", is_flag=True, help="Lines of text instead of the app.")
def command(
    decks: tuple[str, ...],
    more_decks: tuple[str, ...],
    tags: tuple[str, ...],
    weakest: bool,
    missed: bool,
    flagged: bool,
    number: int | None,
    minutes: float | None,
    count: bool,
    plain: bool,
) -> None:
    """Ask what you know least first, and again until it is right.

    It leaves the schedule alone unless --count is given. Choices narrow each other. Without a
    terminal, and with --count, it is always --plain.
    """
    from actquiz.practice.cram import CramChoice

    choice = CramChoice(
        decks=(*decks, *more_decks),
        tags=tags,
        weakest=weakest,
        missed=missed,
        flagged=flagged,
        number=number,
        minutes=minutes,
    )
    if not (plain or count) and output.is_terminal() and sys.stdin.isatty():
        from actquiz.tui.app import run_app

        run_app(
            screen="cram",
            options={"choice": choice, "begin": True},
            progress=diagnostics.progress("reading decks"),
        )
    else:
        _ask(choice, count=count)


def _ask(choice: CramChoice, *, count: bool) -> None:
    from actquiz.cli import plain_prompt, plain_quiz
    from actquiz.cli.indexing import open_index
    from actquiz.memory.settings import load_settings
    from actquiz.memory.store import Store
    from actquiz.practice.cram import cram, give_to_schedule

    plain_prompt.accept_any_text()
    with open_index() as index, Store.open() as store:
        cramming = cram(store, index, load_settings(), choice)
        try:
            plain_quiz.run(cramming, at_end=False)
        finally:
            given = give_to_schedule(cramming, store) if count else 0
            plain_quiz.summary(cramming)
            if count:
                plain_quiz.say(f"Given to the schedule: {given}.")
