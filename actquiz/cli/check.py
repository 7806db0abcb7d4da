"""``actquiz check``: lint decks and lessons, prove what they state, try the exercises' checks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from actquiz.cli import diagnostics, output
from actquiz.cli.indexing import open_index
from actquiz.errors import ActquizError
from actquiz.words import counted

if TYPE_CHECKING:
    from actquiz.bank.index import Index
    from actquiz.bank.loader import LoadedDeck
    from actquiz.errors import Problem
    from actquiz.lessons.loader import LoadedLesson
    from actquiz.proofs.exercises import ExerciseProofs
    from actquiz.proofs.ledger import Proofs
    from actquiz.proofs.prover import ProofReport


@click.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the complaints as JSON.")
@click.option("--watch", is_flag=True, help="Check again what is saved, until Ctrl-C.")
def command(paths: tuple[Path, ...], as_json: bool, watch: bool) -> int:
    """Lint the decks and lessons in PATH… (files or folders), or all, and prove their claims.

    Exercises are checked as well: each one's right solutions must pass, its wrong ones must not.
    What went through before is not run again while neither it nor the program's mathematics has
    changed. Every complaint names file, line and column, what is wrong, and how to fix it. Exit
    code 1 if one of them is an error; warnings alone give 0.
    """
    if watch:
        if as_json:
            raise ActquizError("--watch prints lines, and no JSON", fix="leave one of the two out")
        return _watch(paths)
    problems, checked = _check(paths)
    errors = sum(problem.severity == "error" for problem in problems)
    _print(problems, checked, errors, as_json=as_json)
    return diagnostics.FOUND_SOMETHING_WRONG if errors else 0


def _watch(paths: tuple[Path, ...]) -> int:
    from actquiz import paths as places
    from actquiz.bank.deck_files import Stamp, deck_files
    from actquiz.cli.check_watch import Files, watch
    from actquiz.lessons import shelf

    def find() -> list[Stamp]:
        decks = [path for path in paths if path.suffix not in shelf.SUFFIXES]
        found = deck_files(decks or (places.deck_roots() if not paths else []))
        return [*found, *shelf.lesson_files(list(paths) or None)]

    return watch(paths, Files(find), lambda wanted: _check(wanted)[0])


def _check(paths: tuple[Path, ...]) -> tuple[list[Problem], CheckedBank]:
    """Look at those files and folders, or at everything."""
    from actquiz.bank.lint import lint
    from actquiz.practice.exercises.catalogue import names
    from actquiz.practice.judge.checks import check_points
    from actquiz.proofs.exercises import split

    wanted, others = split(paths) if paths else (names(), [])
    lessons, of_decks = _lessons(others) if others or not paths else ([], [])
    decks = _load(of_decks, may_be_none=bool(lessons)) if of_decks or not paths else []
    problems = [problem for deck in decks for problem in deck.problems]
    problems += [problem for lesson in lessons for problem in lesson.problems]
    with open_index(quiet=True) as index:
        problems += lint(decks, index if paths else None)
        problems += _lint_lessons(lessons, index)
    problems += check_points(decks)
    report = _prove(decks, whole_bank=not paths)
    told = _prove_lessons(lessons, whole_bank=not paths)
    tried = _try(wanted, whole_bank=not paths)
    problems += report.problems + told.problems + tried.problems
    problems.sort(key=lambda one: one.place)
    return problems, CheckedBank(decks, report, len(lessons), told, tried)


@dataclass(frozen=True, slots=True)
class CheckedBank:
    """What was looked at, and what came of proving it."""

    decks: list[LoadedDeck]
    report: ProofReport
    lessons: int
    told: Proofs
    tried: ExerciseProofs


def _lessons(wanted: list[Path]) -> tuple[list[LoadedLesson], list[Path]]:
    """The lessons under those paths, or all; and the paths where decks may be."""
    from actquiz.lessons import shelf
    from actquiz.lessons.loader import load_lesson

    files = [path for path in wanted if path.suffix in shelf.SUFFIXES and path.is_file()]
    others = [path for path in wanted if path not in files]
    found = [load_lesson(path) for path in files]
    if others or not wanted:
        found += [shelf.load(stamp) for stamp in shelf.lesson_files(others or None)]
    return found, others


def _lint_lessons(lessons: list[LoadedLesson], index: Index) -> list[Problem]:
    if not lessons:
        return []
    from actquiz.lessons import shelf
    from actquiz.lessons.lint import lint
    from actquiz.practice.exercises.catalogue import names

    return lint(lessons, index, names(), shelf.lessons())


def _prove_lessons(lessons: list[LoadedLesson], *, whole_bank: bool) -> Proofs:
    from actquiz import paths
    from actquiz.proofs.ledger import Ledger, Proofs
    from actquiz.proofs.lessons import ROOMS, prove_lessons

    if not lessons:
        return Proofs()
    ledger = Ledger(paths.cache() / "lessons.json", ROOMS)
    progress = diagnostics.progress("proving lessons")
    every = [one.lesson for one in lessons if one.lesson]
    return prove_lessons(every, ledger, whole_bank=whole_bank, progress=progress)


def _load(wanted: list[Path], *, may_be_none: bool) -> list[LoadedDeck]:
    """The decks under those paths, or all; a path that does not exist is the caller's mistake."""
    from actquiz import paths
    from actquiz.bank.deck_files import deck_files
    from actquiz.bank.loader import load_deck

    for path in wanted:
        if not path.exists() and not path.is_symlink():
            raise ActquizError(f"there is no file or folder {path}", fix="check the path")
    stamps = deck_files(wanted or paths.deck_roots())
    if wanted and not stamps and not may_be_none:
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


def _try(wanted: list[str], *, whole_bank: bool) -> ExerciseProofs:
    from actquiz import paths
    from actquiz.proofs.exercises import ROOMS, try_exercises
    from actquiz.proofs.ledger import Ledger

    ledger = Ledger(paths.cache() / "exercises.json", ROOMS)
    progress = diagnostics.progress("trying solutions of exercises")
    return try_exercises(wanted, ledger, whole_bank=whole_bank, progress=progress)


def _print(problems: list[Problem], of: CheckedBank, errors: int, *, as_json: bool) -> None:
    from actquiz.text.safe import clean

    decks, report, tried, told = of.decks, of.report, of.tried, of.told
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
                "lessons": of.lessons,
                "sections_proved": told.proved,
                "sections_proved_before": told.remembered,
                "exercises": tried.exercises,
                "tried": tried.proved,
                "tried_before": tried.remembered,
                "complaints": [problem.as_dict() for problem in problems],
            }
        )
        return
    for problem in problems:
        output.text(clean(str(problem)).replace("\n", " "))
    checked = [counted(len(decks), "deck"), counted(cards, "card")] if decks else []
    if of.lessons:
        checked.append(counted(of.lessons, "lesson"))
    if tried.exercises:
        checked.append(counted(tried.exercises, "exercise"))
    output.text(f"{', '.join(checked)}: {counted(errors, 'error')}, {counted(warnings, 'warning')}")
    if decks:
        output.text(
            f"{report.share:.0%} of the cards carry a claim, {report.share_checked:.0%} of their "
            f"{counted(report.statements, 'sentence')} a check; proved: {report.proved} now, "
            f"{report.remembered} before and unchanged since"
        )
    if of.lessons:
        output.text(
            f"sections of lessons proved: {told.proved} now, "
            f"{told.remembered} before and unchanged since"
        )
    if tried.exercises:
        output.text(
            f"solutions of exercises judged as they should be: {tried.proved} now, "
            f"{tried.remembered} before and unchanged since"
        )
