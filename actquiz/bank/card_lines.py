"""One card's lines in a deck file: taken out as they stand, and put back with all else untouched.

A file is a text in three parts, what is above the card, the card, and what is below. The card is
shown without its indentation; unchanged, it goes back byte for byte.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from yaml import YAMLError
from yaml._yaml import CParser, Mark
from yaml.events import (
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from actquiz.bank.loader import load_text
from actquiz.bank.yaml_syntax import explain_syntax
from actquiz.errors import IN_TEXT, ActquizError

_DASH = re.compile(r"(?P<margin> *)-(?P<gap> +)")
_EMPTY = re.compile(r"^cards:[ \t]*(?:\[\s*\])?[ \t]*(?=\r?$|\Z)", re.MULTILINE)
_MARGIN = 2
_BY_HAND = "open the file in your editor"


@dataclass(frozen=True, slots=True)
class CardLines:
    """A card in its file."""

    before: str
    raw: str
    """The card's lines as they stand, with the remarks right above it."""
    after: str
    margin: int
    """Spaces in front of the dash."""
    gap: int
    """Spaces behind it."""

    @property
    def shown(self) -> str:
        """The card as a person edits it."""
        lines = self.raw.replace("\r\n", "\n").rstrip("\n").split("\n")
        inner = self.margin + 1 + self.gap
        seen_dash = False
        made = []
        for line in lines:
            if not seen_dash and not line.lstrip().startswith("#"):
                seen_dash = True
                made.append(line[inner:])
            else:
                made.append(_less(line, inner if seen_dash else self.margin))
        return "\n".join(made) + "\n"

    def replaced(self, text: str) -> str:
        """The whole file with ``text`` in place of what is shown."""
        if text.rstrip("\n") == self.shown.rstrip("\n"):
            return self.before + self.raw + self.after
        end = self.raw[len(self.raw.rstrip("\r\n")) :]
        made = _written(text, self.margin, self.gap).rstrip("\n")
        newline = "\r\n" if "\r\n" in self.raw + self.before else "\n"
        return self.before + made.replace("\n", newline) + end + self.after


def cut_out(text: str, card_id: str) -> CardLines:
    """The card of that id in a deck file.

    Raises ActquizError if the file is no YAML, the card is not in it, or it is written in a way
    that lines cannot be told apart.
    """
    for one in _cards(text):
        if one.id == card_id:
            return _lines(text, one)
    raise ActquizError(f"the card '{card_id}' is not in this file any more", fix=_BY_HAND)


def added(text: str, card: str) -> str:
    """The deck file with a card more at the end of its cards.

    Raises ActquizError as ``cut_out`` does.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    last: CardLines | None = None
    count = 0
    for one in _cards(text):
        count += 1
        last = _lines(text, one)
    if last is None:
        made = _written(card, _MARGIN, 1)
        found = _EMPTY.search(text)
        if found is None:
            raise ActquizError("there is no list of cards in this file", fix=_BY_HAND)
        rest = text[found.end() :].lstrip("\r\n")
        return f"{text[: found.start()]}cards:{newline}{made.replace(chr(10), newline)}{rest}"
    made = _written(card, last.margin, last.gap).replace("\n", newline)
    above = last.before.replace("\r\n", "\n")
    apart = newline if count == 1 or above.endswith("\n\n") else ""
    end = "" if last.raw.endswith("\n") else newline
    return f"{last.before}{last.raw}{end}{apart}{made}{last.after}"


def new_deck(deck: str, title: str, card: str) -> str:
    """The file of a new deck with one card."""
    import yaml

    head = yaml.safe_dump({"title": title}, allow_unicode=True, width=10_000)
    return f"format: 1\ndeck: {deck}\n{head}cards:\n{_written(card, _MARGIN, 1)}"


def as_deck(card: str) -> tuple[str, int, int]:
    """A file with that card alone, to be read; and by how many lines and columns it is moved."""
    text = new_deck("deck", "Title", "x: y")
    above = text[: text.index("  - ")]
    return above + _written(card, _MARGIN, 1, remarks=False), above.count("\n"), _MARGIN + 2


def hold(before: str, after: str, card_ids: set[str]) -> None:
    """Raise ActquizError unless only the cards of these ids differ in the two texts of a file."""
    old, new = load_text(before, IN_TEXT), load_text(after, IN_TEXT)
    kept = [card for card in (old.deck.cards if old.deck else ()) if card.id not in card_ids]
    found = [card for card in (new.deck.cards if new.deck else ()) if card.id not in card_ids]
    if kept != found or len(new.problems) > len(old.problems):
        fix = new.problems[0].fix if new.problems else _BY_HAND
        raise ActquizError("this would change other cards of the file as well", fix=fix)


def _less(line: str, width: int) -> str:
    """The line without so many spaces in front, or without all it has."""
    return line[min(width, len(line) - len(line.lstrip(" "))) :]


def _written(text: str, margin: int, gap: int, *, remarks: bool = True) -> str:
    """The card's lines, indented; remarks in front of it stand above its dash."""
    lines = textwrap.dedent(text).strip("\n").split("\n")
    made = []
    while remarks and len(lines) > 1 and (not lines[0].strip() or lines[0].startswith("#")):
        made.append((" " * margin + lines.pop(0)).rstrip())
    inner = " " * (margin + 1 + gap)
    made.append(" " * margin + "-" + " " * gap + lines[0])
    made += [inner + line if line.strip() else "" for line in lines[1:]]
    return "\n".join(made) + "\n"


