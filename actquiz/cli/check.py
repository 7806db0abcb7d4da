"""``actquiz check``: lint decks, prove what their cards state, and try the exercises' checks."""

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
    from actquiz.proofs.exercises import Tried
    from actquiz.proofs.prover import ProofReport


@click.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the complaints as JSON.")
def command(paths: tuple[Path, ...], as_json: bool) -> int:
    """Lint the decks in PATH… (files or folders), or all decks, and prove their claims.

    Exercises are checked as well: each one's right solutions must pass, its wrong ones must not.
    What went through before is not run again while neither it nor the program's mathematics has
    changed. Every complaint names file, line and column, what is wrong, and how to fix it. Exit
    code 1 if one of them is an error; warnings alone give 0.
    """
    from actquiz.bank.lint import lint
    from actquiz.practice.exercises.catalogue import names
    from actquiz.practice.judge.checks import check_points
    from actquiz.proofs.exercises import split

    wanted, of_decks = split(paths) if paths else (names(), [])
    decks = _load(of_decks) if of_decks or not paths else []
    problems = [problem for deck in decks for problem in deck.problems]
    if paths:
        with open_index(quiet=True) as index:
            problems += lint(decks, index)
    else:
        problems += lint(decks)
    problems += check_points(decks)
    report = _prove(decks, whole_bank=not paths)
    tried = _try(wanted, whole_bank=not paths)
    problems += report.problems + tried.problems
    problems.sort(key=lambda one: one.place)
    errors = sum(problem.severity == "error" for problem in problems)
    _print(problems, decks, report, tried, errors, as_json=as_json)
    return diagnostics.FOUND_SOMETHING_WRONG if errors else 0


def _load(wanted: list[Path]) -> list[LoadedDeck]:
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


def _try(wanted: list[str], *, whole_bank: bool) -> Tried:
    from actquiz import paths
    from actquiz.proofs.exercises import ROOMS, try_exercises
    from actquiz.proofs.ledger import Ledger

    ledger = Ledger(paths.cache() / "exercises.json", ROOMS)
    progress = diagnostics.progress("trying solutions of exercises")
    return try_exercises(wanted, ledger, whole_bank=whole_bank, progress=progress)


def _print(
    problems: list[Problem],
    decks: list[LoadedDeck],
    report: ProofReport,
    tried: Tried,
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
                "statements": report.statements,
                "share_checked": round(report.share_checked, 4),
                "proved": report.proved,
                "proved_before": report.remembered,
                "exercises": tried.exercises,
                "tried": tried.tried,
                "tried_before": tried.remembered,
                "complaints": [problem.as_dict() for problem in problems],
            }
        )
        return
    for problem in problems:
        output.text(clean(str(problem)).replace("\n", " "))
    checked = [counted(len(decks), "deck"), counted(cards, "card")] if decks else []
    if tried.exercises:
        checked.append(counted(tried.exercises, "exercise"))
    output.text(f"{', '.join(checked)}: {counted(errors, 'error')}, {counted(warnings, 'warning')}")
    if decks:
        output.text(
            f"{report.share:.0%} of the cards carry a claim, {report.share_checked:.0%} of their "
            f"{counted(report.statements, 'sentence')} a check; proved: {report.proved} now, "
            f"{report.remembered} before and unchanged since"
        )
    if tried.exercises:
        output.text(
            f"solutions of exercises judged as they should be: {tried.tried} now, "
            f"{tried.remembered} before and unchanged since"
        )
