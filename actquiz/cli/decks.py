"""``actquiz decks``: what there is to study."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from actquiz.cli import output
from actquiz.cli.indexing import open_index
from actquiz.words import counted

if TYPE_CHECKING:
    from actquiz.bank.index import DeckInfo, Index
    from actquiz.practice.deck_path import Course
    from actquiz.practice.today import DeckToday


@click.command()
@click.argument("deck", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def command(deck: str | None, as_json: bool) -> None:
    """List the decks in learning order, or show the way through one DECK.

    Decks come with the program, from your own folder, and from those in ACTQUIZ_DECKS.
    """
    with open_index() as index:
        if deck is None:
            decks = index.decks()
            if as_json:
                from dataclasses import asdict

                output.as_json([asdict(each) for each in decks])
            else:
                _list(decks)
            return
        way = _course(index, deck)
    if as_json:
        output.as_json(_as_data(way))
    else:
        _tell(way)


def _list(decks: Sequence[DeckInfo]) -> None:
    from actquiz.text.safe import cells, clean, cut

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
    output.text(f"{counted(len(decks), 'deck')}, {counted(total, 'card')}")


def _course(index: Index, deck: str) -> Course:
    from actquiz.memory.settings import load_settings
    from actquiz.memory.store import Store
    from actquiz.practice.deck_path import course
    from actquiz.practice.today import today

    store = Store.open()
    try:
        return course(store, index, today(store, index.path, load_settings()), deck)
    finally:
        store.close()


def _tell(way: Course) -> None:
    from actquiz.text.safe import clean, cut

    counts = way.counts
    output.text(clean(way.info.title))
    output.text(clean(" ".join(way.info.about.split())))
    output.text("")
    output.text(f"{counts.learned} of {counts.total} learned, {counts.due} due, {counts.new} new")
    levels = (f"{level} {learned}/{total}" for level, learned, total in way.by_level())
    output.text(f"By level: {', '.join(levels)}")
    for words, decks in (("Builds on", way.before), ("Leads to", way.after)):
        if decks:
            output.text(f"{words}: {_named(decks)}")
    output.text(f"Next: {way.next}")
    output.text("")
    for stop in way.stops:
        line = f"{stop.standing:<9}  {stop.level:<6}  {clean(stop.title)}"
        output.text(cut(line, output.width()) if output.is_terminal() else line)


def _as_data(way: Course) -> dict[str, object]:
    from dataclasses import asdict

    return {
        **way.counts._asdict(),
        "about": way.info.about,
        "builds_on": [deck._asdict() for deck in way.before],
        "leads_to": [deck._asdict() for deck in way.after],
        "cards": [asdict(stop) for stop in way.stops],
        "next": {"step": way.next.what, "deck": way.next.deck and way.next.deck.id},
    }


def _named(decks: Sequence[DeckToday]) -> str:
    from actquiz.text.safe import clean

    return ", ".join(f"{clean(deck.title)} ({deck.learned}/{deck.total})" for deck in decks)
