"""``actquiz schema``: the formats of decks and lessons, for editors."""

from __future__ import annotations

import click

from actquiz.cli import output


@click.command()
@click.option("--lesson", is_flag=True, help="That of a lesson's front matter and blocks.")
def command(lesson: bool) -> None:
    """Print the JSON Schema of deck files.

    Editors with a YAML language server complete and check decks from it; docs/decks.md says how.
    """
    if lesson:
        from actquiz.lessons.schema import lesson_schema

        output.text(lesson_schema(), end="")
        return
    from actquiz.bank.json_schema import deck_schema

    output.text(deck_schema(), end="")
