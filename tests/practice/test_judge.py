"""What counts as said in an answer in one's own words, and what as denied."""

from typing import Any

import msgspec
import pytest
from answer_rates import answers, open_cards
from hypothesis import given, settings
from hypothesis import strategies as st

from actquiz.bank.cards import Open
from actquiz.memory.grade import Grade
from actquiz.practice.judge import PointState, judge_answer
from actquiz.practice.judge.points import ReadAnswer

COLLAPSE = [["~collapse"], ["~linear"]]
TUNED = [one for one in answers("tuned") if one["kind"] == "strong"]
CARDS = open_cards()


def standing(text: str, *ideas: list[str]) -> PointState:
    """How far ``text`` says all of the ideas."""
    return ReadAnswer(text).hear(ideas).standing


def found(answer: dict[str, Any], text: str) -> set[int]:
    """The points of the answer's card that are found in ``text``."""
    points = judge_answer(CARDS[answer["id"]], text).points
    return {place for place, one in enumerate(points) if one.is_found}


def card(**more: Any) -> Open:
    """A card of two points."""
    points = [
        {"point": "Layers collapse", "ideas": COLLAPSE},
        {"point": "GELU is not monotone", "ideas": [["not monotone"]]},
    ]
    values = {"id": "a", "kind": "open", "question": "Why?", "points": points, **more}
    return msgspec.convert(values, Open)


@pytest.mark.parametrize(
    "text",
    [
        "Without them all layers collapse into one affine map.",
        "A deep net is no more expressive than a linear layer.",
        "the whole thing is just one linear map",
        "Stacked layers reduce to a single matrix",
        "It does not help to add depth: the layers collapse to an affine map.",
        "They collaps into one affine map",
    ],
)
def test_a_point_is_found_in_other_words(text: str) -> None:
    """Synonyms, inflection, idioms with a negator and slips of the keys are understood."""
    assert standing(text, *COLLAPSE) == PointState.FOUND


@pytest.mark.parametrize(
    "text",
    [
        "The layers do not collapse into one affine map.",
        "The layers don't collapse into one affine map.",
        "The layers never collapse into an affine map.",
        "Nothing collapses into an affine map.",
        "It is a myth that they collapse into one affine map.",
        "It's false that they collapse into one affine map.",
        "The claim that they collapse into one affine map is wrong.",
        "Contrary to what people say they collapse into an affine map.",
        "They fail to collapse into one affine map.",
        "They stay powerful rather than collapse into one affine map.",
        "Far from it: the layers hardly collapse into a linear map.",
        "Collapse into an affine map is not what happens.",
    ],
)
def test_a_denied_point_is_not_found(text: str) -> None:
    """Whatever the kind of denial, and wherever it stands, the point is not made."""
    assert standing(text, *COLLAPSE) < PointState.UNSURE


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("It is not monotone", True),
        ("it isn't smooth or monotonic", True),
        ("non-monotonic", True),
        ("nonmonotone", True),
        ("neither bounded nor monotone", True),
        ("It never is monotone", True),
        ("It is monotone", False),
        ("It is smooth and not bounded, and monotone everywhere", False),
        ("It is not true that it is not monotone", False),
    ],
)
def test_a_way_may_want_a_denial(text: str, said: bool) -> None:
    """``not monotone`` is found where it is denied, and only there."""
    assert (standing(text, ["not monotone"]) == PointState.FOUND) == said


