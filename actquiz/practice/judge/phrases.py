"""Ways of saying something, and where an answer says it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

from actquiz.practice.judge.clauses import ParsedText
from actquiz.practice.judge.small_words import HARMLESS, LIGHT
from actquiz.practice.judge.tokens import MARKS, SIGNS, Token, tokens

GAP = 2
"""Meaningful words that may stand between two words of a phrase."""
TOGETHER = 9
"""Meaningful words between the parts of ``a .. b`` at most."""
_NOT = frozenset(("not", "no", "never", "non", "without", "cannot", "neither", "nor"))
_AFTER = 5
"""Words up to the ``not`` of ``x not``."""
_ARTICLES = frozenset(("a", "an", "the", "is", "are", "be", "was", "were", "it", "its", "their"))
_PREPOSITIONS = frozenset(("of", "to", "in", "on", "at", "for", "by", "with", "from", "as", "that"))
_PADDED = tuple(f" {one} " for one in HARMLESS)
_LINKS = frozenset(("of", "in", "for", "by", "at", "from", "with", "to", "between", "on", "per"))


@dataclass(frozen=True, slots=True)
class Element:
    """One word of a way."""

    raw: str
    stem: str
    value: Fraction | None
    signed: bool
    denied: bool
    """It must be denied: it stands after ``not``."""


@dataclass(frozen=True, slots=True)
class CompiledPhrase:
    """One compiled way: parts that stand together, each a phrase."""

    parts: tuple[tuple[Element, ...], ...]
    wants_not: bool
    exact: bool
    """A formula: nothing may stand in between."""
    ends_in_not: bool = False
    """``x not``: the clause goes on to deny it."""
    strict: bool = False
    """Its words stand in this order, with hardly anything in between."""


@dataclass(frozen=True, slots=True)
class FoundWay:
    """Where a way was found."""

    places: tuple[int, ...]
    """The tokens, ascending."""
    spent: frozenset[int]
    """Negators that belong to the way."""
    fuzzy: bool = False

    @property
    def start(self) -> int:
        """Its first token."""
        return self.places[0]

    @property
    def end(self) -> int:
        """One after its last token."""
        return self.places[-1] + 1


@lru_cache(maxsize=1)
def groups() -> dict[str, tuple[str, ...]]:
    """The shared lexicon: a group's name to its ways."""
    text = Path(__file__).with_name("lexicon.txt").read_text(encoding="utf-8")
    found: dict[str, tuple[str, ...]] = {}
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            name, _, members = line.partition(":")
            found[name.strip()] = tuple(one.strip() for one in members.split(";") if one.strip())
    return found


@lru_cache(maxsize=4096)
def expanded(way: str) -> tuple[str, ...]:
    """``~name`` as the ways of that group, also inside a longer way; others as they are."""
    found = re.search(r"~([a-z0-9][a-z0-9 -]*)", way)
    if not found:
        return (way,)
    name = found[1].strip()
    while name and name not in groups():
        name = name.rpartition(" ")[0]
    if not name:
        return ()
    before, after = way[: found.start()], way[found.start() + 1 + len(name) :]
    return tuple(one for member in groups()[name] for one in expanded(f"{before}{member}{after}"))


@lru_cache(maxsize=16384)
def compiled(way: str, strict: bool = False) -> CompiledPhrase:
    """The way as elements; ``strict`` keeps its prepositions."""
    parts = []
    wants_not = exact = ends_in_not = False
    for phrase in re.split(r"\s\.\.\s", way):
        elements: list[Element] = []
        denied = False
        is_harmless = any(one in f" {phrase} " for one in _PADDED)
        for token in tokens(phrase):
            if token.raw in MARKS:
                continue
            if token.raw in _NOT and not denied and not is_harmless:
                denied = wants_not = ends_in_not = True
                continue
            ends_in_not = False
            exact |= token.stem in SIGNS
            elements.append(Element(token.raw, token.stem, token.value, token.signed, denied))
        parts.append(tuple(elements if exact else _needed(elements, strict)))
    ends_in_not &= bool(parts) and bool(parts[-1])
    return CompiledPhrase(
        tuple(part for part in parts if part), wants_not, exact, ends_in_not, strict
    )


