"""Options that give themselves away: a learner who knows nothing picks the longest one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from actquiz.bank.cards import Card, Choice
from actquiz.errors import Problem
from actquiz.text.layout import render
from actquiz.text.safe import cells

_MUCH_LONGER = 1.6
"""A right option so many times as long as the longest wrong one stands out."""
_SHORT = 40
"""Cells up to which an option's length tells nothing."""
_ENOUGH_CARDS = 8
"""Choice cards that a deck must have before their pattern can be seen."""
_TOO_OFTEN = 0.6
"""With four options, chance makes the right one the longest in a quarter of the cards."""
_NAMED = 3
_WIDE = 10_000


def standing_out(card: Choice) -> Iterator[Problem]:
    """A warning about a right option that is much longer than every wrong one."""
    right, wrong = _widths(card)
    if right > max(_SHORT, _MUCH_LONGER * wrong):
        what = f"the right option takes {right} cells, the longest wrong one {wrong}"
        fix = "shorten it and move the reason to why, or say more in a wrong one"
        yield Problem(what, fix, field=("options",), severity="warning")


def pattern(cards: Sequence[Card]) -> tuple[Choice, Problem] | None:
    """The first card of a deck in which the right option is the longest too often, and why."""
    choices = [card for card in cards if isinstance(card, Choice)]
    longest = [card for card in choices if _is_longest(card)]
    if len(choices) < _ENOUGH_CARDS or len(longest) <= _TOO_OFTEN * len(choices):
        return None
    what = f"the right option is the longest in {len(longest)} of {len(choices)} choice cards"
    ids = ", ".join(card.id for card in longest[:_NAMED])
    more = ", …" if len(longest) > _NAMED else ""
    fix = f"shorten it or say more in a wrong one in some of them: {ids}{more}"
    return longest[0], Problem(what, fix, field=("options",), severity="warning")


def _is_longest(card: Choice) -> bool:
    right, wrong = _widths(card)
    return right > wrong


def _widths(card: Choice) -> tuple[int, int]:
    """Cells that the right option and the longest wrong one take, as the terminal shows them."""
    widths = [(sum(map(cells, render(option.text, _WIDE))), option) for option in card.options]
    return (
        max((width for width, option in widths if option.correct), default=0),
        max((width for width, option in widths if not option.correct), default=0),
    )
