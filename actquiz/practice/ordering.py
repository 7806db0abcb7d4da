"""Cards answered by putting items in order."""

from __future__ import annotations

from itertools import pairwise
from random import Random

from actquiz.bank import cards
from actquiz.bank.entry import Entry
from actquiz.memory.grade import Grade
from actquiz.practice.turns import Line, Response, Turn, Verdict


def ask(entry: Entry, seed: int) -> Turn:
    """Show the items in an order that is never the right one."""
    card = _card(entry)
    items = tuple(card.items[index] for index in _mixed(len(card.items), seed))
    return Turn(entry, seed, "order", card.question, items)


def judge(turn: Turn, response: Response) -> Verdict:
    """Right only if the whole order is; otherwise the headline says how much of it is."""
    card = _card(turn.entry)
    count = len(card.items)
    mixed = _mixed(count, turn.seed)
    given = [mixed[index] for index in response.picks if 0 <= index < count]
    places = {item: given.index(item) if item in given else None for item in range(count)}
    right = given == list(range(count))
    lines = tuple(_line(card.items[item], item, place) for item, place in places.items())
    return Verdict(
        right,
        Grade.GOOD if right else Grade.AGAIN,
        "Right." if right else _wrong(given, count),
        "\n".join(f"{number}. {item}" for number, item in enumerate(card.items, start=1)),
        card.why,
        lines,
    )


def _card(entry: Entry) -> cards.Order:
    if not isinstance(entry.card, cards.Order):
        raise ValueError(f"{entry.id} has no order")
    return entry.card


def _mixed(count: int, seed: int) -> list[int]:
    """Which item stands where; the right order itself is turned by one."""
    order = list(range(count))
    Random(seed).shuffle(order)
    return order if order != sorted(order) else [*order[1:], order[0]]


def _line(text: str, item: int, place: int | None) -> Line:
    """An item at its right place; chosen if the learner put it there."""
    if place == item:
        return Line(text, chosen=True, correct=True, why="")
    said = "" if place is None else f"You put it at {place + 1}."
    return Line(text, chosen=False, correct=True, why=said)


def _wrong(given: list[int], count: int) -> str:
    if not given:
        return "Not answered."
    placed = sum(item == place for place, item in enumerate(given))
    pairs = sum(after == before + 1 for before, after in pairwise(given))
    return (
        f"Wrong: {placed} of {count} in their place, "
        f"{pairs} of {count - 1} neighbours in the right order."
    )
