"""``actquiz check``: lint decks and prove what their cards state."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from actquiz.cli import diagnostics, output
from actquiz.cli.indexing import open_index
from actquiz.errors import ActquizError
from actquiz.words import counted

if TYPE_CHECKING:
    from actquiz.bank.loader import LoadedDeck
    from actquiz.errors import Problem
    from actquiz.proofs.prover import ProofReport


@click.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the complaints as JSON.")
def command(paths: tuple[Path, ...], as_json: bool) -> int:
    """Lint the decks in PATH… (files or folders), or all decks, and prove their claims.

    Proofs that went through before are not run again while neither the card nor the program's
    mathematics has changed. Every complaint names file, line and column, what is wrong, and how
    to fix it. Exit code 1 if one of them is an error; warnings alone give 0.
    """
    from actquiz.bank.lint import lint

    decks = _load(paths)
    problems = [problem for deck in decks for problem in deck.problems]
    if paths:
        with open_index(quiet=True) as index:
            problems += lint(decks, index)
    else:
        problems += lint(decks)
    report = _prove(decks, whole_bank=not paths)
    problems += report.problems
    problems.sort(key=lambda one: one.place)
    errors = sum(problem.severity == "error" for problem in problems)
    _print(problems, decks, report, errors, as_json=as_json)
    return diagnostics.FOUND_SOMETHING_WRONG if errors else 0


def _load(wanted: tuple[Path, ...]) -> list[LoadedDeck]:
    """The decks under those paths, or all; a path that does not exist is the caller's mistake."""
    from actquiz import paths
    from actquiz.bank.files import deck_files
    from actquiz.bank.loader import load_deck

    for path in wanted:
        if not path.exists() and not path.is_symlink():
            raise ActquizError(f"there is no file or folder {path}", fix="check the path")
    stamps = deck_files(wanted or paths.deck_roots())
    if wanted and not stamps:
        raise ActquizError("there is no deck in there", fix="decks are files that end in .yaml")
    progress = diagnostics.progress("reading decks")
    decks = []
    for number, stamp in enumerate(stamps, start=1):
        decks.append(load_deck(Path(stamp.path)))
        progress(number, len(stamps))
    return decks


def _prove(decks: list[LoadedDeck], *, whole_bank: bool) -> ProofReport:
    from actquiz import paths
    from actquiz.proofs.ledger import Ledger
    from actquiz.proofs.prover import prove_decks

    ledger = Ledger(paths.cache() / "proofs.json")
    progress = diagnostics.progress("proving claims")
    return prove_decks(decks, ledger, whole_bank=whole_bank, progress=progress)


def _print(
    problems: list[Problem],
    decks: list[LoadedDeck],
    report: ProofReport,
    errors: int,
    *,
    as_json: bool,
) -> None:
    from actquiz.text.safe import clean

    cards = sum(len(deck.entries) for deck in decks)
    warnings = len(problems) - errors
    if as_json:
        output.as_json(
            {
                "decks": len(decks),
                "cards": cards,
                "errors": errors,
                "warnings": warnings,
                "claimed": report.claimed,
                "share_claimed": round(report.share, 4),
                "proved": report.proved,
                "proved_before": report.remembered,
                "complaints": [problem.as_dict() for problem in problems],
            }
        )
        return
    for problem in problems:
        output.text(clean(str(problem)).replace("\n", " "))
    output.text(
        f"{counted(len(decks), 'deck')}, {counted(cards, 'card')}: "
        f"{counted(errors, 'error')}, {counted(warnings, 'warning')}"
    )
    output.text(
        f"{report.share:.0%} of the cards carry a claim; proved: {report.proved} now, "
        f"{report.remembered} before and unchanged since"
    )
