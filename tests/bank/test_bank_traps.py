"""What a person is told who fell into one of YAML's traps."""

from __future__ import annotations

from pathlib import Path

import pytest

from actquiz.bank.loader import load_text

HEAD = """\
format: 1
deck: d
title: T
cards:
  - {id: good, front: a, back: b}
  - id: bad
"""
TAIL = "  - {id: last, front: a, back: b}\n"

QUOTE = "put the whole text in single quotes (a ' inside is written '')"
BLOCK = f"{QUOTE}, or on lines of its own under the field's name and a |"
SINGLE = "write the text in single quotes, where a backslash is a backslash"


def problems_of(body: str) -> list[str]:
    """Load the three-card deck whose second card has ``body``; the other two must survive."""
    lines = "".join(f"    {line}\n" for line in body.split("\n"))
    loaded = load_text(HEAD + lines + TAIL, Path("d.yaml"))
    assert [entry.id for entry in loaded.entries if entry.id != "bad"] == ["good", "last"]
    assert not any(entry.id == "bad" for entry in loaded.entries) or not loaded.problems
    return [str(problem) for problem in loaded.problems]


TRAPS = {
    "back: no\nfront: a": "d.yaml:7:11: `back`: no is read as the Boolean false, not as text"
    " — put it in quotes: 'no'",
    "front: On\nback: b": "d.yaml:7:12: `front`: On is read as the Boolean true, not as text"
    " — put it in quotes: 'On'",
    "front: 0.5\nback: b": "d.yaml:7:12: `front`: 0.5 is read as a number, not as text"
    " — put it in quotes: '0.5'",
    "front: ~\nback: b": "d.yaml:7:12: `front`: ~ is read as nothing, not as text"
    " — put it in quotes",
    "front:\nback: b": "d.yaml:7:11: `front` is empty where text is wanted"
    " — write it after the colon",
    "front: # of layers\nback: b": "d.yaml:7:11: `front` is empty: an unquoted # starts a comment"
    f" — {QUOTE}",
    "front: a\nback: b\nclaims:\n  - {function: relu, value: 1e3, at: 1000}": "d.yaml:10:33:"
    " 1e3 is read as text: an exponent needs a point and a sign — write 1.0e+3",
    "front: a\nback: b\nevidence: {demo: d, set: {rate: 1.5e-3}}": None,
    "front: a\nback: b\nfront: c": "d.yaml:9:5: `front` is given twice, first on line 7"
    " — remove one of them",
    "front: a\n\tback: b": "d.yaml:8:5: a tab indents this line — indent with spaces",
    "front: What: now\nback: b": "d.yaml:7:16: an unquoted text contains a colon followed by a"
    f" space — {BLOCK}",
    "front: The slope:\nback: b": f"d.yaml:7:21: an unquoted text ends in a colon — {BLOCK}",
    "kind: order\nquestion: q\nitems:\n  - a: b\n  - b\n  - c": "d.yaml:10:9: `items`: an"
    f" unquoted colon makes a field of this text — {QUOTE}",
    "front: [0, 1] is it\nback: b": f"d.yaml:7:12: an unquoted [ starts a list — {QUOTE}",
    "front: [0, 1]\nback: b": "d.yaml:7:12: `front`: an unquoted [ starts a list, not a text"
    f" — {QUOTE}",
    "front: {x} y\nback: b": f"d.yaml:7:12: an unquoted {{ starts a mapping — {QUOTE}",
    "front: {x}\nback: b": "d.yaml:7:12: `front`: an unquoted { starts a mapping, not a text"
    f" — {QUOTE}",
    "front: *x* is\nback: b": f"d.yaml:7:12: an unquoted * starts a YAML alias — {QUOTE}",
    "front: *x\nback: b": "d.yaml:7:12: `*` starts a YAML alias, and decks have none"
    " — put the text in single quotes if it begins with *",
    "front: &x y\nback: b": "d.yaml:7:12: `&` starts a YAML anchor, and decks have none"
    " — put the text in single quotes if it begins with &",
    "front: %x\nback: b": f"d.yaml:7:12: a text may not begin with an unquoted % — {QUOTE}",
    "front: @x\nback: b": f"d.yaml:7:12: a text may not begin with an unquoted @ — {QUOTE}",
    "front: `x`\nback: b": f"d.yaml:7:12: a text may not begin with an unquoted ` — {QUOTE}",
    "front: - a\nback: b": f"d.yaml:7:12: an unquoted - starts a list — {QUOTE}",
    "front: !!python/object/apply:os.system [ls]\nback: b": "d.yaml:7:12: `!` starts a YAML tag,"
    " and decks have none — remove the tag, or put the text in single quotes if it begins with !",
    "front: a\nback: b\n<<: {why: c}": "d.yaml:9:5: `<<` merges mappings, and decks do not"
    " — write the fields out",
    'front: "$\\frac{1}{2}$"\nback: b': "d.yaml:7:12: in double quotes YAML reads \\frac as a"
    f" control character — {SINGLE}",
    'front: "$\\tanh$"\nback: b': "d.yaml:7:12: in double quotes YAML reads \\tanh as a control"
    f" character — {SINGLE}",
    'front: "$\\sigma$"\nback: b': "d.yaml:7:14: `\\s` in double quotes is not an escape that YAML"
    f" knows — {SINGLE}",
    'front: "one\\ntwo"\nback: b': None,
    'front: "\\x1b[31mred"\nback: b': "d.yaml:7:12: this text contains the control character U+001B"
    " — remove it",
    "front: 'it's'\nback: b": "d.yaml:7:16: text follows a closing quote"
    " — quote the whole text; inside single quotes write '' for '",
    "front: 'it is\nback: b": "d.yaml:7:12: this quote is never closed — close it on the same line",
    "front: a\nback b\nwhy: c": "d.yaml:8:5: this line is neither a field (name: value) nor part of"
    " a text — indent it deeper than its field, or write the colon",
    "fron: a\nback: b": "d.yaml:7:5: this flashcard has no field `fron` — did you mean 'front'?",
    "statement: a\nanswer: true\nwhy: b": "d.yaml:7:5: this flashcard has no field `statement`"
    " — it belongs to truth: set kind, or remove it",
    "kind: choise\nquestion: a": "d.yaml:7:11: there is no card kind `choise`"
    " — did you mean 'choice'?",
    "front: a": "d.yaml:6:5: `back` is missing in this flashcard — add back: …",
    "front: a\nback: b\nlevel: scren": "d.yaml:9:12: `level` cannot be 'scren'"
    " — did you mean 'screen'?",
    "front: a\nback: b\ntags: relu": "d.yaml:9:11: `tags` is text where a list is wanted"
    " — write tags: [a, b]",
    "front: a\nback: b\ntags: [Re LU]": "d.yaml:9:12: `tags` is Re LU, which is not an id"
    " — use lower-case letters, digits and single dashes, such as relu-slope",
    "kind: truth\nstatement: a\nanswer: maybe\nwhy: b": "d.yaml:9:13: `answer` is text where true"
    " or false is wanted — write true or false",
    "kind: choice\nquestion: q\noptions:\n  - {text: a, corect: true}\n  - {text: b}": "d.yaml:10:"
    "19: `options` has no field `corect` — did you mean 'correct'?",
}


