"""Numbers as people type them, and the mistakes that a wrong one gives away."""

from contextlib import suppress
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from actquiz.bank.cards import Card
from actquiz.bank.drawn_values import written
from actquiz.bank.studied_card import Entry
from actquiz.errors import ActquizError
from actquiz.practice.card_asking import ask, judge
from actquiz.practice.turn import Response, Verdict
from actquiz.practice.typed_number import readings

READ: list[tuple[str, float]] = [
    ("0.25", 0.25), (".25", 0.25), ("1/4", 0.25), ("25%", 0.25), ("25 percent", 0.25),
    ("−3", -3), ("+5", 5), ("2e-3", 0.002), ("2E-3", 0.002), ("2·10⁻³", 0.002),
    ("3x10^4", 30_000), ("3 × 10^4", 30_000), ("3*10**4", 30_000), ("2^-5", 1 / 32),
    ("2⁻⁵", 1 / 32), ("(1/2)^5", 1 / 32), ("1/2^5", 1 / 32), ("1 - 0.5^3", 0.875),
    ("√2", 2**0.5), ("sqrt 2", 2**0.5), ("sqrt(2)/2", 0.5**0.5), ("√(2/3)", (2 / 3) ** 0.5),
    ("ln 2", 0.6931471805599453), ("log(2)", 0.6931471805599453), ("2 ln 2", 1.3862943611198906),
    ("e^2", 7.38905609893065), ("1/sqrt(2π)", 0.3989422804014327), (r"\frac{1}{4}", 0.25),
    ("½", 0.5), ("1½", 1.5), ("1 1/2", 1.5), ("1,000", 1000), ("1 000", 1000), ("1'000", 1000),
    ("12 345 678", 12_345_678), ("0,25", 0.25), ("12,5", 12.5), ("1.000,5", 1000.5),
    ("~0.25", 0.25), ("≈ 0.25", 0.25), ("about 0.25", 0.25), ("approx. 0.25", 0.25),
    ("= 4", 4), ("n = 4", 4), ("4 nats", 4), ("4nats", 4), ("a quarter", 0.25), ("one half", 0.5),
    ("minus one", -1), ("two thirds", 2 / 3), ("3 million", 3_000_000),
    ("8x", 8), ("8 ×", 8), ("8 times", 8), ("8-fold", 8), ("eightfold", 8), ("2^3x", 8),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), READ)
def test_numbers_are_read_as_people_type_them(text: str, value: float) -> None:
    """Fractions, powers, roots, logarithms, percent, separators, units and words are understood."""
    assert readings(text, "nats")[0] == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("nonsense", "“nonsense” is not a number"),
        ("1/0", "“1/0” is not a number"),
        ("1 5", "“1 5” is not a number"),
        ("5!", "“5!” is not a number"),
        ("x/4", "“x/4” is not a number"),
        ("gelu(1)", "“gelu(1)” is not a number"),
        ("9**9**9**9", "“9**9**9**9” is not a number"),
        ("4 GB", "“GB” is not understood: the answer is asked for in nats"),
    ],
)
def test_what_cannot_be_read_is_named(text: str, says: str) -> None:
    """Words, other units and the function that is asked for are no number, and each is told so."""
    with pytest.raises(ActquizError) as caught:
        readings(text, "nats")
    assert caught.value.what == says


def test_a_comma_before_three_digits_can_mean_both() -> None:
    """1,234 is a thousand and more, or a little more than one."""
    assert readings("1,234") == (1234, 1.234)
    assert readings("0,234") == (0.234,)


@given(st.text(max_size=30))
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    """No text makes reading fail in another way."""
    with suppress(ActquizError):
        assert readings(text)


@given(st.floats(-1e12, 1e12))
def test_what_a_card_writes_is_read_back(value: float) -> None:
    """A learner who copies a number from a card is understood to the digits shown."""
    assert readings(written(value))[0] == pytest.approx(value, rel=1e-3, abs=1e-300)


CARD = {
    "kind": "numeric",
    "question": "For leak [[a]]?",
    "draw": {"a": {"choose": [0.5]}},
    "answer": "2/(1 + a**2)",
    "check": "1/(0.5 + 0.5*a*a)",
    "tolerance": {"abs": 0.005},
    "mistakes": [
        {"answer": "2", "why": "It leaves out the leak [[a]]; [[answer]] has it."},
        {"answer": "2/(1 + a)", "why": "The leak is not squared."},
        {"answer": "where(a < 0.5, 3, inf)", "why": "This does not arise here."},
    ],
}


def judged(typed: str, **changes: Any) -> Verdict:
    """The verdict on a typed number."""
    card = msgspec.convert({"id": "n", **CARD, **changes}, Card)
    entry = Entry(
        id="n", deck="d", deck_title="D", group="n", path="d.yaml", line=1, position=0,
        digest="", card=card,
    )  # fmt: skip
    return judge(ask(entry, 0), Response(texts=(typed,)))


@pytest.mark.parametrize(
    ("typed", "headline"),
    [
        ("1.6", "Right."),
        ("8/5", "Right."),
        ("1.604", "Right, near enough."),
        ("2", "Wrong. It leaves out the leak 0.5; 1.6 has it."),
        ("4/3", "Wrong. The leak is not squared."),
        ("1.33", "Wrong. The leak is not squared."),
        ("3", "Wrong: 3 is off by 1.4."),
        ("1.7", "Wrong: 1.7 is off by 0.1."),
        ("two dozen", "Wrong: “two dozen” is not a number."),
        ("", "Not answered."),
    ],
)
def test_a_known_mistake_is_named(typed: str, headline: str) -> None:
    """A wrong number that a mistake gives is told which one it was; others how far off they are."""
    assert judged(typed).headline == headline


def test_the_likelier_of_two_readings_counts() -> None:
    """A decimal comma is not held against somebody who is right."""
    assert judged("1,600").right


def test_a_share_typed_for_percent_is_named() -> None:
    """0.2 where 20 % are asked for is a misunderstanding, not a mistake in the sum."""
    percent = {"answer": "40*a", "check": "20*a/0.5", "unit": "%", "mistakes": []}
    assert judged("20%", **percent).right
    assert judged("20 percent", **percent).right
    assert judged("0.2", **percent).headline == (
        "Wrong: the answer is asked for in %, and 0.2 is the share."
    )
