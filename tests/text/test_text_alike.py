"""Titles that begin alike can be told apart in few columns."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from actquiz.text.alike import ToldApart, told_apart
from actquiz.text.safe import cells

SLOPES = [f"What is the derivative of the {name}?" for name in ("sigmoid", "softplus", "ELU")]


def test_what_fits_is_left_alone() -> None:
    """Whole titles stay whole, and an end that differs is simply cut off."""
    assert told_apart(["Why ReLU?", "Why GELU?"], 20) == ["Why ReLU?", "Why GELU?"]
    assert told_apart(["Why is it ReLU then?", "How is it GELU then?"], 12) == [
        "Why is it R…", "How is it G…",
    ]  # fmt: skip


def test_what_they_have_in_common_is_left_out() -> None:
    """The words in which the titles differ are seen."""
    assert told_apart(SLOPES, 30) == [
        "What is the … of the sigmoid?",
        "What is the … of the softplus?",
        "What is the … of the ELU?",
    ]


@given(st.lists(st.text("ab σ中", max_size=60), max_size=8), st.integers(1, 40))
def test_no_title_is_wider_than_there_is_room(titles: list[str], width: int) -> None:
    """Whatever the titles are."""
    assert all(cells(shown) <= width for shown in told_apart(titles, width))


def test_a_long_list_is_looked_at_by_the_page() -> None:
    """An item says the same as if the list held only what is near it."""
    titles = [f"The same beginning of every title, number {number}" for number in range(250)]
    assert "249" in ToldApart(titles, str).at(249, 24)
