"""Options that give themselves away: what somebody who knows nothing can go by.

A rule such as "the longest" is held against chance over a deck's cards: with four options it should
be right in a quarter of them. Positions tell nothing where options are shuffled, so they are not
counted; predictions are sizes, whose order can be seen however they are shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from actquiz.bank.cards import Card, Choice, Predict, Truth
from actquiz.errors import Problem
from actquiz.text.layout import render
from actquiz.text.safe import cells

_MUCH_LONGER = 1.6
"""A right option so many times as long as the longest wrong one stands out."""
_SHORT = 40
"""Cells up to which an option's length tells nothing."""
SUSPICIOUS = 0.01
"""A rule that is right so often has this chance of being so by accident."""
_NAMED = 6
_WIDE = 10_000


def standing_out(card: Choice) -> Iterator[Problem]:
    """A warning about a right option that is much longer than every wrong one."""
    widths = _widths(card)
    right = max((width for width, correct in widths if correct), default=0)
    wrong = max((width for width, correct in widths if not correct), default=0)
    if right > max(_SHORT, _MUCH_LONGER * wrong):
        what = f"the right option takes {right} cells, the longest wrong one {wrong}"
        fix = "shorten it and move the reason to why, or say more in a wrong one"
        yield Problem(what, fix, field=("options",), severity="warning")


@dataclass(slots=True)
class _Tally:
    """How a rule fares over the cards of a deck to which it can be applied."""

    chances: list[float] = field(default_factory=list)
    """For each card how likely the rule is right by accident."""
    hits: list[Card] = field(default_factory=list)

    def count(self, card: Card, chance: float, hit: bool) -> None:
        self.chances.append(chance)
        if hit:
            self.hits.append(card)


def patterns(cards: Sequence[Card]) -> Iterator[tuple[Card, Problem]]:
    """Each rule by which guessing pays in a deck, with the first card that it answers."""
    tallies: dict[str, _Tally] = {}
    for card in cards:
        for rule, chance, hit in _guesses(card):
            tallies.setdefault(rule, _Tally()).count(card, chance, hit)
    for rule, tally in tallies.items():
        if at_least(len(tally.hits), tally.chances) >= SUSPICIOUS:
            continue
        count, expected = len(tally.chances), sum(tally.chances)
        what = f"{rule} is right in {len(tally.hits)} of {count} cards, by chance in {expected:.0f}"
        ids = ", ".join(card.id for card in tally.hits[:_NAMED])
        more = ", …" if len(tally.hits) > _NAMED else ""
        fix = f"change some of them: {ids}{more}"
        yield tally.hits[0], Problem(what, fix, severity="warning")


def at_least(hits: int, chances: Sequence[float]) -> float:
    """The probability of ``hits`` or more successes, each with its own chance."""
    exactly = [1.0]
    for chance in chances:
        missed = [before * (1 - chance) for before in exactly]
        exactly = [a + b * chance for a, b in zip([*missed, 0.0], [0.0, *exactly], strict=True)]
    return sum(exactly[hits:])


def _guesses(card: Card) -> Iterator[tuple[str, float, bool]]:
    """The rules that can be applied to a card, how likely each is right, and whether it is."""
    match card:
        case Truth():
            yield "“true”", 0.5, card.answer
            yield "“false”", 0.5, not card.answer
        case Choice():
            yield from _by_length(_widths(card))
        case Predict():
            yield from _by_length([(_cells(one.text), one.correct) for one in card.outcomes])
            yield from _by_size(card)


def _by_length(widths: list[tuple[int, bool]]) -> Iterator[tuple[str, float, bool]]:
    """Longest, shortest and second longest, where there is one such."""
    longest = sorted(widths, reverse=True)
    sizes = [width for width, _ in longest]
    count = len(widths)
    named = {"the longest option": 0, "the shortest option": count - 1}
    if count > 2:
        named["the second longest option"] = 1
    for rule, place in named.items():
        if sizes.count(sizes[place]) == 1:
            yield rule, 1 / count, longest[place][1]


def _by_size(card: Predict) -> Iterator[tuple[str, float, bool]]:
    """Extremes and what lies between them, by the bounds."""
    scale = sorted(card.outcomes, key=lambda one: one.bounds)
    count, place = len(scale), [one.correct for one in scale].index(True)
    yield "the smallest outcome", 1 / count, place == 0
    yield "the largest outcome", 1 / count, place == count - 1
    if count > 2:
        yield "one of the outcomes in the middle", 1 - 2 / count, 0 < place < count - 1
        yield "one of the extreme outcomes", 2 / count, place in (0, count - 1)


def _widths(card: Choice) -> list[tuple[int, bool]]:
    """The cells that each option takes, and whether it is right."""
    return [(_cells(option.text), option.correct) for option in card.options]


def _cells(text: str) -> int:
    """As the terminal shows it."""
    return sum(map(cells, render(text, _WIDE)))
