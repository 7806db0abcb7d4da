"""YAML text to plain values, in one pass over the C parser's events.

There is no recursion and no constructor that a tag could reach, so hostile input can only be
refused: a depth or size limit stops the pass as soon as it is passed. Only what decks need is
read: text, numbers, Booleans, null, lists and mappings with text keys.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, cast

from yaml import YAMLError
from yaml._yaml import CParser, Mark
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from actquiz.bank.latex_escapes import control_character
from actquiz.bank.yaml_syntax import explain_syntax, in_text
from actquiz.errors import ActquizError, Problem

MAX_DEPTH = 24
"""Lists and mappings inside each other; a deck needs eight."""
MAX_VALUES = 1_000_000
"""Keys and values in one file."""
MAX_CARD_VALUES = 5_000
"""Keys and values in one card."""
MAX_SCALAR = 100_000
"""Characters of one text."""

CARD_DEPTH = 3
"""Containers open while a card's own fields are read: the deck, its cards, the card."""

_FLOAT = re.compile(r"[-+]?(?:\d[\d_]*)?\.\d*(?:[eE][-+]\d+)?|[-+]?\d[\d_]*\.(?:[eE][-+]\d+)?")
_INT = re.compile(r"[-+]?(?:0|[1-9][\d_]*)")
EXPONENT = re.compile(r"[-+]?\d+(?:\.\d*)?[eE][-+]?\d+")
"""A number to most readers; to YAML 1.1 only with a point and a sign: 1.0e+3."""
_WORDS: dict[str, Any] = {
    "": None,
    "~": None,
    ".inf": float("inf"),
    "+.inf": float("inf"),
    "-.inf": -float("inf"),
    ".nan": float("nan"),
}
for _names, _meaning in (("null", None), ("true yes on", True), ("false no off", False)):
    for _name in _names.split():
        _WORDS |= dict.fromkeys((_name, _name.capitalize(), _name.upper()), _meaning)
_MAY_BE_SPECIAL = frozenset("+-.0123456789~nNtTfFyYoO")
_MAX_EXACT_DIGITS = 18
"""Longer integers do not fit 64 bits: they become floats."""
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")


class UnusableYaml(ActquizError):
    """The text is no YAML, or YAML that is not taken here; its place is one in the text.

    ``is_final``: reading the rest in pieces would be refused as well.
    """

    def __init__(self, problem: Problem, *, is_final: bool = False) -> None:
        super().__init__(problem)
        self.is_final = is_final


def unusable(what: str, fix: str, mark: Mark, *, is_final: bool = False) -> UnusableYaml:
    """The error for what stands at ``mark``."""
    return UnusableYaml(in_text(what, fix, mark.line, mark.column), is_final=is_final)


@dataclass(slots=True)
class Built:
    """One document's value, and what a closer look needs."""

    value: Any = None
    lines: dict[int, int] = field(default_factory=dict)
    """Card number to the line, from 0, it starts on."""
    suspects: set[int | None] = field(default_factory=set)
    """Cards (by number; None: outside the cards) with a repeated key or LaTeX in double quotes.
    ``places.py`` finds out where."""
    exponents: set[int | None] = field(default_factory=set)
    """Those with an unquoted text like 1e3, which may have been meant as a number."""


def resolve(text: str) -> Any:
    """What an unquoted scalar means, as YAML 1.1 has it; dates and times stay text."""
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text):
        digits = text.replace("_", "")
        return int(digits) if len(digits) <= _MAX_EXACT_DIGITS else float(digits)
    if _FLOAT.fullmatch(text) and text not in {".", "+.", "-."}:
        return float(text.replace("_", ""))
    return text


def build(text: str) -> Built:
    """The one document in ``text``.

    Raises UnusableYaml: it is no YAML, or has tags, anchors, aliases, a second document, too much.
    """
    try:
        return _build(text)
    except YAMLError as error:
        raise UnusableYaml(explain_syntax(error, text)) from None


def _build(text: str) -> Built:
    builder = _Builder(text)
    next_event = CParser(text).get_event
    scalar, opens = builder.scalar, builder.open
    while (event := next_event()) is not None:
        kind = type(event)
        if kind is ScalarEvent:
            scalar(event)
        elif kind is MappingStartEvent:
            opens(event, {})
        elif kind is SequenceStartEvent:
            opens(event, [])
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            builder.close()
        elif kind is AliasEvent:
            raise unusable(*ALIAS, cast(Mark, event.start_mark))
        elif kind is DocumentStartEvent:
            builder.document(event)
    return builder.built


