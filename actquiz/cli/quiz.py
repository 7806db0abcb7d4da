"""``actquiz quiz``: a scored test over all topics."""

from __future__ import annotations

import sys
from contextlib import nullcontext, redirect_stdout, suppress
from random import SystemRandom
from typing import TYPE_CHECKING

import click

from actquiz.cli import diagnostics, output

if TYPE_CHECKING:
    from actquiz.practice.quiz import Quiz


@click.command()
@click.argument("decks", metavar="[DECK]...", nargs=-1)
@click.option("-n", "--number", type=click.IntRange(1, 1000), default=20, metavar="N",
              help="How many questions (20).")  # fmt: skip
@click.option("--seed", type=click.IntRange(0), metavar="S", help="Ask the same questions again.")
@click.option("--at-end", is_flag=True, help="Show no answer before the last question.")
@click.option("--schedule", is_flag=True, help="Give what was wrong to the schedule, as forgotten.")
@click.option("--plain", is_flag=True, help="Lines of text instead of the app.")
@click.option("--json", "as_json", is_flag=True,
              help="The score as JSON on stdout; the questions go to stderr.")  # fmt: skip
def command(
    decks: tuple[str, ...],
    number: int,
    seed: int | None,
    at_end: bool,
    schedule: bool,
    plain: bool,
    as_json: bool,
) -> None:
    """Answer questions drawn evenly from all topics and levels, or from DECK…, for a score.

    It leaves the schedule alone. The same seed asks the same questions, so two people can compare.
    Without a terminal, and with --json or --schedule, it is always --plain.
    """
    if not (plain or as_json or schedule) and output.is_terminal() and sys.stdin.isatty():
        _open(decks, number, seed, at_end)
    else:
        _ask(decks, number, seed, at_end=at_end, schedule=schedule, as_json=as_json)


def _open(decks: tuple[str, ...], number: int, seed: int | None, at_end: bool) -> None:
    from actquiz.tui.app import run_app

    run_app(
        screen="quiz",
        options={"decks": decks, "number": number, "seed": seed, "at_end": at_end},
        progress=diagnostics.progress("reading decks"),
    )


def _ask(
    decks: tuple[str, ...],
    number: int,
    seed: int | None,
    *,
    at_end: bool,
    schedule: bool,
    as_json: bool,
) -> None:
    from actquiz.cli import plain_prompt
    from actquiz.cli.indexing import open_index
    from actquiz.practice.quiz import Quiz

    plain_prompt.accept_any_text()
    seed = SystemRandom().randrange(1, 100_000) if seed is None else seed
    with open_index() as index:
        quiz = Quiz(index, decks=decks, count=number, seed=seed)
        scheduled = 0
        try:
            with redirect_stdout(sys.stderr) if as_json else nullcontext():
                scheduled = _hold(quiz, at_end, schedule)
        finally:
            if as_json:
                _as_json(quiz, scheduled)


def _hold(quiz: Quiz, at_end: bool, schedule: bool) -> int:
    """Ask, sum up, go over what was wrong; how many cards went to the schedule."""
    from actquiz.cli import plain_prompt, plain_quiz

    try:
        plain_quiz.run(quiz, at_end=at_end)
    except KeyboardInterrupt:
        plain_quiz.summary(quiz)
        raise
    plain_quiz.summary(quiz)
    wrong = quiz.wrong()
    scheduled = 0
    if wrong and (schedule or plain_quiz.yes("Give the wrong ones to the schedule, as forgotten?")):
        from actquiz.memory.store import Store
        from actquiz.practice.quiz import schedule_wrong

        with Store.open() as store:
            scheduled = schedule_wrong(quiz, store)
        plain_quiz.say(f"Given to the schedule: {scheduled}.")
    if wrong and plain_quiz.yes("Go over the wrong ones now?"):
        with suppress(plain_prompt.EndOfInput):
            plain_quiz.go_over(wrong)
    return scheduled


def _as_json(quiz: Quiz, scheduled: int) -> None:
    from dataclasses import asdict

    output.as_json({**asdict(quiz.report()), "scheduled": scheduled})
