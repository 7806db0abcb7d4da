"""Markdown notes as others write them, to cards.

Known are ``Q:``/``A:`` pairs; a heading with its answer below; ``front::back`` lines; sentences
with ``{{gaps}}``, Anki's ``{{c1::gaps::hint}}`` included; and Mochi's sides parted by ``---``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from actquiz.bank.cards import ID_PATTERN
from actquiz.errors import ActquizError, Location
from actquiz.exchange.common_mark import Line, lines_of, to_bank
from actquiz.exchange.import_report import Gathering, Imported
from actquiz.exchange.slugs import slug, unique

_QUESTION = re.compile(r"(?:\*\*)?Q(?:uestion)?:(?:\*\*)?\s*(.*)")
_ANSWER = re.compile(r"(?:\*\*)?A(?:nswer)?:(?:\*\*)?\s*(.*)")
_HEADING = re.compile(r"(#{1,6})\s+(.*?)(?:\s+#+)?\s*$")
_SIDES = re.compile(r"\s{0,3}---+\s*$")
_BULLET = re.compile(r"\s*[-*]\s+")
_GAP = re.compile(r"\{\{(?:c\d+::)?(?P<answer>(?:(?!::|\}\}|\{\{).)+)(?:::(?P<hint>[^{}]*))?\}\}")
_RAW = re.compile(
    r"(?<!`)(`++)[^`]+\1|\$\$.+?\$\$|\$(?=\S)(?:\\.|[^$\\])+?(?<=\S)\$(?!\d)", re.DOTALL
)
_TITLE = re.compile(r"title:\s*[\"']?(.*?)[\"']?\s*$")


@dataclass(slots=True)
class _Found:
    """A card's sides as the file has them; ``back`` is empty for a sentence with gaps."""

    line: int
    front: str
    back: str = ""


def from_foreign_markdown(text: str, path: Path, *, deck: str = "", title: str = "") -> Imported:
    """The cards in ``text``; ``deck`` and ``title`` default to the file's name and heading."""
    lines = lines_of(text)
    written, lines = _front_matter(lines)
    name = title or written or _first_heading(lines) or path.stem
    deck = deck or slug(path.stem, otherwise="notes")
    if not re.search(ID_PATTERN, deck):
        fix = "use lower-case letters, digits and single dashes"
        raise ActquizError(f"'{deck}' is no id for a deck", fix=fix)
    gathering = Gathering()
    gathering.deck({"format": 1, "deck": deck, "title": to_bank(name)[0]})
    taken: set[str] = set()
    for found in _cards(lines):
        where = Location(path, found.line)
        values, lost = _values(found)
        values["id"] = unique(slug(_GAP.sub(" ", found.front), otherwise="card"), taken)
        for what in lost:
            gathering.note(where, f"{what} is left out")
        gathering.card(deck, values, where)
    return gathering.finish()


def _front_matter(lines: list[Line]) -> tuple[str, list[Line]]:
    """The title in the YAML at the top, if there is any, and the lines after it."""
    if not lines or lines[0].text.rstrip() != "---":
        return "", lines
    for place, line in enumerate(lines[1:], start=1):
        if line.text.rstrip() == "---":
            inside = [_TITLE.match(each.text) for each in lines[1:place]]
            if all(re.match(r"[\w-]+:|\s|$|- ", each.text) for each in lines[1:place]):
                return next((each[1] for each in inside if each), ""), lines[place + 1 :]
            break
    return "", lines


def _first_heading(lines: list[Line]) -> str:
    found = (_HEADING.match(line.text) for line in lines if not line.is_code)
    return next((one[2] for one in found if one and one[1] == "#"), "")


def _cards(lines: list[Line]) -> Iterator[_Found]:
    open_lines = [line for line in lines if not line.is_code]
    if any(_QUESTION.match(line.text) for line in open_lines):
        yield from _pairs(lines)
        return
    deep = [m for line in open_lines if (m := _HEADING.match(line.text)) and len(m[1]) > 1]
    if not deep and any(_SIDES.match(line.text) for line in open_lines):
        yield from _sides(lines)
        return
    yield from _sections(lines)


