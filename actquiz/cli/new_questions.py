"""What is asked for a card of each kind, in the order in which one thinks of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import click
from msgspec.structs import fields

from actquiz.bank.cards import KINDS
from actquiz.cli import diagnostics

_GAP = re.compile(r"\{\{(.+?)\}\}")
FieldValues = dict[str, Any]


def ask_for(kind: str) -> FieldValues:
    """The card's fields as they were answered. Ctrl-C and the end of the input end it."""
    values: FieldValues = {"kind": kind} if kind != "flashcard" else {}
    values |= ASKED[kind]()
    needed = next((one.required for one in fields(KINDS[kind]) if one.name == "why"), None)
    if needed is not None:
        label = "Why?" if needed else "Why? (may stay empty)"
        if why := _line(label, may_be_empty=not needed):
            values["why"] = why
    tags = re.split(r"[\s,]+", _line("Tags, with spaces between", may_be_empty=True))
    if tags := [tag.lower() for tag in tags if tag]:
        values["tags"] = tags
    return values


def _line(label: str, *, may_be_empty: bool = False) -> str:
    """One line; asked again while it is empty and may not be."""
    while True:
        said: str = click.prompt(
            label, default="", show_default=False, err=True, prompt_suffix=" > "
        )
        if said.strip() or may_be_empty:
            return said.strip()
        diagnostics.note("This one is needed.")


def _lines(label: str, least: int) -> Iterator[str]:
    """Lines until an empty one."""
    count = 0
    while said := _line(label if count < least else f"{label} (empty: no more)",
                        may_be_empty=count >= least):  # fmt: skip
        count += 1
        yield said


def _flashcard() -> FieldValues:
    return {"front": _line("Question"), "back": _line("Answer, as short as it is true")}


def _choice() -> FieldValues:
    return _options(1)


def _multiple() -> FieldValues:
    return _options(None)


def _options(right: int | None) -> FieldValues:
    question = _line("Question")
    options: list[FieldValues] = []
    if right == 1:
        options.append({"text": _line("The right option"), "correct": True})
    else:
        options += [{"text": text, "correct": True} for text in _lines("A right option", 1)]
    for text in _lines("A wrong option", 1):
        options.append({"text": text, "why": _line("  why it is wrong")})
    return {"question": question, "options": options}


def _truth() -> FieldValues:
    statement = _line("Statement")
    return {"statement": statement, "answer": click.confirm("Is it true?", err=True)}


def _cloze() -> FieldValues:
    while True:
        text = _line("Text, with gaps as {{answer}}")
        answers = _GAP.findall(text)
        if answers:
            break
        diagnostics.note("There is no gap in it: write one as {{answer}}.")
    numbers = iter(range(1, len(answers) + 1))
    hidden = _GAP.sub(lambda _: f"[[{next(numbers)}]]", text)
    return {"text": hidden, "blanks": [{"answer": answer.strip()} for answer in answers]}


def _open() -> FieldValues:
    question = _line("Question")
    points = []
    for point in _lines("A key point of the answer", 2):
        ways = _line("  ways of saying it, with commas between").split(",")
        points.append({"point": point, "ideas": [[way.strip() for way in ways if way.strip()]]})
    return {"question": question, "points": points, "answer": _line("A model answer")}


def _order() -> FieldValues:
    question = _line("Question")
    diagnostics.note("Write the items in their right order.")
    return {"question": question, "items": list(_lines("Item", 3))}


def _match() -> FieldValues:
    question = _line("Question")
    pairs = []
    for pair in _lines("A pair, as left = right", 3):
        left, _, right = pair.partition("=")
        pairs.append({"left": left.strip(), "right": right.strip()})
    return {"question": question, "pairs": pairs}


ASKED = {
    "flashcard": _flashcard,
    "choice": _choice,
    "multiple": _multiple,
    "truth": _truth,
    "cloze": _cloze,
    "open": _open,
    "order": _order,
    "match": _match,
}
