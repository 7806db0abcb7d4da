"""Predict cards: commit to an outcome, then the experiment runs and its figure decides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from actquiz.bank.cards import Predict
from actquiz.bank.entry import Entry
from actquiz.memory.grade import Grade
from actquiz.practice.turns import Line, Response, Turn, Verdict

if TYPE_CHECKING:
    from actquiz.demos.demo import Frame


def ask(entry: Entry, seed: int) -> Turn:
    """Ask for the outcome, in the order the card gives them: they are often sizes."""
    card = _card(entry)
    return Turn(entry, seed, "predict", card.question, tuple(each.text for each in card.outcomes))


def run(turn: Turn) -> Iterator[Frame]:
    """The experiment, frame by frame; its seed is the turn's, so that no two reviews see one run.

    Raises ActquizError if it cannot be run.
    """
    from actquiz.demos import registry, runner

    card = _card(turn.entry)
    demo = registry.get(card.demo)
    return runner.run(demo, runner.parameters(demo, card.set), None, turn.seed % 1_000_000)


def measured(turn: Turn, frame: Frame) -> float | None:
    """The figure that decides, once the run has its result."""
    if frame.result is None:
        return None
    return frame.result.figures.get(_card(turn.entry).figure)


def judge(turn: Turn, response: Response) -> Verdict:
    """Judge by the run's figure; where there was no run, by the outcome that the proofs found."""
    card = _card(turn.entry)
    happened = [
        number
        for number, outcome in enumerate(card.outcomes)
        if (outcome.correct if response.measured is None else outcome.holds(response.measured))
    ]
    picked = response.picks[0] if response.picks else -1
    right = picked in happened
    place = happened[0] if happened else 0
    found = "" if response.measured is None else f" The run gave {_number(response.measured)}."
    if picked < 0:
        headline = f"Not answered: {place + 1} happened.{found}"
    else:
        headline = f"Right.{found}" if right else f"Wrong: {place + 1} happened.{found}"
    lines = tuple(
        Line(outcome.text, number == picked, number in happened, outcome.why)
        for number, outcome in enumerate(card.outcomes)
    )
    grade = Grade.GOOD if right else Grade.AGAIN
    return Verdict(right, grade, headline, card.outcomes[place].text, card.why, lines)


def _number(value: float) -> str:
    from actquiz.bank.draws import written

    return written(value)


def _card(entry: Entry) -> Predict:
    if not isinstance(entry.card, Predict):
        raise ValueError(f"{entry.id} is no prediction")
    return entry.card
