"""``actquiz interview``: a timed mock interview with a report."""

from __future__ import annotations

from random import SystemRandom
from typing import TYPE_CHECKING

import click

from actquiz.cli import output

if TYPE_CHECKING:
    from actquiz.practice.interview import Interview


@click.command()
@click.option("--minutes", type=click.FloatRange(1, 240), default=30.0, metavar="M",
              help="How long it takes (30).")  # fmt: skip
@click.option("--seed", type=click.IntRange(0), metavar="S", help="Begin with the same question.")
@click.option("--plain", is_flag=True, help="Lines of text: what an interview always is.")
def command(minutes: float, seed: int | None, plain: bool) -> None:
    """Answer an interviewer's questions in your own words, and formulas at the whiteboard.

    It opens easy, follows up on what you missed and goes deeper on what you knew. The report is
    kept as Markdown and compared with earlier ones. The schedule is left alone.
    """
    from actquiz.cli import plain_interview, plain_prompt
    from actquiz.cli.indexing import open_index
    from actquiz.practice.interview import Interview

    plain_prompt.accept_any_text()
    seed = SystemRandom().randrange(1, 100_000) if seed is None else seed
    with open_index() as index:
        interview = Interview(index, minutes=minutes, seed=seed)
        try:
            plain_interview.run(interview)
        finally:
            _report(interview)


def _report(interview: Interview) -> None:
    """Say how it went and keep the report; an interview without an answer leaves none."""
    from actquiz import clock
    from actquiz.cli import plain_interview
    from actquiz.practice import interview_report

    if not interview.exchanges:
        output.text("\nNo answers, no report.")
        return
    now = clock.now()
    before = interview_report.earlier()
    plain_interview.result(
        interview_report.summary(interview, now),
        before,
        interview_report.cards_to_review(interview),
    )
    path = interview_report.save(interview_report.markdown(interview, now, before), now)
    output.text(f"\nThe report is {path}")
