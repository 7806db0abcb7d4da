"""``actquiz due``: how much there is to do, quickly enough for a shell prompt."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from actquiz import clock
from actquiz.cli import output

if TYPE_CHECKING:
    from actquiz.practice.today import Today


@click.command()
@click.option("--count", is_flag=True, help="Print one number: cards to review, new ones not.")
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
def command(count: bool, as_json: bool) -> None:
    """Say how much is due."""
    from actquiz.bank.index import Index
    from actquiz.memory.settings import load_settings
    from actquiz.memory.store import Store
    from actquiz.practice.today import today

    settings = load_settings()
    index = Index.open()
    try:
        with Store.open() as store:
            now = today(store, index.path, settings, days=7)
    finally:
        index.close()
    if as_json:
        output.as_json(_counts(now))
    elif count:
        output.text(str(now.due + now.learning))
    else:
        output.text(_sentence(now))


def _sentence(now: Today) -> str:
    """``12 due, 3 learning, 10 new``, or when there is something again."""
    parts = [(now.due, "due"), (now.learning, "learning"), (now.new, "new")]
    if any(count for count, _ in parts):
        return ", ".join(f"{count} {name}" for count, name in parts if count)
    if now.next_due is None:
        return "nothing due"
    return f"nothing due until {_local(now.next_due)}"


def _local(moment: datetime) -> str:
    offset = clock.local_offset(moment)
    return f"{moment + offset:%a %d %b %H:%M}"


def _counts(now: Today) -> dict[str, object]:
    return {
        "due": now.due,
        "learning": now.learning,
        "new": now.new,
        "next_due": now.next_due and now.next_due.isoformat(),
        "streak": now.streak,
        "decks": {
            deck.id: {
                "due": deck.due,
                "new": deck.new,
                "learned": deck.learned,
                "total": deck.total,
            }
            for deck in now.decks
        },
        "ahead": {str(day): cards for day, cards in now.ahead},
    }
