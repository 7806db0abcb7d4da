"""``actquiz export``: decks as Markdown, tables, JSON, a page, or an Anki package."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from actquiz.bank.cards import LEVELS
from actquiz.cli import diagnostics, output
from actquiz.errors import ActquizError
from actquiz.words import counted

if TYPE_CHECKING:
    from actquiz.bank.cards import DeckFile
    from actquiz.bank.sources import Source
    from actquiz.exchange.figures import CardPicture
    from actquiz.exchange.selection import Selection


@click.group()
def command() -> None:
    """Write decks to a file that others can read."""


def _exporter(**settings: Any) -> Callable[[Callable[..., Any]], click.Command]:
    """A command with the options that choose cards and say where they go."""

    def decorate(function: Callable[..., Any]) -> click.Command:
        @wraps(function)
        def run(
            decks: tuple[str, ...],
            tags: tuple[str, ...],
            levels: tuple[str, ...],
            kinds: tuple[str, ...],
            due: bool,
            path: Path,
            force: bool,
            as_json: bool,
            **more: Any,
        ) -> None:
            from actquiz.exchange.selection import select

            if as_json and path == output.STANDARD_OUTPUT:
                raise ActquizError("--json and the decks would be mixed", fix="name a file with -o")
            chosen = select(decks, tags=tags, levels=levels, kinds=kinds, due=due)
            if chosen.problems:
                diagnostics.note("actquiz: the decks have problems; 'actquiz check' says where")
            written = function(chosen, path, force, **more)
            _report(chosen, written, as_json=as_json)

        command_: click.Command = command.command(**settings)(_with_options(run))
        return command_

    return decorate


def _with_options(run: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        click.option("--json", "as_json", is_flag=True, help="Print a report as JSON."),
        click.option("--force", is_flag=True, help="Replace a file that exists."),
        click.option(
            *("-o", "--output", "path"),
            type=click.Path(path_type=Path),
            required=True,
            metavar="PATH",
            help="Where to write; - is standard output.",
        ),
        click.option("--due", is_flag=True, help="Only cards that are due today."),
        click.option("--kind", "kinds", multiple=True, metavar="KIND", help="Only this kind."),
        click.option(
            *("--level", "levels"),
            multiple=True,
            type=click.Choice(LEVELS),
            help="Only cards of this level.",
        ),
        click.option("--tag", "tags", multiple=True, metavar="T", help="Only with this tag."),
        click.argument("decks", metavar="[DECK]...", nargs=-1),
    ):
        run = option(run)
    return run


def _report(chosen: Selection, written: list[Path], *, as_json: bool) -> None:
    cards = sum(len(deck.cards) for deck in chosen.decks)
    if as_json:
        files = [str(path) for path in written]
        output.as_json({"files": files, "decks": len(chosen.decks), "cards": cards})
        return
    drawn = [path for path in written if path.suffix == ".svg"]
    for path in written:
        if path not in drawn and path != output.STANDARD_OUTPUT:
            output.text(str(path))
    figures = f", {len(drawn)} figures in {drawn[0].parent}" if drawn else ""
    diagnostics.note(f"{counted(len(chosen.decks), 'deck')}, {counted(cards, 'card')}{figures}")


_figures = click.option(
    "--figures", is_flag=True, help="Draw functions, and run the experiments behind the answers."
)


def _pictures(
    chosen: Selection, figures: bool, *, formulas_only: bool = False
) -> dict[str, CardPicture]:
    from actquiz.exchange.figures import formulas_in, pictures

    told = diagnostics.progress("drawing")
    decks = formulas_in(chosen.decks) if formulas_only else chosen.decks
    return pictures(decks, figures=figures, progress=told)


def _save_text(text: str, path: Path, force: bool) -> list[Path]:
    output.save(path, text, force=force)
    return [path]


@_exporter()
@click.option(
    "--dialect",
    type=click.Choice(("github", "qa", "heading", "mochi", "cheatsheet")),
    default="github",
    show_default=True,
    help="How cards are written; cheatsheet is one table of formulas.",
)
@click.option(
    "--answers",
    type=click.Choice(("inline", "collapsed", "end", "none")),
    default="inline",
    show_default=True,
    help="Where the answers are.",
)
@_figures
def markdown(
    chosen: Selection, path: Path, force: bool, dialect: str, answers: str, figures: bool
) -> list[Path]:
    """Markdown that GitHub renders and 'actquiz import' takes back.

    One file, or a file a deck where PATH is a folder or has no ending. Figures go into a folder
    beside it.
    """
    from actquiz.exchange.cheatsheet import cheatsheet
    from actquiz.exchange.markdown_layout import Layout
    from actquiz.exchange.markdown_out import as_markdown
    from actquiz.files import refuse_existing, save_all

    def text(decks: tuple[DeckFile, ...]) -> str:
        if dialect == "cheatsheet":
            return cheatsheet(decks, drawn)
        layout = Layout(dialect, answers, figures)  # type: ignore[arg-type]
        return as_markdown(decks, chosen.sources, layout, drawn)

    several = dialect != "cheatsheet" and _is_folder(path)
    if figures and path == output.STANDARD_OUTPUT:
        raise ActquizError("figures are files of their own", fix="name a file with -o")
    targets = [path / f"{deck.deck}.md" for deck in chosen.decks] if several else [path]
    for target in targets:
        refuse_existing(target, force=force)
    drawn = _pictures(chosen, figures, formulas_only=dialect == "cheatsheet") if figures else {}
    folder = (path if several else path.parent) / "figures"
    files = {folder / f"{card_id}.svg": drawn[card_id].svg.decode() for card_id in sorted(drawn)}
    for file in files:
        refuse_existing(file, force=force)
    parts = [(deck,) for deck in chosen.decks] if several else [chosen.decks]
    if path == output.STANDARD_OUTPUT:
        return _save_text(text(parts[0]), path, force)
    files |= {target: text(part) for target, part in zip(targets, parts, strict=True)}
    save_all(files, force=force)
    return list(files)


def _is_folder(path: Path) -> bool:
    """A name that is a folder, or would be one: it has no ending, and nothing is there yet."""
    return path.is_dir() or not (path.suffix or path.exists() or path == output.STANDARD_OUTPUT)


@_exporter()
def csv(chosen: Selection, path: Path, force: bool) -> list[Path]:
    """A row a card, for spreadsheets; nothing is lost."""
    from actquiz.exchange.tables import as_table

    return _save_text(as_table(chosen.decks, ","), path, force)


@_exporter()
def tsv(chosen: Selection, path: Path, force: bool) -> list[Path]:
    """As csv, with tabs."""
    from actquiz.exchange.tables import as_table

    return _save_text(as_table(chosen.decks, "\t"), path, force)


@_exporter()
def json(chosen: Selection, path: Path, force: bool) -> list[Path]:
    """The decks' fields as JSON; nothing is lost."""
    from actquiz.exchange.json_file import as_json

    return _save_text(as_json(chosen.decks), path, force)


