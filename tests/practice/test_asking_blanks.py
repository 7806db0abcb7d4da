"""Gaps to fill."""

import msgspec
import pytest

from actquiz.bank.cards import Card
from actquiz.bank.studied_card import Entry
from actquiz.memory.grade import Grade
from actquiz.practice.answer_ways import FillBlanks
from actquiz.practice.card_asking import ask, judge
from actquiz.practice.turn import PartMark, Response, Turn, Verdict

CARD = {
    "id": "gaps",
    "kind": "cloze",
    "text": "Its slope is [[1]], so $|f(x)| \\le [[2]]$: the [[3]].",
    "blanks": [
        {"answer": "$\\tfrac{1}{4}$", "hint": "a fraction"},
        {"answer": "$\\infty$", "accept": ["unbounded"]},
        {"answer": "gradient vanishes"},
    ],
    "why": "So it is.",
}


@pytest.fixture
def turn() -> Turn:
    """The card as it is asked."""
    card = msgspec.convert(CARD, Card)
    entry = Entry(
        id="gaps", deck="d", deck_title="D", group="gaps", path="d.yaml", line=1, position=0,
        digest="", card=card,
    )  # fmt: skip
    return ask(entry, 0)


def judged(turn: Turn, *texts: str) -> Verdict:
    """The verdict on typed texts."""
    return judge(turn, Response(texts=texts))


def test_gaps_are_numbered_in_text_and_formulas(turn: Turn) -> None:
    """A gap inside a formula stays part of it; hints come one for each gap."""
    assert turn.question == "Its slope is ‹1›, so $|f(x)| \\le \\text{‹2›}$: the ‹3›."
    assert turn.way == FillBlanks(("a fraction", "", ""))


def test_all_blanks_right_is_right(turn: Turn) -> None:
    """The answer is the whole sentence, formulas whole as well."""
    verdict = judged(turn, "0.25", "inf", "Gradient  vanishes")
    assert (verdict.right, verdict.suggested, verdict.headline) == (True, Grade.GOOD, "Right.")
    assert verdict.answer == (
        "Its slope is $\\tfrac{1}{4}$, so $|f(x)| \\le \\infty$: the gradient vanishes."
    )


def test_other_accepted_answers_count(turn: Turn) -> None:
    """What the card accepts is as good as its answer."""
    assert judged(turn, "1/4", "Unbounded", "gradient vanishes").right


def test_a_slip_counts_and_is_named(turn: Turn) -> None:
    """A misspelt word is right, with the spelling shown."""
    verdict = judged(turn, "1/4", "inf", "gradeint vanishes")
    assert verdict.right
    assert verdict.headline == "Right, but for the spelling."
    assert verdict.lines[2].why == "It is written gradient vanishes."


def test_one_wrong_blank_makes_the_card_wrong(turn: Turn) -> None:
    """The headline counts; the wrong blank shows what was typed and what was meant."""
    verdict = judged(turn, "1/2", "inf", "gradient vanishes")
    assert (verdict.right, verdict.suggested) == (False, Grade.AGAIN)
    assert verdict.headline == "Wrong: 2 of 3 blanks are right."
    line = verdict.lines[0]
    assert (line.text, line.mark, line.why) == (
        "1/2",
        PartMark.WRONG,
        "The answer is $\\tfrac{1}{4}$.",
    )


def test_blanks_left_empty_are_wrong(turn: Turn) -> None:
    """Fewer texts than blanks, or none, are not an error."""
    assert judged(turn).headline == "Not answered."
    assert judged(turn, "1/4").headline == "Wrong: 1 of 3 blanks are right."


def test_what_was_typed_is_shown_as_it_was_typed(turn: Turn) -> None:
    """Marks in a typed answer are characters, not Markdown."""
    assert judged(turn, "a*b*c $x", "", "").lines[0].text == "a\\*b\\*c \\$x"
