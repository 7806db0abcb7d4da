"""``predict``: commit to an outcome, then the experiment runs and its figure decides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from actquiz.bank.cards import AskedCard, Outcome, Predict
from actquiz.bank.drawn_values import written
from actquiz.practice.answer_ways import AnswerWay, PickOutcome
from actquiz.practice.kinds.kind import Kind
from actquiz.practice.kinds.picking import judge_one, shuffled
from actquiz.practice.turn import Response, Turn, Verdict

if TYPE_CHECKING:
    from actquiz.demos.child_main import Request
    from actquiz.demos.demo import Frame


def ask(card: Predict, seed: int) -> tuple[str, AnswerWay]:
    """The outcomes, shuffled: where they are sizes, their order would say which lie between."""
    return card.question, PickOutcome(tuple(outcome.text for outcome in _shown(card, seed)))


def judge(card: Predict, seed: int, response: Response) -> Verdict:
    """Judge by the run's figure; where there was no run, by the outcome that the proofs found."""
    figure = response.measured
    outcomes = _shown(card, seed)
    happened = [
        place
        for place, outcome in enumerate(outcomes)
        if (outcome.correct if figure is None else outcome.holds(figure))
    ]
    found = "" if figure is None else f" The run gave {written(figure)}."
    options = [(outcome.text, outcome.why) for outcome in outcomes]
    return judge_one(options, happened, response, card.why, told="happened", found=found)


def _shown(card: Predict, seed: int) -> list[Outcome]:
    return shuffled(card.outcomes, seed, lambda outcome: outcome.text)


def states(card: Predict) -> list[str]:
    """The outcome that the experiment gives, and the reason."""
    return [*(outcome.text for outcome in card.outcomes if outcome.correct), card.why]


def run(turn: Turn) -> Iterator[tuple[Frame, float | None]]:
    """The experiment, frame by frame, each with the figure that decides once there is a result.

    Its seed is the turn's, so that no two reviews see one run. Raises ActquizError if it cannot be
    run.
    """
    from actquiz.demos import registry, runner

    card = _card(turn.entry.card)
    demo = registry.get(card.demo)
    for frame in runner.run(demo, runner.parameters(demo, card.set), None, turn.seed % 1_000_000):
        yield frame, frame.result.figures.get(card.figure) if frame.result else None


def request(turn: Turn, seeds: int | None = None) -> Request:
    """The same run, for a process of its own."""
    from actquiz.demos.child_main import Request

    card = _card(turn.entry.card)
    return Request(card.demo, card.set, seeds, turn.seed % 1_000_000)


def figure(turn: Turn, frame: Frame) -> float | None:
    """The figure that decides; None before the run is over."""
    card = _card(turn.entry.card)
    return frame.result.figures.get(card.figure) if frame.result else None


def _card(card: AskedCard) -> Predict:
    if not isinstance(card, Predict):
        raise ValueError(f"{card.id} is no prediction")
    return card


KIND = Kind("Predict", 20.0, ask, judge, states)
