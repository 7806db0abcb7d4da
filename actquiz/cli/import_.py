"""``actquiz import``: decks from Markdown, tables, JSON or Anki."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from actquiz.cli import diagnostics, output
from actquiz.words import counted

if TYPE_CHECKING:
    from actquiz.exchange.foreign_table import Columns
    from actquiz.exchange.import_preview import Bringing
    from actquiz.exchange.import_report import ImportNote


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    *("-o", "--output", "target"),
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="A folder, or the .yaml file of a single deck. Default: your own decks.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(("markdown", "csv", "tsv", "json", "anki", "anki-text", "mochi")),
    help="What FILE is, where its name does not say it.",
)
@click.option("--deck", default="", metavar="ID", help="Id for a deck that has none in FILE.")
@click.option("--title", default="", help="Title for a deck that has none in FILE.")
@click.option(
    "--columns",
    metavar="NAMES",
    help="What a table's columns are: front, back, why, tags, deck, id or -, with commas between.",
)
@click.option("--with-progress", is_flag=True, help="With the reviews in an Anki package.")
@click.option("--dry-run", is_flag=True, help="Say what would come in, and write nothing.")
@click.option("--yes", is_flag=True, help="Do not ask whether a guess is right.")
@click.option("--force", is_flag=True, help="Replace decks, and remove cards that FILE lost.")
@click.option("--json", "as_json", is_flag=True, help="Print a report as JSON.")
def command(
    file: Path,
    target: Path | None,
    format_: str | None,
    deck: str,
    title: str,
    columns: str | None,
    with_progress: bool,
    dry_run: bool,
    yes: bool,
    force: bool,
    as_json: bool,
) -> None:
    """Turn FILE into decks: Markdown, CSV, TSV, JSON, Anki's package or text, Mochi's file.

    FILE may be a folder of Markdown. What comes from other programs updates decks that it made
    before: cards keep their ids, and with them their history. What could not be carried is named
    on stderr.
    """
    from actquiz.exchange.foreign_table import roles_in
    from actquiz.exchange.import_preview import NoCards, prepare
    from actquiz.exchange.importers import ImportOptions

    ask = None if yes or not (sys.stdin.isatty() and sys.stderr.isatty()) else _confirm
    roles = roles_in(columns) if columns else ()
    options = ImportOptions(format_ or "", deck, title, roles, ask, with_progress)
    try:
        brought = prepare(file, options, target, force=force)
    except NoCards as error:
        _name(error.notes)
        raise
    reviews = 0
    if not dry_run:
        brought.write()
        if with_progress:
            from actquiz.memory.store import Store

            with Store.open() as store:
                reviews = brought.bring_reviews(store, diagnostics.progress("counting reviews"))
    _report(brought, reviews, dry_run=dry_run, as_json=as_json)


def _confirm(columns: Columns, row: Sequence[str]) -> bool:
    from actquiz.text.safe import clean

    diagnostics.note(str(columns))
    for role, cell in zip(columns.roles, row, strict=False):
        diagnostics.note(f"  {role}: {clean(cell)[:70]}")
    return click.confirm("Is that right?", default=True, err=True)


def _name(notes: Sequence[ImportNote]) -> None:
    from actquiz.text.safe import clean

    for note in notes:
        diagnostics.note(clean(str(note)))


def _report(brought: Bringing, reviews: int, *, dry_run: bool, as_json: bool) -> None:
    plan, notes = brought.plan, brought.notes
    _name(notes)
    if as_json:
        lost = [
            {"file": str(one.where.path), "line": one.where.line, "what": one.what} for one in notes
        ]
        counts = {"new": plan.fresh, "changed": plan.changed, "unchanged": plan.same}
        output.as_json(
            {
                "files": [str(path) for path in brought.texts],
                "cards": brought.cards,
                **counts,
                "reviews": reviews,
                "not_carried": lost,
            }
        )
        return
    for path in brought.texts:
        output.text(str(path))
    parts = [counted(len(brought.texts), "deck"), counted(brought.cards, "card")]
    if plan.changed or plan.same:
        parts.append(f"{plan.fresh} new, {plan.changed} changed, {plan.same} as before")
    if reviews:
        parts.append(counted(reviews, "review"))
    diagnostics.note(f"{'would write ' if dry_run else ''}{', '.join(parts)}")
