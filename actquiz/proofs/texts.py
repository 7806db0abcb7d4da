"""What a card's own words state: numbers and equations that its claims must bear out.

A claim proves nothing for the reader if the sentence beside it says another number. So every
number in an answer must be a number of the card's claims, as written and with its sign, or stand
in ``cited`` because a source says it; and every equation between functions of x must hold.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from actquiz.bank.cards import Card, Formula, Match, Predict
from actquiz.engine.activations import registry as activations
from actquiz.errors import ActquizError, Problem
from actquiz.practice.card_asking import kind_of
from actquiz.proofs.equations import equations
from actquiz.proofs.numbers import StatedNumber, numbers_in

_YEARS = range(1940, 2031)
_EXPRESSION_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?:e[-+]?\d+)?")
_NO_NUMBER = re.compile(
    r"""
      ^\s*(?:```|~~~).*?^\s*(?:```|~~~)       # code, whose digits are the program's
    | (?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)
    | ^\s*\d{1,3}[.)]\s                      # the marker of a list's item
    | \[\[\w+\]\]                            # gaps and drawn values
    | _\{[^{}]*\}|_\w                         # LaTeX subscripts: W_{l+1} states no 1
    | \b(?:section|chapter|figure|table|equation|page|(?:fig|eqs?)\.)\s\(?\d[\d.]*\)?   # places
    | \b[a-z][a-z0-9+.-]*://\S+ | \b(?:arxiv|doi|isbn)[:\s]\s*\S+   # addresses
    | \bv\d+(?:\.\d+)+\b | \b(?:Python|PyTorch|NumPy|CUDA|version)\s\d+(?:\.\d+)*   # versions
    | \b\d{4}-\d{2}-\d{2}\b                 # days
    | (?<!\S)\(\d\)(?=\s[a-z])              # (1) this and (2) that
    | \^\{\(\d+\)\}                         # which layer: W^{(2)}
    | \\mathbb\s*\{?[a-z]\}?\s*\^(?:\d|\{[^{}]*\})   # a space: \mathbb{R}^3
    | \b[A-Za-z]{2,}-\d+(?![\d.])            # names: GPT-2, VGG-16
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL | re.IGNORECASE,
)
"""What has digits and states no number."""
_UNARY_MINUS = re.compile(r"(^|[(\[,*/<>=+])\s*-\s*$")


def answer_texts(card: Card) -> list[str]:
    """The texts of a card that state what is true; wrong options and questions are left out."""
    if isinstance(card, Formula):
        return [*card.properties, *(card.reason(ask) for ask in card.ask)]
    return list(kind_of(card).states(card))


def _stated(card: Card) -> Iterator[tuple[str, Card]]:
    """Each text that is stated, with the card whose claims may bear it out.

    A claim about a function that one left side of a match names says nothing of the other pairs:
    sides that changed places must not bear each other out.
    """
    texts = answer_texts(card)
    if isinstance(card, Match):
        named = [_function(pair.left) for pair in card.pairs]
        for text, name in zip(texts, named, strict=False):
            others = {*named} - {name, ""}
            own = [claim for claim in card.claims if _function(claim.get("function")) not in others]
            yield text, msgspec.structs.replace(card, claims=tuple(own))
        texts = texts[len(named) :]
    yield from ((text, card) for text in texts if text)


def _function(name: object) -> str:
    """The engine's name of the function that goes by ``name``; empty if none does."""
    try:
        return activations.get(str(name)).name
    except ActquizError:
        return ""


def check_texts(card: Card) -> Iterator[Problem]:
    """Complaints about numbers without a claim and equations that do not hold."""
    cited = {text.strip() for text in card.cited}
    for text, bearing in _stated(card):
        backed = list(_claimed_numbers(msgspec.to_builtins(bearing)))
        tried = list(equations(text, card))
        yield from (complaint for _, complaint in tried if complaint)
        # The numbers of an equation that holds for every x are proved by that.
        rest = text
        for equation, complaint in tried:
            rest = rest.replace(equation, "$ $" if complaint is None else equation)
        rest = _NO_NUMBER.sub(" ", rest)
        for found in numbers_in(rest):
            if not _needs_backing(found) or found.text in cited or _is_backed(found, backed):
                continue
            yield Problem(
                f"the answer states {found.text}, {UNPROVED}",
                f'add a claim with that number, or cited: ["{found.text}"] if a source says it',
            )
        yield from _unclaimed_intervals(text, bearing)
    if isinstance(card, Predict):
        yield from _outside(card)