ALIAS = (
    "`*` starts a YAML alias, and decks have none",
    "put the text in single quotes if it begins with *",
)
ANCHOR = (
    "`&` starts a YAML anchor, and decks have none",
    "put the text in single quotes if it begins with &",
)
TAG = (
    "`!` starts a YAML tag, and decks have none",
    "remove the tag, or put the text in single quotes if it begins with !",
)
MERGE = ("`<<` merges mappings, and decks do not", "write the fields out")


class _Builder:
    """Puts events together. ``_key`` is the key that waits for its value."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.built = Built()
        self._outer: list[Any] = []
        """The containers around the current one; None outside the document's own."""
        self._container: Any = None
        self._key: str | None = None
        self._cards: list[Any] = []
        self._count = 0
        self._limit = MAX_VALUES
        self._documents = 0

    def document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            what = "a second document starts here"
            raise unusable(what, "remove the --- line: one deck a file", event.start_mark)

    def scalar(self, event: Any) -> None:
        text = event.value
        self._count += 1
        if (
            event.tag is not None
            or event.anchor is not None
            or self._count > self._limit
            or len(text) > MAX_SCALAR
        ):
            raise self._refusal(event)
        container = self._container
        plain = event.implicit[0]
        if self._key is None and type(container) is dict:
            if text in container:
                self.built.suspects.add(self._number())
            elif text == "<<" and plain:
                raise unusable(*MERGE, event.start_mark)
            self._key = text
            return
        if plain and (not text or text[0] in _MAY_BE_SPECIAL):
            value = resolve(text)
            if value is text and EXPONENT.fullmatch(text):
                self.built.exponents.add(self._number())
            self._put(value)
            return
        if event.style == '"' and _CONTROL.search(text):
            raw = self._text[event.start_mark.index : event.end_mark.index]
            if control_character(raw, text):
                self.built.suspects.add(self._number())
        self._put(text)

    def open(self, event: Any, value: Any) -> None:
        outer = self._outer
        self._count += 1
        if (
            event.tag is not None
            or event.anchor is not None
            or self._count > self._limit
            or len(outer) >= MAX_DEPTH
            or (self._key is None and type(self._container) is dict)
        ):
            raise self._refusal(event)
        if len(outer) < CARD_DEPTH:
            self._note_card(event, value)
        self._put(value)
        outer.append(self._container)
        self._container = value

    def close(self) -> None:
        self._container = self._outer.pop()
        if len(self._outer) < CARD_DEPTH:
            self._limit = MAX_VALUES

    def _put(self, value: Any) -> None:
        container = self._container
        if container is None:
            self.built.value = value
        elif self._key is None:
            container.append(value)
        else:
            container[self._key] = value
            self._key = None

    def _note_card(self, event: Any, value: Any) -> None:
        """Remember where the cards are, and where each begins."""
        if self._key == "cards" and type(value) is list and len(self._outer) == 1:
            self._cards = value
        elif self._container is self._cards:
            self.built.lines[len(self._cards)] = event.start_mark.line
            self._limit = min(MAX_VALUES, self._count + MAX_CARD_VALUES)

    def _number(self) -> int | None:
        """The card that is being read."""
        return len(self._cards) - 1 if len(self._outer) >= CARD_DEPTH else None

    def _refusal(self, event: Any) -> UnusableYaml:
        """Why this event is one too many."""
        if event.tag is not None:
            what, fix = TAG
        elif event.anchor is not None:
            what, fix = ANCHOR
        elif self._count > MAX_VALUES:
            what, fix = f"the file has more than {MAX_VALUES:,} values", "split it into decks"
        elif self._count > self._limit:
            what, fix = f"this card has more than {MAX_CARD_VALUES:,} values", "split it into cards"
        elif type(event) is ScalarEvent:
            what = f"a text of {len(event.value):,} characters; at most {MAX_SCALAR:,} are read"
            fix = "shorten it, or close the quote it starts with"
        elif len(self._outer) >= MAX_DEPTH:
            what = f"lists and mappings are nested deeper than {MAX_DEPTH} levels"
            fix = "flatten them, and put text that has many brackets in quotes"
        else:
            what = "a list or mapping stands where a field's name should be"
            fix = "put the text in single quotes"
        return unusable(what, fix, event.start_mark, is_final=self._count > MAX_VALUES)
