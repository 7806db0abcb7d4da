"""``actquiz drill``: two minutes of curves and formulas against the clock."""

from __future__ import annotations

import sys

import click

from actquiz.cli import diagnostics, output


@click.command()
@click.option("--seed", type=click.IntRange(0), metavar="S", help="Ask the same questions again.")
@click.option("--plain", is_flag=True, help="Lines of text instead of the app.")
def command(seed: int | None, plain: bool) -> None:
    """Name as many curves and formulas as you can in two minutes.

    A wrong answer takes a point away; your best is kept. The schedule is left alone. Without a
    terminal it is always --plain.
    """
    if not plain and output.is_terminal() and sys.stdin.isatty():
        from actquiz.tui.app import run_app

        run_app(
            screen="cram",
            options={"drill": True, "seed": seed},
            progress=diagnostics.progress("reading decks"),
        )
    else:
        _ask(seed)


def _ask(seed: int | None) -> None:
    from actquiz.cli import plain_prompt, plain_quiz
    from actquiz.cli.indexing import open_index
    from actquiz.practice.drill import Drill

    plain_prompt.accept_any_text()
    with open_index() as index:
        drill = Drill(index, seed=seed)
        try:
            plain_quiz.run(drill, at_end=True)
        finally:
            plain_quiz.summary(drill)