UNPROVED = "which no claim of the card bears out"
"""Ends a complaint about what may well be right."""
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-Z$`*(])|\n\s*[-*]\s+|\n\n+")


def statements(card: Card) -> tuple[int, int]:
    """How many sentences the card asserts, and how many carry something that is checked.

    Checked is a sentence with an equation that is tried, a number that a claim bears out, or the
    computed answer of a numeric card; of a prediction the right outcome.
    """
    backed = list(_claimed_numbers(msgspec.to_builtins(card)))
    cited = {text.strip() for text in card.cited}
    outcomes = {outcome.text for outcome in card.outcomes} if isinstance(card, Predict) else set()
    count = checked = 0
    for text in filter(None, answer_texts(card)):
        proved = [equation for equation, complaint in equations(text, card) if complaint is None]
        for sentence in filter(None, map(str.strip, _SENTENCE.split(text))):
            count += 1
            checked += (
                sentence in outcomes
                or "[[answer]]" in sentence
                or any(equation in sentence for equation in proved)
                or any(
                    found.text not in cited and _is_backed(found, backed)
                    for found in numbers_in(_NO_NUMBER.sub(" ", sentence))
                )
            )
    return count, checked


def _outside(card: Predict) -> Iterator[Problem]:
    """The one measured number that an outcome states must lie in its own interval."""
    for outcome in card.outcomes:
        stated = numbers_in(_NO_NUMBER.sub(" ", outcome.text))
        if len(stated) != 1 or stated[0].is_integer:
            continue
        low, high = outcome.bounds
        found = stated[0]
        value = found.value / 100 if found.is_percent else found.value
        if not low <= value <= high:
            yield Problem(
                f"the outcome “{outcome.text}” lies outside its own bounds, {low:g} to {high:g}",
                "correct the number or the bounds",
            )


def _needs_backing(found: StatedNumber) -> bool:
    """Numerals are statements; a number that is only a word ("two layers") is written as one."""
    is_year = found.is_integer and int(found.value) in _YEARS
    # "0/0" names a form that has no value.
    return not is_year and not math.isnan(found.value)


def _is_backed(found: StatedNumber, backed: Iterable[float]) -> bool:
    return any(found.matches(number) for number in backed)


_PROVED = ("claims", "range", "minimum", "slope_max", "params")
"""The fields of a card that the engine checks: their numbers may be quoted."""
_UNSTATED = {"over", "set", "seeds", "seed", "tolerance", "dtype"}
"""Parts of a claim that say how it is tried: a number in there is a setting, not an outcome."""


def _claimed_numbers(card: dict[str, Any]) -> Iterator[float]:
    for name in _PROVED:
        yield from _numbers_inside(card.get(name))
    for outcome in card.get("outcomes", ()):
        # The run decides between these bounds; what an outcome says must lie within its own.
        yield from _numbers_inside([outcome.get("at_least"), outcome.get("below")])
    for name in ("latex", "slope_latex", "answer", "check"):
        # A formula card's LaTeX and a numeric card's expressions are themselves proved.
        if card.get("kind") in {"formula", "numeric"}:
            yield from _numbers_inside(card.get(name))


def _numbers_inside(value: Any) -> Iterator[float]:
    if isinstance(value, bool):
        return
    if isinstance(value, (int, float)):
        yield float(value)
    elif isinstance(value, str):
        plain = value.replace("−", "-")
        for found in _EXPRESSION_NUMBER.finditer(plain):
            sign = -1.0 if _UNARY_MINUS.search(plain[: found.start()]) else 1.0
            yield sign * float(found.group())
        for written in numbers_in(value):
            yield written.value
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in _UNSTATED:
                yield from _numbers_inside(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _numbers_inside(item)


_INTERVAL = re.compile(r"[\[(]\s*[-−]?[\d.]+\s*,\s*(?:[-−+]?[\d.]+|[-−+]?(?:∞|\\infty))\s*[\])]")


def _unclaimed_intervals(text: str, card: Card) -> Iterator[Problem]:
    """An interval is a number of its own: which ends belong to it must be claimed too."""
    stated = [_plain_interval(found.group()) for found in _INTERVAL.finditer(text)]
    if not stated:
        return
    fields = msgspec.to_builtins(card)
    claimed = " ".join(_strings_inside([fields.get(name) for name in _PROVED]))
    known = {_plain_interval(found.group()) for found in _INTERVAL.finditer(claimed)}
    cited = {_plain_interval(found) for found in card.cited}
    for interval in stated:
        if interval not in known | cited:
            yield Problem(
                f"the answer states {interval}, {UNPROVED}",
                f'add a claim with that range, or cited: ["{interval}"] if a source says it',
            )


def _plain_interval(text: str) -> str:
    return re.sub(r"\s", "", text.replace("−", "-").replace(r"\infty", "∞")).replace("inf", "∞")


def _strings_inside(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list, tuple)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings_inside(item)
