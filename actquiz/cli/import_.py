"""``actquiz import``: decks from Markdown, tables, JSON or Anki."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from actquiz.cli import diagnostics, output
from actquiz.errors import ActquizError
from actquiz.words import counted

if TYPE_CHECKING:
    from actquiz.exchange.foreign_table import Columns
    from actquiz.exchange.import_report import Imported
    from actquiz.exchange.joining import Plan


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
    type=click.Choice(("markdown", "csv", "tsv", "json", "anki", "anki-text")),
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
    """Turn FILE into decks: Markdown, CSV, TSV, JSON, an Anki package or Anki's text.

    FILE may be a folder of Markdown. What comes from other programs updates decks that it made
    before: cards keep their ids, and with them their history. What could not be carried is named
    on stderr.
    """
    from actquiz.exchange.foreign_table import roles_in
    from actquiz.exchange.importers import Options, bring_in, bring_in_folder

    ask = None if yes or not (sys.stdin.isatty() and sys.stderr.isatty()) else _confirm
    roles = roles_in(columns) if columns else ()
    options = Options(format_ or "", deck, title, roles, ask, with_progress)
    found = list(bring_in_folder(file, options)) if file.is_dir() else [bring_in(file, options)]
    plan = _plan(file, found, target, named=bool(deck), force=force)
    texts = _texts(plan)
    reviews = 0
    if not dry_run:
        from actquiz.files import save_all

        save_all({path: text.encode() for path, text in texts.items()}, force=True)
        if with_progress:
            reviews = _bring_reviews(found, plan)
    _report(found, plan, texts, reviews, dry_run=dry_run, as_json=as_json)


def _confirm(columns: Columns, row: Sequence[str]) -> bool:
    from actquiz.text.safe import clean

    diagnostics.note(str(columns))
    for role, cell in zip(columns.roles, row, strict=False):
        diagnostics.note(f"  {role}: {clean(cell)[:70]}")
    return click.confirm("Is that right?", default=True, err=True)


def _plan(
    file: Path, found: list[Imported], target: Path | None, *, named: bool, force: bool
) -> Plan:
    from actquiz import paths
    from actquiz.exchange.joining import Plan
    from actquiz.exchange.placing import place
    from actquiz.exchange.shelf import Shelf

    count = sum(len(one.decks) for one in found)
    if not any(deck.cards for one in found for deck in one.decks):
        for one in found:
            for note in one.notes:
                diagnostics.note(str(note))
        raise ActquizError(f"there is no card in {file}", fix="docs/exchange.md says what is read")
    folder = target or paths.user_decks()
    single = folder.suffix in (".yaml", ".yml")
    if single and count != 1:
        what = f"{file} holds {counted(count, 'deck')}, which is more than fit {folder}"
        raise ActquizError(what, fix="name a folder")
    if folder.exists() and not single and not folder.is_dir():
        raise ActquizError(f"{folder} is a file", fix="name a folder, or a .yaml file")
    shelf = Shelf.open(folder.parent if single else folder)
    plan = Plan()
    for one in found:
        place(one, shelf, plan, file=folder if single else None, named=named, force=force)
    return plan


def _texts(plan: Plan) -> dict[Path, str]:
    """The files as they will be; comments and cards that did not change stay as they stand."""
    from actquiz.exchange.deck_merge import merged
    from actquiz.exchange.importers import read_file
    from actquiz.exchange.yaml_out import as_yaml

    return {
        path: merged(deck, read_file(path)) if path.exists() else as_yaml(deck)
        for path, deck in plan.decks.items()
    }


def _bring_reviews(found: list[Imported], plan: Plan) -> int:
    """Put the reviews into the learner's history; those that are there already stay."""
    from actquiz import clock
    from actquiz.exchange.anki_history import journal
    from actquiz.memory.merge import merge
    from actquiz.memory.store import Store

    studied = {card.id for deck in plan.decks.values() for card in deck.cards}
    pasts = [past for one in found for past in one.history]
    with Store.open() as store:
        made = journal(pasts, studied)
        with store.reading("SELECT id FROM review UNION ALL SELECT id FROM mark") as rows:
            for (known,) in rows:
                made.reviews.pop(known, None)
                made.marks.pop(known, None)
        told = diagnostics.progress("counting reviews")
        return merge(store, made, store.path, clock.now(), told).reviews


def _report(
    found: list[Imported],
    plan: Plan,
    texts: dict[Path, str],
    reviews: int,
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    from actquiz.text.safe import clean

    notes = [*(note for one in found for note in one.notes), *plan.notes]
    for note in notes:
        diagnostics.note(clean(str(note)))
    cards = sum(len(deck.cards) for deck in plan.decks.values())
    if as_json:
        lost = [
            {"file": str(one.where.path), "line": one.where.line, "what": one.what} for one in notes
        ]
        counts = {"new": plan.fresh, "changed": plan.changed, "unchanged": plan.same}
        written = [str(path) for path in texts]
        output.as_json(
            {"files": written, "cards": cards, **counts, "reviews": reviews, "not_carried": lost}
        )
        return
    for path in texts:
        output.text(str(path))
    parts = [counted(len(texts), "deck"), counted(cards, "card")]
    if plan.changed or plan.same:
        parts.append(f"{plan.fresh} new, {plan.changed} changed, {plan.same} as before")
    if reviews:
        parts.append(counted(reviews, "review"))
    diagnostics.note(f"{'would write ' if dry_run else ''}{', '.join(parts)}")
