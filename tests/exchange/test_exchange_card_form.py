"""A card half written is made whole where that needs no thinking."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actquiz.bank.card_templates import TEMPLATES
from actquiz.bank.cards import KINDS
from actquiz.bank.yaml_source import build
from actquiz.exchange.card_form import filled, finished


def test_there_is_a_template_for_each_kind() -> None:
    """And its fields are the kind's."""
    assert list(TEMPLATES) == sorted(TEMPLATES, key=list(TEMPLATES).index)
    assert set(TEMPLATES) == set(KINDS)
    for kind, text in TEMPLATES.items():
        value = build(text).value
        assert value.pop("kind", "flashcard") == kind
        assert set(value) <= set(KINDS[kind].__struct_fields__), kind


def test_an_id_comes_from_the_question() -> None:
    """One that no other card has."""
    text = "id:\nfront: What is $x^2$?\nback: b\n"
    assert filled(text, ()).startswith("id: what-is-x2\n")
    assert filled(text, {"what-is-x2"}).startswith("id: what-is-x2-2\n")
    assert filled("front: Why?\nback: b\n", ()).endswith("\nid: why")
    assert filled("id: mine\nfront: Why?\nback: b\n", ()).startswith("id: mine\n")


@pytest.mark.parametrize(
    "text",
    [
        *("What: now?", "a # b", "[0, 1] is it", "{x}", "no", "0.5", "1e3", "*x*", "& so", "!x"),
        *("it's: so", "@x", "`x`", "- x", "a: ", "%x", "null", "~", "2024-01-01", "#x", "? x"),
    ],
)
def test_a_text_needs_no_quotes(text: str) -> None:
    """What YAML would read as something else is what was typed."""
    made = build(finished(f"id: a\nfront: {text}\nback: b\n", ())).value
    assert made == {"id": "a", "front": text.strip(), "back": "b"}


@given(st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1))
def test_any_line_of_text_is_what_was_typed(text: str) -> None:
    """Unless it begins as YAML's own forms of a text do."""
    if not text.startswith(("'", '"', "|", ">")):
        assert build(finished(f"id: a\nfront: {text}\nback: b\n", ())).value["front"] == text


@pytest.mark.parametrize(
    "line",
    [
        *("front: 'it''s'", 'front: "x"', "front: plain", "tags: [a, b]", "answer: true"),
        *("claims: [{function: relu, value: 0, at: -1}]", "level: core"),
    ],
)
def test_what_is_yaml_already_stays(line: str) -> None:
    """Quotes, lists and fields that are no texts."""
    kind = "kind: truth\n" if line.startswith("answer") else ""
    assert line in finished(f"id: a\n{kind}{line}\n", ())


def test_texts_inside_options_need_no_quotes_either() -> None:
    """Nor those of blanks, points and pairs."""
    text = "id: a\nkind: choice\nquestion: q\noptions:\n  - text: a: b\n    why: c # d\n"
    assert build(finished(text, ())).value["options"] == [{"text": "a: b", "why": "c # d"}]


def test_lines_of_the_card_as_it_was_stay() -> None:
    """A remark behind a text stays a remark."""
    was = "id: a\nfront: b  # remark\nback: c\n"
    assert finished(was, (), was) == was


def test_an_empty_field_that_may_be_missing_is_left_out() -> None:
    """Its line stays while the card is looked at, so that complaints name the right one."""
    text = "id: a\nfront: b\nwhy:\ntags: []\nback:\n"
    assert filled(text, ()) == "id: a\nfront: b\n\ntags: []\nback:"
    assert finished(text, ()) == "id: a\nfront: b\ntags: []\nback:\n"


def test_a_field_that_goes_on_below_is_left_alone() -> None:
    """A long text, a list."""
    text = "id: a\nfront: b\nback: c\nwhy:\n  Because: so\ntags:\n- x\n"
    assert finished(text, ()) == text


@given(st.text())
def test_no_text_breaks_the_form(text: str) -> None:
    """It may be no card, but its lines keep their numbers."""
    made = filled(text, ())
    assert made.count("\n") - text.rstrip("\n").count("\n") in (0, 1)
    assert not re.search(r"\n\n\Z", finished(text, ()))