@pytest.mark.parametrize("body", TRAPS, ids=lambda body: body.replace("\n", " / ")[:40])
def test_each_trap_has_its_message(body: str) -> None:
    """A card that fell into a trap is named with its place, what happened, and what to write."""
    told = TRAPS[body]
    assert problems_of(body) == ([told] if told else [])


NUMERIC = "kind: numeric\nquestion: 'q [[x]]'\nanswer: x\ncheck: x + 0\n"
NUMBERS = {
    "tolerance: {abs: 1e3}": "d.yaml:11:22: `abs`: 1e3 is read as text: an exponent needs a point"
    " and a sign — write 1.0e+3",
    "tolerance: {abs: '0.1'}": "d.yaml:11:22: `abs`: quotes make this number a text"
    " — remove the quotes",
    "tolerance: {abs: about one}": "d.yaml:11:22: `abs` is text where a number is wanted"
    " — write a number",
}


@pytest.mark.parametrize("line", NUMBERS)
def test_a_number_that_became_text_is_explained(line: str) -> None:
    """Exponents without a sign, and quoted numbers, are told apart from words."""
    draw = "\ndraw: {x: {from: 1, to: 2, step: 1}}"
    assert problems_of(NUMERIC + line + draw) == [NUMBERS[line]]


def test_the_guilty_drawn_value_is_found() -> None:
    """Of several drawn values the one with the mistake is named by its place."""
    body = NUMERIC + "tolerance: {abs: 1}\ndraw:\n  x: {from: 1, to: 2, step: 1}\n  y: {from: a}"
    assert problems_of(body) == [
        "d.yaml:14:17: `from` is text where a number is wanted — write a number"
    ]


HEADERS = {
    "deck: d\ntitle: t\ncards: []\n": "d.yaml:1:1: `format: 1` is missing"
    " — write format: 1 on the first line",
    "format: 2\ndeck: d\ntitle: t\ncards: []\n": "d.yaml:1:9: the file has format 2; this program"
    " reads format 1 — update actquiz",
    "format: 1\ndeck: d\ntitel: t\ncards: []\n": "d.yaml:3:1: this deck has no field `titel`"
    " — did you mean 'title'?",
    "format: 1\ndeck: d\ntitle: a\ntitle: b\ncards: []\n": "d.yaml:4:1: `title` is given twice,"
    " first on line 3 — remove one of them",
    "format: 1\ndeck: d\ntitle: t\n": "d.yaml:1:1: `cards` is missing"
    " — write cards: and the cards under it",
    "- a\n": "d.yaml:1:1: the file is not a deck: its outermost level has no fields"
    " — begin with format: 1, then deck:, title: and cards:",
    "": "d.yaml:1:1: the file is empty — begin with format: 1, then deck:, title: and cards:",
    "format: 1\ndeck: d\ntitle: t\ncards: []\n---\na: b\n": "d.yaml:5:1: a second document starts"
    " here — remove the --- line: one deck a file",
    "format: 1\ndeck: d\ntitle: t\ncards: [hello]\n": "d.yaml:4:9: this card is text, not fields"
    " — write - id: …, and its fields under it",
}


@pytest.mark.parametrize("text", HEADERS)
def test_each_header_mistake_has_its_message(text: str) -> None:
    """What is wrong with the deck itself is told like what is wrong with a card."""
    assert [str(one) for one in load_text(text, Path("d.yaml")).problems] == [HEADERS[text]]


def test_a_right_exponent_beside_a_wrong_one_is_left_alone() -> None:
    """Only the number that YAML reads as text is named, not one that has its point and sign."""
    text = (
        "format: 1\ndeck: d\ntitle: D\ncards:\n  - id: a\n    front: q\n    back: a\n"
        "    claims:\n      - {value: 1e3, below: 1.0e-9}\n"
    )
    found = load_text(text, Path("d.yaml")).problems
    assert [problem.what.split()[0] for problem in found] == ["1e3"]
