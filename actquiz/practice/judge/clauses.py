"""Which words of an answer belong together, and which of them it denies."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from actquiz.practice.judge.small_words import (
    AUXILIARIES,
    CLAUSE_WANTING,
    FRONTED,
    HARMLESS,
    LIGHT,
    NEGATORS,
    OPENERS,
    PHRASES,
    SHARED,
    STOPS,
    SUBJECTS,
    VERBS,
    Force,
)
from actquiz.practice.judge.tokens import MARKS, Token, sentences


@dataclass(frozen=True, slots=True)
class Negator:
    """One word or phrase that denies: where it stands, and from where to where it reaches."""

    start: int
    end: int
    """The first token after it."""
    left: int
    right: int
    force: Force


@dataclass(slots=True)
class ParsedText:
    """An answer as one run of tokens with its sentences, clauses and denials."""

    tokens: list[Token] = field(default_factory=list)
    sentence: list[int] = field(default_factory=list)
    """For each token the number of its sentence; likewise below."""
    clause: list[int] = field(default_factory=list)
    bond: list[int] = field(default_factory=list)
    """Stretches as short as they come: what is in one of them is said of each other."""
    weight: list[int] = field(default_factory=list)
    """How many words that carry meaning stand before."""
    negators: list[Negator] = field(default_factory=list)
    harmless: dict[int, int] = field(default_factory=dict)
    """For each word after the negator of a harmless phrase (*no more than*) that negator."""

    def over(self, start: int, end: int) -> list[int]:
        """The negators that reach any of the words ``start`` … ``end``, by number."""
        return [
            number
            for number, one in enumerate(self.negators)
            if one.left < end and start < one.right and not (one.start < end and start < one.end)
        ]


_REACH = 14
"""Words that a negator reaches at most."""
_SHORT_REACH = 6


def read(text: str) -> ParsedText:
    """The answer, read once for all the points it may make."""
    made = ParsedText()
    for number, found in enumerate(sentences(text)):
        start = len(made.tokens)
        made.tokens += found
        made.sentence += [number] * len(found)
        _divide(made, start)
    weight = 0
    for token in made.tokens:
        made.weight.append(weight)
        weight += token.raw not in LIGHT and token.raw not in MARKS
    _deny(made)
    return made


def _divide(made: ParsedText, start: int) -> None:
    """Number the clauses and bonds of the sentence that begins at ``start``."""
    raws = [token.raw for token in made.tokens[start:]]
    clause = (made.clause[-1] if made.clause else 0) + 1
    bond = (made.bond[-1] if made.bond else 0) + 1
    opening = 0
    for place, raw in enumerate(raws):
        after = raws[place + 1] if place + 1 < len(raws) else ""
        new_clause, new_bond = _breaks(raws, opening, place, after)
        if new_bond or new_clause:
            fronted = raw == "," and raws[opening] in FRONTED and after not in FRONTED
            if not fronted or new_bond == 2:
                bond += 1
                opening = place + 1 if raw in MARKS else place
            else:
                opening = place + 1
        clause += new_clause
        made.clause.append(clause)
        made.bond.append(bond)


def _breaks(raws: list[str], opening: int, place: int, after: str) -> tuple[int, int]:
    """Whether a clause and a bond begin at a token (2: even after a fronted phrase)."""
    raw = raws[place]
    if raw in STOPS:
        # Parentheses of a formula break nothing.
        is_formula = raw in "()" and _in_formula(raws, place)
        return (0, 0) if is_formula else (1, 2)
    if place == 0:
        return 0, 0
    clause, bond = _joint(raws, opening, place, after)
    return clause, 0 if place == opening else bond


def _joint(raws: list[str], opening: int, place: int, after: str) -> tuple[int, int]:
    """What begins at a comma, at a conjunction, or at a word that opens a clause."""
    raw = raws[place]
    if raw == ",":
        listed = any(one in ("or", "nor", "and") for one in raws[place + 1 : place + 5])
        is_new = after in OPENERS or after in SUBJECTS or after in VERBS or after in FRONTED
        return int(is_new or not listed or after == "not"), 1
    if raw in OPENERS and raw not in ("also", "still", "then", "even", "once", "so"):
        return int(raws[place - 1] != "not"), 1
    if raw == "so" and after not in ("that", "much", "many", "large", "small"):
        return 1, 1
    if raw in ("and", "or"):
        is_new = after in SUBJECTS or after in VERBS or after == "not" or after in OPENERS
        # "… and units can die": a subject of its own.
        is_new |= raw == "and" and bool(AUXILIARIES & set(raws[place + 2 : place + 4]))
        is_new |= raw == "and" and raws[place - 1] == ","
        before = set(raws[opening:place]) & SHARED
        parallel = bool(before & set(raws[place + 1 : place + 5]))
        return int(is_new), int(is_new or parallel or after in FRONTED)
    return 0, 0


def _in_formula(raws: list[str], place: int) -> bool:
    near = raws[max(place - 2, 0) : place + 3]
    signs = sum(one in "+-/^='|" or (len(one) == 1 and one.isalpha()) for one in near if one)
    return signs >= 2


def _deny(made: ParsedText) -> None:
    raws = [token.raw for token in made.tokens]
    taken: set[int] = set()
    for phrase in HARMLESS:
        for place in _find(raws, phrase):
            span = range(place, place + len(phrase.split()))
            taken |= set(span)
            made.harmless |= {one: place for one in span if one != place}
    for phrase, force in PHRASES:
        size = len(phrase.split())
        for place in _find(raws, phrase):
            if not taken & set(range(place, place + size)):
                taken |= set(range(place, place + size))
                made.negators.append(_negator(made, place, place + size, force))
    for place, raw in enumerate(raws):
        if place in taken:
            continue
        if raw == "non":
            made.negators.append(Negator(place, place + 1, place + 1, place + 2, "not this"))
        elif raw in NEGATORS:
            made.negators.append(_negator(made, place, place + 1, "not"))
    made.negators.sort(key=lambda one: one.start)


def _find(raws: list[str], phrase: str) -> list[int]:
    words = phrase.split()
    first = words[0]
    return [
        place
        for place, raw in enumerate(raws)
        if raw == first and raws[place : place + len(words)] == words
    ]


def _negator(made: ParsedText, start: int, end: int, force: Force) -> Negator:
    """How far a negator reaches: to the end of its clause; a denial both ways."""
    clause, sentence = made.clause[start], made.sentence[start]
    right = bisect_right(made.clause, clause)
    left = end
    if force == "denied":
        left = next(i for i, one in enumerate(made.sentence) if one == sentence)
        right = bisect_right(made.sentence, sentence)
        if raws_after(made, end) == ":":
            return Negator(start, end, left, right, force)
        # "… is a myth: …" and "…, but that is wrong" deny what stands before.
        if made.tokens[end - 1].raw not in CLAUSE_WANTING:
            right = bisect_right(made.clause, clause)
        else:
            left = start
            turn = _turn(made, end, right)
            right = turn
    else:
        right = _reach(made, start, end, right, force)
        # "does not mean that …", "not because …": what follows is denied as well.
        while right < len(made.tokens) and right - end <= 3 and made.sentence[right] == sentence:
            if made.tokens[right].raw not in ("because", "that", "if", "when", "which"):
                break
            right = bisect_right(made.clause, made.clause[right])
    return Negator(start, end, left, right, force)


def raws_after(made: ParsedText, place: int) -> str:
    """The token at ``place``; empty at the end."""
    return made.tokens[place].raw if place < len(made.tokens) else ""


def _reach(made: ParsedText, start: int, end: int, right: int, force: Force) -> int:
    """Where a negator stops at the latest; *without them all …* stops before a new subject."""
    limit = _SHORT_REACH if force == "not this" else _REACH
    begun = False
    for place in range(end, right):
        raw = made.tokens[place].raw
        if made.weight[place] - made.weight[start] > limit:
            return place
        if raw == "nor":
            return place
        if force == "not this" and begun and (raw in SUBJECTS or raw in VERBS or raw == ","):
            return place
        begun |= raw not in LIGHT or raw in ("them", "it", "that", "one")
    return right


def _turn(made: ParsedText, start: int, end: int) -> int:
    """Where, after a denial, the answer turns to what it holds."""
    for place in range(start, end):
        if made.tokens[place].raw in (";", "—", "but", "whereas", "because", "since"):
            return place
    return end