@_exporter()
@_figures
def html(chosen: Selection, path: Path, force: bool, figures: bool) -> list[Path]:
    """One page that needs no network: cards flip by click and key.

    Curves that are asked are drawn in any case.
    """
    from actquiz.exchange.html_out import as_page
    from actquiz.files import refuse_existing

    refuse_existing(path, force=force)
    shown = _pictures(chosen, figures)
    return _save_text(as_page(chosen.decks, chosen.sources, shown), path, force)


@command.command()
@click.argument("lessons", metavar="[LESSON]...", nargs=-1)
@click.option(
    *("-o", "--output", "path"),
    type=click.Path(path_type=Path),
    required=True,
    metavar="PATH",
    help="A page (.html) or Markdown (.md) with its figures in a folder beside it.",
)
@click.option("--no-figures", is_flag=True, help="Run no experiment: their outcomes are left out.")
@click.option("--force", is_flag=True, help="Replace files that exist.")
def guide(lessons: tuple[str, ...], path: Path, no_figures: bool, force: bool) -> None:
    """The lessons as a study guide to read or print, their questions folded where they are asked.

    Of the page, questions can be answered in the browser.
    """
    from actquiz.bank.sources import sources_of
    from actquiz.cli.indexing import open_index
    from actquiz.exchange import guide_html, guide_markdown
    from actquiz.exchange.guide import gather
    from actquiz.files import refuse_existing, save_all
    from actquiz.lessons import shelf

    if path.suffix.lower() not in (".html", ".htm", ".md"):
        raise ActquizError(f"{path.name} is no page and no Markdown", fix="end it in .html or .md")
    refuse_existing(path, force=force)
    chosen = [shelf.get(name) for name in lessons] or shelf.lessons()
    if not chosen:
        raise ActquizError("there are no lessons", fix="docs/lessons.md says how to write one")
    works: dict[str, Source] = {}
    for loaded in reversed(sources_of(lesson.path for lesson in chosen).values()):
        works |= loaded.sources
    with open_index() as index:
        told = diagnostics.progress("gathering lessons")
        made = gather(chosen, index, figures=not no_figures, progress=told)
    if path.suffix.lower() != ".md":
        files = {path: guide_html.as_page(made, works)}
    else:
        folder = path.parent / guide_markdown.FIGURES
        drawn = guide_markdown.figures_of(made)
        files = {folder / f"{one.name}.svg": one.picture.svg.decode() for one in drawn}
        for file in files:
            refuse_existing(file, force=force)
        files |= {path: guide_markdown.as_markdown(made, works)}
    save_all(files, force=force)
    output.text(str(path))
    diagnostics.note(counted(len(made), "lesson"))


@_exporter()
@_figures
def anki(chosen: Selection, path: Path, force: bool, figures: bool) -> list[Path]:
    """A package for Anki; importing it again updates the notes and keeps their history.

    A PATH that ends in .txt gives Anki's text format.
    """
    from actquiz.exchange.anki_out import write_apkg
    from actquiz.exchange.anki_text import as_anki_text
    from actquiz.files import refuse_existing

    refuse_existing(path, force=force)
    drawn = _pictures(chosen, figures)
    if path.suffix.lower() == ".txt":
        return _save_text(as_anki_text(chosen.decks, chosen.sources, drawn), path, force)
    output.save(
        path, lambda spare: write_apkg(chosen.decks, chosen.sources, spare, drawn), force=force
    )
    return [path]
