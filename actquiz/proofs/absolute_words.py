"""Words that admit no exception: each stays where the card says what it rests on.

"Only", "always" and their like are what a confident text gets wrong first. A card lists those that
are meant, with the reason: ``absolutes: {never: claim, only: derivation, all: cybenko-1989}``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from actquiz.bank.cards import Card, Formula, Open
from actquiz.errors import Problem
from actquiz.proofs.texts import answer_texts
from actquiz.words import counted

WORDS = ("only", "always", "never", "all", "any", "must", "whatever", "exactly", "impossible")
_WORD = re.compile(rf"\b({'|'.join(WORDS)})\b", re.IGNORECASE)
_NO_WORDS = re.compile(r"``?.+?``?|\$\$.*?\$\$|\$[^$]*\$|“[^”]*”|\"[^\"]*\"", re.DOTALL)
"""Code, formulas and what is quoted, such as a title."""
_REASONS = "claim, derivation or the id of a source"


def absolutes_in(card: Card) -> dict[str, str]:
    """The absolute words in what the card asserts, each with the sentence it stands in first."""
    found: dict[str, str] = {}
    for text in answer_texts(card):
        bare = _NO_WORDS.sub(lambda part: " " * len(part[0]), text)
        for match in _WORD.finditer(bare):
            found.setdefault(match[0].lower(), _around(text, match.start(), match.end()))
    return found


def check_absolutes(card: Card, *, shipped: bool) -> Iterator[Problem]:
    """Reasons that do not hold; of a card that ships also the words that have none."""
    said = absolutes_in(card)
    for word, reason in card.absolutes.items():
        here = ("absolutes", word)
        if word not in said:
            what = f"there is a reason for “{word}”, which the card does not assert"
            yield Problem(what, "remove it", field=here)
        elif why := _missing(card, reason):
            yield Problem(f"“{word}” rests on {reason}, and {why}", f"give {_REASONS}", field=here)
    bare = [word for word in said if word not in card.absolutes]
    if shipped and bare:
        quoted = "; ".join(f"“{word}” in “{said[word]}”" for word in bare)
        what = f"{counted(len(bare), 'absolute word')} without a reason: {quoted}"
        fix = f"say it less absolutely, or write absolutes: {{{bare[0]}: …}} with {_REASONS}"
        yield Problem(what, fix, severity="warning")


def _missing(card: Card, reason: str) -> str:
    """What the card would need for that reason; empty if it has it."""
    if reason == "claim":
        has_fields = isinstance(card, Formula) or bool(card.claims)
        return "" if has_fields else "the card has no claim"
    if reason == "derivation":
        return "" if _derives(card) else "the card gives no derivation: its why is empty"
    return "" if reason in card.sources else "that is no source of the card"


def _derives(card: Card) -> bool:
    if isinstance(card, Open):
        return bool(card.answer)
    if isinstance(card, Formula):
        return any(card.reason(ask) for ask in card.ask)
    options = (*getattr(card, "options", ()), *getattr(card, "outcomes", ()))
    return bool(card.why) or any(getattr(option, "why", "") for option in options)


def _around(text: str, start: int, end: int) -> str:
    """A few words to both sides."""
    before, after = text[:start].split()[-4:], text[end:].split()[:4]
    return " ".join([*before, text[start:end], *after])
