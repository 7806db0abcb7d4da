"""``actquiz schema``: the deck format, for editors."""

from __future__ import annotations

import click

from actquiz.cli import output


@click.command()
def command() -> None:
    """Print the JSON Schema of deck files.

    Editors with a YAML language server complete and check decks from it; docs/decks.md says how.
    """
    from actquiz.bank.json_schema import deck_schema

    output.text(deck_schema(), end="")
