"""``actquiz import``: decks from Markdown, tables, JSON or Anki."""

from __future__ import annotations

from pathlib import Path

import click

from actquiz.cli import diagnostics, output
from actquiz.errors import ActquizError
from actquiz.words import counted


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
@click.option("--force", is_flag=True, help="Replace decks that exist.")
@click.option("--json", "as_json", is_flag=True, help="Print a report as JSON.")
def command(
    file: Path,
    target: Path | None,
    format_: str | None,
    deck: str,
    title: str,
    force: bool,
    as_json: bool,
) -> None:
    """Turn FILE into decks: Markdown, CSV, TSV, JSON, an Anki package or Anki's text.

    What could not be carried is named on stderr.
    """
    from actquiz import paths
    from actquiz.exchange.deck_merge import merged
    from actquiz.exchange.importers import bring_in, read_file
    from actquiz.exchange.yaml_out import as_yaml
    from actquiz.files import refuse_existing, save_all

    imported = bring_in(file, format=format_ or "", deck=deck, title=title)
    if not any(one.cards for one in imported.decks):
        raise ActquizError(f"there is no card in {file}", fix="docs/exchange.md says what is read")
    folder = target or paths.user_decks()
    single = folder.suffix in (".yaml", ".yml")
    if single and len(imported.decks) != 1:
        what = (
            f"{file} holds {counted(len(imported.decks), 'deck')}, which is more than fit {folder}"
        )
        raise ActquizError(what, fix="name a folder")
    paths_ = [folder if single else folder / f"{one.deck}.yaml" for one in imported.decks]
    files: dict[Path, str] = {}
    for path, one in zip(paths_, imported.decks, strict=True):
        refuse_existing(path, force=force)
        files[path] = merged(one, read_file(path)) if path.exists() else as_yaml(one)
    save_all({path: text.encode() for path, text in files.items()}, force=force)
    cards = sum(len(one.cards) for one in imported.decks)
    for note in imported.notes:
        diagnostics.note(str(note))
    if as_json:
        notes = [{"line": one.where.line, "what": one.what} for one in imported.notes]
        written = [str(path) for path in files]
        output.as_json({"files": written, "cards": cards, "not_carried": notes})
        return
    for path in files:
        output.text(str(path))
    diagnostics.note(f"{counted(len(files), 'deck')}, {counted(cards, 'card')}")
