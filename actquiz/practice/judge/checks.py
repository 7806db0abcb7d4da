"""What ``actquiz check`` says about the ideas of open questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from actquiz.bank.cards import Open
from actquiz.bank.loader import LoadedDeck
from actquiz.errors import Problem
from actquiz.practice.judge import judge_answer
from actquiz.practice.judge.phrases import compiled, expanded
from actquiz.practice.judge.small_words import LIGHT

_COMMON = frozenset(
    ("layer", "gradient", "weight", "function", "activation", "network", "input", "output",
     "train", "relu", "model", "unit", "value", "learn", "loss", "slope", "derivative")
)  # fmt: skip
"""Words that nearly every answer in this field holds."""


def check_points(decks: Sequence[LoadedDeck]) -> list[Problem]:
    """Ways that are never found, points made too easily, and model answers that miss a point."""
    found = []
    for deck in decks:
        heard = [
            (card.id, one)
            for card in (deck.deck.cards if deck.deck else ())
            if isinstance(card, Open)
            for one in _complaints(card)
        ]
        places = deck.locate_all([(card, one.field) for card, one in heard])
        found += [
            one.at(where, owner=card) for (card, one), where in zip(heard, places, strict=True)
        ]
    return found


def _complaints(card: Open) -> Iterator[Problem]:
    for number, key in enumerate(card.points):
        yield from _ways(key.ideas, ("points", number))
        if len(key.ideas) == 1 and (bare := _too_common(key.ideas[0])):
            what = f"`{bare}` alone makes this point, and nearly every answer says it"
            fix = "add a second idea, or say it in a longer phrase"
            yield Problem(what, fix, field=("points", number, "ideas", 0), severity="warning")
    for number, mistake in enumerate(card.mistakes):
        yield from _ways(mistake.ideas, ("mistakes", number))
    yield from _own_answer(card)


def _ways(ideas: Sequence[Sequence[str]], field: tuple[str, int]) -> Iterator[Problem]:
    for number, ways in enumerate(ideas):
        for place, way in enumerate(ways):
            where = (*field, "ideas", number, place)
            if not expanded(way):
                what = f"there is no group `{way}`"
                yield Problem(what, "'actquiz judge --groups' lists them", field=where)
            elif not any(_can_be_found(each) for each in expanded(way)):
                what = f"the way `{way}` can never be found: nothing is left of it"
                yield Problem(what, "write a word, a number or a formula", field=where)


def _can_be_found(way: str) -> bool:
    read = compiled(way)
    return bool(read.parts) or read.wants_not


def _too_common(ways: Sequence[str]) -> str:
    """A way that is one common or empty word; empty if there is none."""
    for way in ways:
        for each in expanded(way):
            read = compiled(each)
            words = [one for part in read.parts for one in part]
            is_bare = len(words) == 1 and not read.wants_not
            if is_bare and (words[0].stem in _COMMON or words[0].raw in _COMMON | LIGHT):
                return way
    return ""


def _own_answer(card: Open) -> Iterator[Problem]:
    """The card's own answer makes all of its points, and none of its mistakes."""
    if not card.answer:
        return
    judged = judge_answer(card, card.answer)
    for number, (key, heard) in enumerate(zip(card.points, judged.points, strict=True)):
        if key.ideas and not heard.is_found:
            what = "the card's own answer does not make this point"
            fix = "say it in `answer`, or add its words to `ideas`; 'actquiz judge' shows why"
            yield Problem(what, fix, field=("points", number))
    for mistake, said in judged.mistakes:
        place = card.mistakes.index(mistake)
        what = f"the card's own answer is taken for this mistake, by “{'”, “'.join(said.words)}”"
        yield Problem(what, "make its `ideas` narrower", field=("mistakes", place))
