"""How often the judge of open answers is right, on answers that nobody tuned it for."""

import pytest
from answer_rates import answers, is_held_out, mistaken, open_cards, rates

from actquiz.practice.judge import judge_answer

HELD_OUT = rates("held_out")
MODERN = rates("modern_held_out")
"""Of the cards on modern networks, whose ideas are younger: less of what is said is found yet."""


def test_the_parts_are_kept_apart() -> None:
    """A card's answers are in the held-out part exactly if its id's hash says so."""
    for part in ("tuned", "held_out", "modern_tuned", "modern_held_out"):
        hidden = part.endswith("held_out")
        assert all(is_held_out(one["id"]) == hidden for one in answers(part))


def test_most_of_what_is_said_is_found() -> None:
    """Of the points that held-out answers make at least 85 % are found."""
    assert float(HELD_OUT["found"]) >= 0.85
    assert float(MODERN["found"]) >= 0.70


@pytest.mark.parametrize(("kind", "most"), [("wrong", 0.10), ("negated", 0.10), ("other", 0.08)])
def test_little_is_found_that_is_not_said(kind: str, most: float) -> None:
    """In wrong and negated answers, and in those to another question, hardly a point is found."""
    assert float(HELD_OUT[f"falsely found, {kind}"]) <= most
    assert float(MODERN[f"falsely found, {kind}"]) <= most


def test_hardly_anybody_is_charged_wrongly() -> None:
    """Mistakes are recognised in most wrong answers and in few strong ones."""
    seen = mistaken("held_out")
    assert float(seen["mistakes in strong"]) <= 0.06
    assert float(seen["mistakes in wrong"]) >= 0.6


def test_model_answers_make_their_points_and_no_mistake() -> None:
    """What a card calls a passing answer passes."""
    for card in open_cards().values():
        judged = judge_answer(card, card.answer)
        assert all(heard.is_found for heard in judged.points), card.id
        assert not judged.mistakes, card.id