@dataclass(frozen=True, slots=True)
class _Card:
    id: str
    start: int
    end: int
    """Where the next thing after it begins, or where its own brace closes."""


def _cards(text: str) -> Iterator[_Card]:
    """Each card of the file, by its places among the characters."""
    path: list[Any] = []
    kinds: list[bool] = []
    awaits_key: list[bool] = []
    start, card_id, field = 0, "", ""
    try:
        next_event = CParser(text).get_event
        while (event := next_event()) is not None:
            if isinstance(event, ScalarEvent):
                if awaits_key and awaits_key[-1]:
                    path[-1], awaits_key[-1] = event.value, False
                    field = event.value if len(path) == 3 else field
                    continue
                if path[:1] == ["cards"] and len(path) == 3 and field == "id":
                    card_id = event.value
            elif isinstance(event, (MappingStartEvent, SequenceStartEvent)):
                mapping = isinstance(event, MappingStartEvent)
                if path[:1] == ["cards"] and len(path) == 2 and mapping:
                    start, card_id = cast(Mark, event.start_mark).index, ""
                path.append("" if mapping else 0)
                kinds.append(mapping)
                awaits_key.append(mapping)
                continue
            elif isinstance(event, (MappingEndEvent, SequenceEndEvent)):
                path.pop()
                awaits_key.pop()
                if kinds.pop() and path[:1] == ["cards"] and len(path) == 2:
                    yield _Card(card_id, start, cast(Mark, event.end_mark).index)
            else:
                continue
            if kinds:
                awaits_key[-1] = kinds[-1]
    except YAMLError as error:
        problem = explain_syntax(error, text)
        line = problem.where.line if problem.where else 0
        what = f"the file has a mistake on line {line}: {problem.what}"
        raise ActquizError(what, fix=f"mend it first: {problem.fix}") from None


def _lines(text: str, card: _Card) -> CardLines:
    """The card's own lines: up to the next thing, without what is above that one."""
    head = text.rfind("\n", 0, card.start) + 1
    dash = _DASH.fullmatch(text[head : card.start])
    stop = text.find("\n", card.end)
    stop = len(text) if stop < 0 else stop + 1
    flow = text[card.start] == "{"
    if dash is None or (flow and not re.fullmatch(r"\s*(#[^\n]*)?\n?", text[card.end : stop])):
        what = f"the card '{card.id}' does not begin on a line of its own"
        raise ActquizError(what, fix=_BY_HAND)
    margin = len(dash["margin"])
    end = stop if flow else card.end
    lines = text[head:end].split("\n")
    if not flow:
        while len(lines) > 1 and _is_between(lines[-1], margin):
            lines.pop()
    raw = "\n".join(lines)
    if len(raw) < end - head and not raw.endswith("\n"):
        raw += "\n"
    remark = " " * margin + "#"
    while head > 0:
        above = text.rfind("\n", 0, head - 1) + 1
        if not text.startswith(remark, above):
            break
        raw, head = text[above:head] + raw, above
    return CardLines(text[:head], raw, text[head + len(raw) :], margin=margin, gap=len(dash["gap"]))


def _is_between(line: str, margin: int) -> bool:
    """Whether the line is above the next card rather than in this one: empty, or a remark there."""
    inner = line.lstrip(" ")
    return not inner.strip() or (inner.startswith("#") and len(line) - len(inner) <= margin)