def _needed(elements: list[Element], strict: bool) -> list[Element]:
    """A phrase without what may be said otherwise; ``at most`` needs both of its words."""
    last = len(elements) - 1
    # ``a`` at the end is no article: ``delta a``, an activation.
    bare = [
        one
        for place, one in enumerate(elements)
        if one.raw not in _ARTICLES or (one.raw == "a" and place == last)
    ]
    full = [one for one in bare if one.raw not in _PREPOSITIONS]
    return full if len(full) > 1 and not strict else bare or elements


class Finder:
    """Looks ways up in one reading."""

    def __init__(self, reading: ParsedText) -> None:
        self.reading = reading
        self._by_stem: dict[str, list[int]] = defaultdict(list)
        self._numbers: list[int] = []
        self._pairs: dict[str, list[int]] = defaultdict(list)
        self._found: dict[tuple[str, bool], list[FoundWay]] = {}
        toks = reading.tokens
        for place, token in enumerate(toks):
            self._by_stem[token.stem].append(place)
            if token.value is not None:
                self._numbers.append(place)
            if place and token.raw.isalpha() and toks[place - 1].raw.isalpha():
                self._pairs[toks[place - 1].raw + token.raw].append(place - 1)

    def find(self, way: str, *, strict: bool = False) -> list[FoundWay]:
        """Every place where ``way`` is said; ``strict``: nearly word by word."""
        key = (way, strict)
        if key not in self._found:
            self._found[key] = [
                one for each in expanded(way) for one in self._find(compiled(each, strict))
            ]
        return self._found[key]

    def _find(self, way: CompiledPhrase) -> list[FoundWay]:
        if not way.parts:
            return self._bare_not() if way.wants_not else []
        runs = [self._phrase(part, way) for part in way.parts]
        if not all(runs):
            return []
        whole: list[tuple[int, ...]] = list(runs[0])
        for run in runs[1:]:
            whole = [
                tuple(sorted({*one, *other}))
                for one in whole
                for other in run
                if self._together(one, other)
            ]
        found = []
        for places in whole:
            spent: frozenset[int] | None = frozenset()
            if way.ends_in_not:
                spent = self._not_after(places[-1])
            elif way.wants_not:
                spent = self._spent(way, places)
            if spent is not None:
                found.append(FoundWay(places, spent))
        return found

    def _bare_not(self) -> list[FoundWay]:
        """``not`` alone: any negator."""
        return [
            FoundWay((one.start,), frozenset((number,)))
            for number, one in enumerate(self.reading.negators)
            if one.force != "denied"
        ]

    def _together(self, one: tuple[int, ...], other: tuple[int, ...]) -> bool:
        bond, weight = self.reading.bond, self.reading.weight
        if bond[one[0]] != bond[other[0]]:
            return False
        first, second = sorted((one, other))
        return weight[second[0]] - weight[first[-1]] <= TOGETHER

    def _spent(self, way: CompiledPhrase, places: tuple[int, ...]) -> frozenset[int] | None:
        """The negators that a way with ``not`` is said with; None if it is not denied."""
        reading = self.reading
        over = [
            number
            for number in reading.over(places[0], places[-1] + 1)
            if reading.negators[number].force != "denied"
        ]
        inside = [
            number
            for number, one in enumerate(reading.negators)
            if one.force != "denied" and places[0] < one.start < places[-1]
        ]
        spent = {*over, *inside}
        return frozenset(spent) if len(spent) % 2 else None

    def _not_after(self, place: int) -> frozenset[int] | None:
        """The negator that follows in the same clause; None if there is none."""
        reading = self.reading
        for number, one in enumerate(reading.negators):
            near = (
                one.force == "not"
                and one.start > place
                and reading.clause[one.start] == reading.clause[place]
            )
            if near and reading.weight[one.start] - reading.weight[place] <= _AFTER:
                return frozenset((number,))
        return None

    def _phrase(self, elements: tuple[Element, ...], way: CompiledPhrase) -> list[tuple[int, ...]]:
        found = []
        harmless = self.reading.harmless
        for first in self._at(elements[0]):
            run = self._follow(elements, first, way)
            # Of "no more powerful than" nothing but the whole is said.
            if run and all(harmless.get(one, run[0]) in run for one in run):
                found.append(run)
        if len(elements) > 1:
            joined = "".join(element.raw for element in elements)
            if joined.isalpha():
                found += [(place,) for place in self._by_raw(joined)]
        if len(elements) == 2 and not way.exact and not way.strict:
            found += self._reversed(elements)
        return found

    def _by_raw(self, raw: str) -> list[int]:
        from actquiz.practice.judge.stems import stem

        return self._by_stem.get(stem(raw), [])

    def _follow(
        self, elements: tuple[Element, ...], first: int, way: CompiledPhrase
    ) -> tuple[int, ...] | None:
        places = [first]
        for element in elements[1:]:
            following = self._next(element, places[-1], way.exact, 1 if way.strict else GAP)
            if following is None:
                return None
            places.append(following)
        return tuple(places)

    def _next(self, element: Element, after: int, exact: bool, gap: int = GAP) -> int | None:
        toks, sentence = self.reading.tokens, self.reading.sentence
        passed = 0
        for place in range(after + 1, len(toks)):
            if sentence[place] != sentence[after]:
                return None
            token = toks[place]
            if _is(element, token):
                return place
            if exact:
                if token.raw in ("(", ")", "*", "times", "the", "of"):
                    continue
                return None
            if token.raw in MARKS:
                if token.raw in ";:—!?":
                    return None
                passed += token.raw == ","
            elif token.raw not in LIGHT:
                passed += 1
            if passed > gap:
                return None
        return None

    def _reversed(self, elements: tuple[Element, ...]) -> list[tuple[int, ...]]:
        """``norm of the gradient`` for ``gradient norm``."""
        found: list[tuple[int, ...]] = []
        for first in self._at(elements[1]):
            following = self._next(elements[0], first, False)
            if following is None:
                continue
            between = self.reading.tokens[first + 1 : following]
            if any(one.raw in _LINKS for one in between):
                found.append((first, following))
        return found

    def _at(self, element: Element) -> list[int]:
        """The places of one word: by value, by stem, written apart, or with a slip of the keys."""
        toks = self.reading.tokens
        if element.value is not None:
            return [place for place in self._numbers if _is(element, toks[place])]
        found = list(self._by_stem.get(element.stem, ()))
        found += self._pairs.get(element.raw, ())
        if not found and len(element.raw) >= 6 and element.raw.isalpha():
            found = [
                place
                for stem_, places in self._by_stem.items()
                if _is_slip(stem_, element.stem)
                for place in places
                if toks[place].raw not in vocabulary()
            ]
        return found


def _is(element: Element, token: Token) -> bool:
    if element.value is not None:
        if token.value is None:
            return False
        if element.signed and not token.signed:
            return False
        return _same_number(element.value, token)
    return element.stem == token.stem


def _same_number(wanted: Fraction, token: Token) -> bool:
    """Equal, or the wanted number rounded to the digits that were typed (two at least)."""
    assert token.value is not None
    if wanted == token.value:
        return True
    decimals = re.search(r"\.(\d{2,})$", token.raw)
    if not decimals or "e" in token.raw:
        return False
    return round(wanted, len(decimals[1])) == token.value


@lru_cache(maxsize=8192)
def _is_slip(said: str, meant: str) -> bool:
    """One keystroke apart, both long, with the same beginning."""
    if min(len(said), len(meant)) < 5 or said[:2] != meant[:2] or abs(len(said) - len(meant)) > 1:
        return False
    from rapidfuzz.distance import OSA

    return OSA.distance(said, meant, score_cutoff=1) <= 1


@lru_cache(maxsize=1)
def vocabulary() -> frozenset[str]:
    """Words that are no slips of other words."""
    known = set(LIGHT)
    for members in groups().values():
        for member in members:
            known.update(re.findall(r"[a-z]+", member))
    return frozenset(known)
