"""``actquiz interview``: a timed mock interview with a report."""

from __future__ import annotations

import sys
from random import SystemRandom
from typing import TYPE_CHECKING

import click

from actquiz.cli import diagnostics, output

if TYPE_CHECKING:
    from actquiz.practice.interview import Interview
    from actquiz.practice.interview_record import InterviewRecord


@click.command()
@click.option("--minutes", type=click.FloatRange(1, 240), default=30.0, metavar="M",
              help="How long it takes (30).")  # fmt: skip
@click.option("--role", metavar="R", help="What it is for, in place of the plan's role; or 'any'.")
@click.option("--seed", type=click.IntRange(0), metavar="S", help="Begin with the same question.")
@click.option("--plain", is_flag=True, help="Lines of text instead of the app.")
def command(minutes: float, role: str | None, seed: int | None, plain: bool) -> None:
    """Answer an interviewer's questions in your own words, and formulas at the whiteboard.

    It opens easy, follows up on what you missed and goes deeper on what you knew. The report is
    kept as Markdown and compared with earlier ones. The schedule is left alone. Without a terminal
    it is always --plain.
    """
    if not plain and output.is_terminal() and sys.stdin.isatty():
        _open(minutes, role, seed)
    else:
        _ask(minutes, role, seed)


def _open(minutes: float, role: str | None, seed: int | None) -> None:
    from actquiz.tui.app import run_app

    run_app(
        screen="interview",
        options={"minutes": minutes, "role": role, "seed": seed},
        progress=diagnostics.progress("reading decks"),
    )


def _ask(minutes: float, role: str | None, seed: int | None) -> None:
    from actquiz.cli import plain_interview, plain_prompt
    from actquiz.cli.indexing import open_index
    from actquiz.memory.settings import load_settings
    from actquiz.memory.store import Store
    from actquiz.practice.exercises.catalogue import exercises
    from actquiz.practice.interview import Interview
    from actquiz.practice.interview_choice import likely
    from actquiz.practice.interview_record import InterviewRecord

    plain_prompt.accept_any_text()
    seed = SystemRandom().randrange(1, 100_000) if seed is None else seed
    # Code is written in an editor, which needs the terminal.
    asked = exercises() if output.is_terminal() and sys.stdin.isatty() else ()
    with open_index() as index:
        with Store.open() as store:
            asks = likely(store, index, load_settings(), role)
        interview = Interview(index, minutes=minutes, seed=seed, exercises=asked, likely=asks)
        record = InterviewRecord(interview)
        try:
            plain_interview.run(interview, record.write)
        finally:
            _report(interview, record)
        _put_first(interview)


def _put_first(interview: Interview) -> None:
    """Offer the cards whose answers were not strong for tomorrow."""
    from actquiz.cli import plain_interview
    from actquiz.memory.store import Store
    from actquiz.practice import interview_report

    if review := interview_report.cards_to_review(interview):
        with Store.open() as store:
            plain_interview.put_first(store, review)


def _report(interview: Interview, record: InterviewRecord) -> None:
    """Say how it went and where the report is; an interview without an answer leaves none."""
    from actquiz.cli import plain_interview
    from actquiz.practice import interview_report

    if not interview.exchanges:
        output.text("\nNo answers, no report.")
        return
    plain_interview.result(
        record.summary(), record.before, interview_report.cards_to_review(interview)
    )
    record.write(over=True)
    output.text(f"\nThe report is {record.path}")