@pytest.mark.parametrize(
    ("text", "way", "said"),
    [
        ("a slope of 1/4", "0.25", True),
        ("a quarter", "1/4", True),
        ("¼ at most", "0.25", True),
        ("25 %", "1/4", True),
        ("3/4 or 11/4", "1/4", False),
        ("its minimum of -0.28", "-0.2785", True),
        ("its minimum of 0.28", "-0.2785", False),
        ("about 0.3", "0.2785", False),
        ("two thirds of the width", "2/3", True),
        ("65,504", "65504", True),
        ("W_2 W_1 x", "W2W1", True),
        ("$W_2W_1$", "W2W1", True),
        ("W₂W₁", "W2W1", True),
        ("W1 W2", "W2W1", False),
        (r"$\sigma(x)(1 - \sigma(x))$", "sigma(1 - sigma)", True),
        ("σ(1−σ)", "sigma(1 - sigma)", True),
        ("sigmoid * (1 - sigmoid)", "sigma(1 - sigma)", True),
        ("2^{-n}", "2^-n", True),
        ("He init", "he_init", True),
        ("he is right", "he_init", False),
        ("use BN after it", "batch norm", True),
        ("a lower lr", "learning rate", True),
        ("learning", "learning rate", False),
        ("the norm of the gradient", "gradient norm", True),
        ("it increases", "decrease", False),
        ("it is bounded", "unbounded", False),
        ("T > 1 flattens it", "above 1 .. flatten", True),
        ("above 1 it sharpens, below 1 it flattens", "above 1 .. flatten", False),
    ],
)
def test_symbols_and_numbers_are_read_as_such(text: str, way: str, said: bool) -> None:
    """Numbers go by value, formulas by their signs, abbreviations by what they stand for."""
    assert (standing(text, [way]) == PointState.FOUND) == said


def test_what_is_far_apart_or_half_said_is_asked() -> None:
    """A part of a point, or its ideas in different places, are worth a question and no tick."""
    apart = "They collapse. " + "Then there is something else to tell here. " * 3 + "It is affine."
    assert standing(apart, *COLLAPSE) == PointState.UNSURE
    assert standing("a low step", ["low"], ["step"], ["rate"]) == PointState.UNSURE


def test_mistakes_are_recognised_and_count() -> None:
    """A mistake lowers the grade, and outweighs what else is found; a denied one is none."""
    mistake = {"says": "it is bounded", "ideas": [["is bounded"]], "why": "It grows."}
    judged = judge_answer(card(mistakes=[mistake]), "It is not monotone. It is bounded.")
    assert [one.says for one, _ in judged.mistakes] == ["it is bounded"]
    assert [one.standing for one in judged.points] == [PointState.MISSING, PointState.UNSURE]
    assert judged.suggested == Grade.AGAIN
    assert not judge_answer(card(mistakes=[mistake]), "It is not bounded.").mistakes


def test_old_words_are_one_idea_and_a_point_without_is_asked() -> None:
    """A deck from before loses nothing; a point that names no ideas is never ticked by itself."""
    old = card(points=[{"point": "A", "words": ["apple"]}, {"point": "The pear tree"}])
    judged = judge_answer(old, "an apple on the pear tree")
    assert [one.standing for one in judged.points] == [PointState.FOUND, PointState.UNSURE]


@pytest.mark.parametrize("answer", TUNED, ids=lambda one: one["id"])
def test_denying_every_sentence_adds_no_point(answer: dict[str, Any]) -> None:
    """ "It is a myth that …" before each sentence never makes a point."""
    sentences = [one for one in answer["text"].split(". ") if one]
    denied = ". ".join(f"It is a myth that {one[0].lower()}{one[1:]}" for one in sentences)
    assert found(answer, denied) <= found(answer, answer["text"])


@pytest.mark.parametrize("answer", TUNED, ids=lambda one: one["id"])
def test_form_and_preliminaries_change_nothing(answer: dict[str, Any]) -> None:
    """Case, white space, Unicode's other forms and sentences about nothing do not matter."""
    import unicodedata

    text = answer["text"]
    as_it_is = found(answer, text)
    for before in ("Well, thanks for asking. ", "Hm\n", "- "):
        assert found(answer, before + text) == as_it_is
    assert found(answer, text.upper()) == as_it_is
    assert found(answer, text.replace(" ", "   ")) == as_it_is
    assert found(answer, unicodedata.normalize("NFD", text)) == as_it_is


@settings(deadline=None)
@given(st.text())
def test_any_text_can_be_judged(text: str) -> None:
    """Whatever is typed, there is a judgement, one of each point."""
    judged = judge_answer(card(), text)
    assert len(judged.points) == 2
