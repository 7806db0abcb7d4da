"""A card as words: its one-line title, and everything it says, for the search."""

from __future__ import annotations

from collections.abc import Iterator

from actquiz.bank.cards import (
    Card,
    Choice,
    Cloze,
    Curve,
    Flashcard,
    Formula,
    Multiple,
    Numeric,
    Open,
    Order,
    Predict,
    Truth,
)
from actquiz.bank.yaml_positions import Path

Field = tuple[Path, str]
"""Where in the card a text stands, and the text."""


def kind_of(card: Card) -> str:
    """The kind's name, as ``kind:`` has it in a file."""
    return str(type(card).__struct_config__.tag)


def title(card: Card) -> str:
    """The first line of what is asked."""
    if isinstance(card, Flashcard):
        text = card.front
    elif isinstance(card, Truth):
        text = card.statement
    elif isinstance(card, Cloze):
        text = card.text
    elif isinstance(card, Curve):
        return "Which function is this picture?"
    elif isinstance(card, Formula):
        text = card.name
    else:
        text = card.question
    return " ".join(text.split("\n\n", 1)[0].split())


def fields(card: Card) -> Iterator[Field]:
    """Every Markdown text of the card that a learner may see, empty ones left out."""
    for path, text in _fields(card):
        if text:
            yield path, text


def _fields(card: Card) -> Iterator[Field]:
    if isinstance(card, Flashcard):
        yield ("front",), card.front
        yield ("back",), card.back
    elif isinstance(card, Truth):
        yield ("statement",), card.statement
    elif isinstance(card, Cloze):
        yield ("text",), card.text
        for number, blank in enumerate(card.blanks):
            yield ("blanks", number, "answer"), blank.answer
            yield ("blanks", number, "hint"), blank.hint
    elif isinstance(card, Formula):
        yield ("name",), card.name
        for number, item in enumerate(card.properties):
            yield ("properties", number), item
    elif not isinstance(card, Curve):
        yield ("question",), card.question
        yield from _answers(card)
    yield from _reason(card)


def _answers(card: Choice | Multiple | Numeric | Open | Order | Predict) -> Iterator[Field]:
    if isinstance(card, (Choice, Multiple)):
        for number, option in enumerate(card.options):
            yield ("options", number, "text"), option.text
            yield ("options", number, "why"), option.why
    elif isinstance(card, Open):
        for number, point in enumerate(card.points):
            yield ("points", number, "point"), point.point
        yield ("answer",), card.answer
        for number, followup in enumerate(card.followups):
            yield ("followups", number), followup
        yield ("strong",), card.strong
    elif isinstance(card, Order):
        for number, item in enumerate(card.items):
            yield ("items", number), item
    elif isinstance(card, Predict):
        for number, outcome in enumerate(card.outcomes):
            yield ("outcomes", number, "text"), outcome.text
            yield ("outcomes", number, "why"), outcome.why


def _reason(card: Card) -> Iterator[Field]:
    if not isinstance(card, Open):
        yield ("why",), card.why


def words(card: Card) -> str:
    """What the search looks through: the id, the tags and every text."""
    return "\n".join((card.id, " ".join(card.tags), *(text for _, text in fields(card))))
