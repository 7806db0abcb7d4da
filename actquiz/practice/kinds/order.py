"""``order``: items to put in order."""

from __future__ import annotations

from itertools import pairwise
from random import Random

from actquiz.bank.cards import Order
from actquiz.practice.answer_ways import AnswerWay, PutInOrder
from actquiz.practice.kinds.kind import Kind
from actquiz.practice.turn import JudgedPart, PartMark, Response, Verdict, judged


def ask(card: Order, seed: int) -> tuple[str, AnswerWay]:
    """The items in an order that is never the right one."""
    return card.question, PutInOrder(tuple(card.items[item] for item in _mixed(card, seed)))


def judge(card: Order, seed: int, response: Response) -> Verdict:
    """Right only if the whole order is; otherwise the headline says how much of it is."""
    count = len(card.items)
    mixed = _mixed(card, seed)
    given = [mixed[index] for index in response.picks if 0 <= index < count]
    right = given == list(range(count))
    return judged(
        right,
        "Right." if right else _wrong(given, count),
        "\n".join(f"{number}. {item}" for number, item in enumerate(card.items, start=1)),
        card.why,
        tuple(_line(text, item, given) for item, text in enumerate(card.items)),
    )


def states(card: Order) -> list[str]:
    """The items and the reason."""
    return [*card.items, card.why]


def _mixed(card: Order, seed: int) -> list[int]:
    """Which item stands where; the right order itself is turned by one."""
    order = list(range(len(card.items)))
    Random(seed).shuffle(order)
    return order if order != sorted(order) else [*order[1:], order[0]]


def _line(text: str, item: int, given: list[int]) -> JudgedPart:
    """An item at its right place, and where the learner put it."""
    if item not in given:
        return JudgedPart(text, PartMark.MISSED)
    place = given.index(item)
    if place == item:
        return JudgedPart(text, PartMark.RIGHT)
    return JudgedPart(text, PartMark.WRONG, f"You put it at {place + 1}.")


def _wrong(given: list[int], count: int) -> str:
    if not given:
        return "Not answered."
    placed = sum(item == place for place, item in enumerate(given))
    pairs = sum(after == before + 1 for before, after in pairwise(given))
    return (
        f"Wrong: {placed} of {count} in their place, "
        f"{pairs} of {count - 1} neighbours in the right order."
    )


KIND = Kind("Put in order", 20.0, ask, judge, states)