def _pairs(lines: list[Line]) -> Iterator[_Found]:
    """``Q:`` begins a card, ``A:`` its answer; both may go on for many lines."""
    card: _Found | None = None
    answering = False
    for line in lines:
        text = line.text
        if not line.is_code and (asked := _QUESTION.match(text)):
            if card:
                yield card
            card, answering = _Found(line.number, asked[1]), False
        elif not line.is_code and card and not answering and (told := _ANSWER.match(text)):
            card.back, answering = told[1], True
        elif not line.is_code and _HEADING.match(text):
            if card:
                yield card
            card = None
        elif card and answering:
            card.back += "\n" + text
        elif card:
            card.front += "\n" + text
    if card:
        yield card


def _sides(lines: list[Line]) -> Iterator[_Found]:
    """Mochi keeps a card a file; sides after the second belong to the answer."""
    sides: list[list[str]] = [[]]
    for line in lines:
        if not line.is_code and _SIDES.match(line.text):
            sides.append([])
        else:
            sides[-1].append(line.text)
    texts = ["\n".join(side).strip() for side in sides]
    front = _HEADING.sub(r"\2", texts[0]) if "\n" not in texts[0] else texts[0]
    yield _Found(1, front, "\n\n".join(text for text in texts[1:] if text))


def _sections(lines: list[Line]) -> Iterator[_Found]:
    """Each heading with what is below it, unless that has cards of its own."""
    heading = ""
    start = 1
    body: list[Line] = []
    for line in [*lines, None]:
        found = _HEADING.match(line.text) if line and not line.is_code else None
        if line and not found:
            body.append(line)
            continue
        inner = list(_inner(body))
        answer = "\n".join(each.text for each in body).strip()
        if inner:
            yield from inner
        elif heading and answer:
            yield _Found(start, heading, answer)
        heading, start, body = (found[2], line.number, []) if found and line else ("", 1, [])


def _inner(body: Iterable[Line]) -> Iterator[_Found]:
    """Lines ``front::back`` and sentences with gaps."""
    for line in body:
        if line.is_code or not line.text.strip():
            continue
        hidden = _hidden(line.text)
        if _GAP.search(hidden):
            yield _Found(line.number, line.text.strip())
        elif "::" in hidden:
            end = hidden.index("::")
            front = _BULLET.sub("", line.text[:end], count=1).strip()
            back = line.text[end:].lstrip(":").strip()
            if front and back:
                yield _Found(line.number, front, back)


def _hidden(text: str) -> str:
    """``text`` with code and formulas blotted out: no marks are looked for in there."""
    return _RAW.sub(lambda found: "\0" * len(found[0]), text)


def _values(found: _Found) -> tuple[dict[str, Any], list[str]]:
    if found.back.strip() or not _GAP.search(_hidden(found.front)):
        front, lost = to_bank(found.front.strip())
        back, more = to_bank(found.back.strip())
        values: dict[str, Any] = {"kind": "flashcard", "front": front, "back": back}
        return values, [*lost, *more]
    blanks: list[dict[str, str]] = []

    def gap(one: re.Match[str]) -> str:
        hint = {"hint": one["hint"].strip()} if one["hint"] else {}
        blanks.append({"answer": to_bank(one["answer"].strip())[0], **hint})
        return f"[[{len(blanks)}]]"

    hidden = _hidden(found.front)
    end = 0
    parts = []
    for place in _GAP.finditer(hidden):
        one = _GAP.match(found.front, place.start())
        assert one is not None
        parts += [found.front[end : place.start()], gap(one)]
        end = one.end()
    text, lost = to_bank("".join([*parts, found.front[end:]]))
    return {"kind": "cloze", "text": text, "blanks": blanks}, lost
